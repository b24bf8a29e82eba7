#version 330 core
// Flat colours with a grain: boards where grain > 1.5, a carpet or plaster below.
in vec3 place;
in vec3 normal;
in vec3 colour;
in float grain;
uniform vec3 towards, lamp, sky, ground, eye;
out vec4 pixel;

float hash(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }

float soft(vec2 p) {
    vec2 i = floor(p), f = smoothstep(0.0, 1.0, fract(p));
    return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}

void main() {
    vec3 n = normalize(normal);
    vec3 light = mix(ground, sky, 0.5 + 0.5 * n.y) + lamp * max(dot(n, towards), 0.0);
    // Light falls off across a room.
    light *= 1.12 - 0.09 * length(place);
    vec2 p = abs(n.y) > 0.5 ? place.xz : (abs(n.x) > 0.5 ? place.zy : place.xy);
    float tone;
    if (grain > 1.5) {
        vec2 board = vec2(floor(p.y / 0.14), 0.0);
        board.y = floor((p.x + 0.9 * hash(board)) / 1.2);
        float gap = step(0.012, fract(p.y / 0.14)) * 0.35 + 0.65;
        tone = (0.82 + 0.3 * hash(board) + 0.1 * soft(vec2(p.x * 6.0, p.y * 120.0))) * gap;
    } else {
        tone = 1.0 + grain * (soft(p * 60.0) + soft(p * 9.0) + 0.6 * soft(p * 250.0) - 1.3);
    }
    pixel = vec4(colour * light * tone, 240.0 / 255.0);
}
