#version 330 core
layout(location = 0) in vec3 rest;
layout(location = 3) in vec4 share;
layout(location = 4) in vec4 group;
uniform mat4 view;
uniform mat4 bones[24];
uniform vec3 towards;
uniform float floor_height;

void main() {
    mat4 m = share.x * bones[int(group.x)] + share.y * bones[int(group.y)]
           + share.z * bones[int(group.z)] + share.w * bones[int(group.w)];
    vec3 world = (m * vec4(rest, 1.0)).xyz;
    world -= towards * max(world.y - floor_height, 0.0) / towards.y;
    world.y = floor_height;
    gl_Position = view * vec4(world, 1.0);
}
