#version 330 core
layout(location = 0) in vec3 corner;
layout(location = 1) in vec3 own_normal;
layout(location = 2) in vec3 own_colour;
layout(location = 3) in float own_grain;
uniform mat4 view;
out vec3 place;
out vec3 normal;
out vec3 colour;
out float grain;

void main() {
    place = corner;
    normal = own_normal;
    colour = own_colour;
    grain = own_grain;
    gl_Position = view * vec4(corner, 1.0);
}
