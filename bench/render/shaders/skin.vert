#version 330 core
// A vertex moved by the groups it belongs to (linear blend skinning).
layout(location = 0) in vec3 rest;
layout(location = 1) in vec3 rest_normal;
layout(location = 2) in vec3 own_colour;
layout(location = 3) in vec4 share_a;
layout(location = 4) in vec4 share_b;
layout(location = 5) in vec4 group_a;
layout(location = 6) in vec4 group_b;
uniform mat4 view;
uniform mat4 bones[24];
out vec3 place;
out vec3 normal;
out vec3 colour;
out vec3 cloth;

void main() {
    mat4 m = share_a.x * bones[int(group_a.x)] + share_a.y * bones[int(group_a.y)]
           + share_a.z * bones[int(group_a.z)] + share_a.w * bones[int(group_a.w)]
           + share_b.x * bones[int(group_b.x)] + share_b.y * bones[int(group_b.y)]
           + share_b.z * bones[int(group_b.z)] + share_b.w * bones[int(group_b.w)];
    vec4 world = m * vec4(rest, 1.0);
    place = world.xyz;
    normal = mat3(m) * rest_normal;
    colour = own_colour;
    cloth = rest;
    gl_Position = view * world;
}
