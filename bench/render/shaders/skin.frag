#version 330 core
// Soft light from above and below, a lamp, and edges that darken: where two legs of one colour cross, the edge is all
// that parts them in a real picture too.
in vec3 place;
in vec3 normal;
in vec3 colour;
in vec3 cloth;
uniform vec3 towards, lamp, sky, ground, eye;
out vec4 pixel;

void main() {
    vec3 n = normalize(normal);
    vec3 to_eye = normalize(eye - place);
    if (dot(n, to_eye) < 0.0) n = -n;
    float up = 0.5 + 0.5 * n.y;
    // Near the floor and under the body less light arrives from around.
    float open = mix(0.55, 1.0, smoothstep(0.0, 0.35, place.y + 0.25 * n.y));
    vec3 light = mix(ground, sky, up) * open + lamp * max(dot(n, towards), 0.0);
    float edge = smoothstep(0.0, 0.55, dot(n, to_eye));
    float fold = 0.98 + 0.02 * sin(90.0 * cloth.z + 23.0 * sin(31.0 * cloth.x) + 17.0 * cloth.y);
    pixel = vec4(colour * light * mix(0.62, 1.0, edge) * fold, 240.0 / 255.0);
}
