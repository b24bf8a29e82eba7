#version 330 core
// Person and shadow are told apart by their alpha, see film.py.
out vec4 pixel;

void main() {
    pixel = vec4(0.0, 0.0, 0.0, 15.0 / 255.0);
}
