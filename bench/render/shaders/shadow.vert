#version 330 core
layout(location = 0) in vec3 rest;
layout(location = 3) in vec4 share_a;
layout(location = 4) in vec4 share_b;
layout(location = 5) in vec4 group_a;
layout(location = 6) in vec4 group_b;
uniform mat4 view;
uniform mat4 bones[24];
uniform vec3 towards;
uniform float floor_height;

void main() {
    mat4 m = share_a.x * bones[int(group_a.x)] + share_a.y * bones[int(group_a.y)]
           + share_a.z * bones[int(group_a.z)] + share_a.w * bones[int(group_a.w)]
           + share_b.x * bones[int(group_b.x)] + share_b.y * bones[int(group_b.y)]
           + share_b.z * bones[int(group_b.z)] + share_b.w * bones[int(group_b.w)];
    vec3 world = (m * vec4(rest, 1.0)).xyz;
    world -= towards * max(world.y - floor_height, 0.0) / towards.y;
    world.y = floor_height;
    gl_Position = view * vec4(world, 1.0);
}
