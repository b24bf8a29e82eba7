"""Drawing without a screen: OpenGL through OSMesa into an array, in as few steps as the pictures need.

The room stands still, so it is shaded once; each frame draws only its depth (a few large triangles), the person's
shadow and the person, within the rectangle that they can reach, and what came out is laid over the room's picture.
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Read by PyOpenGL and by Mesa when they are loaded. One thread a process: a set uses processes instead.
os.environ.setdefault("PYOPENGL_PLATFORM", "osmesa")
os.environ.setdefault("LP_NUM_THREADS", "0")

import numpy as np
import numpy.typing as npt
import OpenGL

from bench.render.arrays import Array, Faces
from bench.render.person import GROUPS, PER_VERTEX, Person

# Every call is checked otherwise, which costs more than the drawing.
OpenGL.ERROR_CHECKING = False
OpenGL.ERROR_LOGGING = False

from OpenGL import GL, osmesa  # noqa: E402

Image = npt.NDArray[np.uint8]
_SHADERS = Path(__file__).with_name("shaders")


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles that lie on the graphics side: what to bind, and how many corners."""

    vao: int
    corners: int


@dataclass(frozen=True, slots=True)
class Lights:
    """Direction towards the lamp, shape (3,), its colour and that of the light from above and below."""

    towards: Array
    lamp: Array
    sky: Array
    ground: Array


class Canvas:
    """One picture to draw on.

    Parameters
    ----------
    size : tuple of int
        Width and height, pixels.
    fine : int
        How many samples a pixel has in each direction.
    """

    def __init__(self, size: tuple[int, int], fine: int = 1) -> None:
        self.size, self.fine = size, fine
        w, h = size[0] * fine, size[1] * fine
        wanted = (
            osmesa.OSMESA_FORMAT, osmesa.OSMESA_RGBA, osmesa.OSMESA_DEPTH_BITS, 24,
            osmesa.OSMESA_PROFILE, osmesa.OSMESA_CORE_PROFILE, osmesa.OSMESA_CONTEXT_MAJOR_VERSION, 3, 0,
        )  # fmt: skip
        self._context = osmesa.OSMesaCreateContextAttribs((ctypes.c_int * len(wanted))(*wanted), None)
        self._buffer = np.zeros((h, w, 4), dtype=np.uint8)
        if not osmesa.OSMesaMakeCurrent(self._context, self._buffer, GL.GL_UNSIGNED_BYTE, w, h):
            raise RuntimeError("OSMesa gave no context: install libosmesa6 (apt) for bench/render.")
        # The first row of the array is the top of the picture.
        osmesa.OSMesaPixelStore(osmesa.OSMESA_Y_UP, 0)
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glEnable(GL.GL_SCISSOR_TEST)
        self._programs = {name: _program(name) for name in ("skin", "room", "shadow")}

    def close(self) -> None:
        """Give the context back."""
        osmesa.OSMesaDestroyContext(self._context)

    def skinned(self, person: Person, colours: Array, vertices: Array | None = None) -> Mesh:
        """Lay a person's skin (or clothes: other `vertices`) on the graphics side; colours shape (V, 3), 0 to 1."""
        order = np.argsort(-person.weights, axis=1)[:, :PER_VERTEX]
        share = np.take_along_axis(person.weights, order, axis=1)
        share /= share.sum(axis=1, keepdims=True)
        shape = person.vertices if vertices is None else vertices
        data = np.hstack([shape, person.normals, colours, share, order]).astype(np.float32)
        return _mesh(data, person.faces, (3, 3, 3, 4, 4))

    def solid(self, data: Array) -> Mesh:
        """Triangles with place, normal, colour and grain: shape (corners, 10)."""
        return _mesh(data.astype(np.float32), np.arange(len(data), dtype=np.uint32), (3, 3, 3, 1))

    def light(self, lights: Lights, eye: Array) -> None:
        """The same light for everything that is drawn from now on."""
        for program in self._programs.values():
            GL.glUseProgram(program)
            for name in ("towards", "lamp", "sky", "ground"):
                GL.glUniform3f(GL.glGetUniformLocation(program, name), *map(float, getattr(lights, name)))
            GL.glUniform3f(GL.glGetUniformLocation(program, "eye"), *map(float, eye))

    def look(self, view: Array) -> None:
        """Set the matrix, shape (4, 4), from the world to the picture for everything that is drawn from now on."""
        for program in self._programs.values():
            GL.glUseProgram(program)
            GL.glUniformMatrix4fv(GL.glGetUniformLocation(program, "view"), 1, GL.GL_TRUE, view.astype(np.float32))

    def start(self, box: tuple[int, int, int, int]) -> None:
        """Clear a rectangle (left, top, right, bottom in pixels of the picture), and draw only within it."""
        f, h = self.fine, self.size[1]
        left, top, right, bottom = box
        GL.glScissor(left * f, (h - bottom) * f, (right - left) * f, (bottom - top) * f)
        GL.glClearColor(0, 0, 0, 0)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT | GL.GL_DEPTH_BUFFER_BIT)

    def room(self, mesh: Mesh, *, depth_only: bool = False) -> None:
        """Draw what does not move."""
        GL.glUseProgram(self._programs["room"])
        GL.glColorMask(*([not depth_only] * 4))
        _draw(mesh)
        GL.glColorMask(True, True, True, True)

    def band(self, data: Array) -> None:
        """Draw triangles that are new in every frame; as :meth:`solid`."""
        mesh = self.solid(data)
        self.room(mesh)
        GL.glDeleteVertexArrays(1, [mesh.vao])
        _free_last()

    def shadow(self, mesh: Mesh, moved: Array, floor: float) -> None:
        """The person's shadow on a level floor: with an alpha of its own, so that it can be told from the person."""
        GL.glUseProgram(self._programs["shadow"])
        self._bones("shadow", moved)
        GL.glUniform1f(GL.glGetUniformLocation(self._programs["shadow"], "floor_height"), floor)
        GL.glDepthMask(False)
        _draw(mesh, closed=True)
        GL.glDepthMask(True)

    def person(self, mesh: Mesh, moved: Array) -> None:
        """A person in the pose of these matrices, shape (G, 4, 4)."""
        GL.glUseProgram(self._programs["skin"])
        self._bones("skin", moved)
        _draw(mesh, closed=True)

    def taken(self, box: tuple[int, int, int, int]) -> Image:
        """What was drawn within a rectangle, shape (h * fine, w * fine, 4), a view."""
        GL.glFinish()
        left, top, right, bottom = (self.fine * v for v in box)
        return self._buffer[top:bottom, left:right]

    def _bones(self, program: str, moved: Array) -> None:
        place = GL.glGetUniformLocation(self._programs[program], "bones")
        GL.glUniformMatrix4fv(place, len(GROUPS), GL.GL_TRUE, np.ascontiguousarray(moved, dtype=np.float32))


_last_buffers: list[int] = []


def _mesh(data: npt.NDArray[np.float32], corners: Faces, widths: tuple[int, ...]) -> Mesh:
    vao = GL.glGenVertexArrays(1)
    GL.glBindVertexArray(vao)
    buffers = GL.glGenBuffers(2)
    GL.glBindBuffer(GL.GL_ARRAY_BUFFER, buffers[0])
    GL.glBufferData(GL.GL_ARRAY_BUFFER, data.nbytes, np.ascontiguousarray(data), GL.GL_STATIC_DRAW)
    GL.glBindBuffer(GL.GL_ELEMENT_ARRAY_BUFFER, buffers[1])
    GL.glBufferData(GL.GL_ELEMENT_ARRAY_BUFFER, corners.nbytes, np.ascontiguousarray(corners), GL.GL_STATIC_DRAW)
    offset = 0
    for k, width in enumerate(widths):
        GL.glEnableVertexAttribArray(k)
        GL.glVertexAttribPointer(k, width, GL.GL_FLOAT, False, data.shape[1] * 4, ctypes.c_void_p(offset))
        offset += 4 * width
    _last_buffers[:] = [int(b) for b in buffers]
    return Mesh(int(vao), corners.size)


def _free_last() -> None:
    GL.glDeleteBuffers(len(_last_buffers), _last_buffers)


def _draw(mesh: Mesh, *, closed: bool = False) -> None:
    # Of a closed skin only the half that is turned to the eye can be seen.
    (GL.glEnable if closed else GL.glDisable)(GL.GL_CULL_FACE)
    GL.glBindVertexArray(mesh.vao)
    GL.glDrawElements(GL.GL_TRIANGLES, mesh.corners, GL.GL_UNSIGNED_INT, None)


def _program(name: str) -> Any:
    program = GL.glCreateProgram()
    for kind, ending in ((GL.GL_VERTEX_SHADER, "vert"), (GL.GL_FRAGMENT_SHADER, "frag")):
        shader = GL.glCreateShader(kind)
        GL.glShaderSource(shader, (_SHADERS / f"{name}.{ending}").read_text())
        GL.glCompileShader(shader)
        if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
            raise RuntimeError(f"{name}.{ending}: {GL.glGetShaderInfoLog(shader)!r}")
        GL.glAttachShader(program, shader)
    GL.glLinkProgram(program)
    if not GL.glGetProgramiv(program, GL.GL_LINK_STATUS):
        raise RuntimeError(f"{name}: {GL.glGetProgramInfoLog(program)!r}")
    return program
