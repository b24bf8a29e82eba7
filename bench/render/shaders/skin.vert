#version 330 core
// A vertex moved by the groups it belongs to (linear blend skinning).
layout(location = 0) in vec3 rest;
layout(location = 1) in vec3 rest_normal;
layout(location = 2) in vec3 own_colour;
layout(location = 3) in vec4 share;
layout(location = 4) in vec4 group;
uniform mat4 view;
uniform mat4 bones[24];
out vec3 place;
out vec3 normal;
out vec3 colour;
out vec3 cloth;

void main() {
    mat4 m = share.x * bones[int(group.x)] + share.y * bones[int(group.y)]
           + share.z * bones[int(group.z)] + share.w * bones[int(group.w)];
    vec4 world = m * vec4(rest, 1.0);
    place = world.xyz;
    normal = mat3(m) * rest_normal;
    colour = own_colour;
    cloth = rest;
    gl_Position = view * world;
}
