"""A pinhole camera: where it stands, what it sees where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.render.arrays import Array, unit


@dataclass(frozen=True, slots=True)
class Camera:
    """Place and aim in the world, focal length in pixels, picture's size in pixels."""

    eye: Array
    aim: Array
    focal: float
    size: tuple[int, int]

    @property
    def axes(self) -> Array:
        """Rows: right, up, backwards; shape (3, 3)."""
        back = unit(self.eye - self.aim)
        right = unit(np.cross(np.array([0.0, 1.0, 0.0]), back))
        return np.asarray(np.stack([right, np.cross(back, right), back]))

    @property
    def matrix(self) -> Array:
        """World to clip space, shape (4, 4)."""
        view = np.eye(4)
        view[:3, :3] = self.axes
        view[:3, 3] = -self.axes @ self.eye
        near, far = 0.1, 30.0
        w, h = self.size
        lens = np.array(
            [
                [2 * self.focal / w, 0, 0, 0],
                [0, 2 * self.focal / h, 0, 0],
                [0, 0, -(far + near) / (far - near), -2 * far * near / (far - near)],
                [0, 0, -1, 0],
            ]
        )
        return np.asarray(lens @ view)

    def seen(self, points: Array) -> Array:
        """Points in the camera's frame, metres: x right, y down, z away."""
        return np.asarray((points - self.eye) @ self.axes.T * np.array([1.0, -1.0, -1.0]))

    def pixels(self, points: Array) -> Array:
        """Where points are in the picture, pixels, y down."""
        seen = self.seen(points)
        depth = np.maximum(seen[..., 2:], 0.05)
        return np.asarray(self.focal * seen[..., :2] / depth + np.array(self.size) / 2)


def place(
    points: Array,
    *,
    near: float,
    yaw_deg: float,
    height_m: float,
    view_deg: float,
    size: tuple[int, int],
    margin: float,
    aside: Array,
) -> Camera:
    """A camera that holds all points in its picture.

    Parameters
    ----------
    points : ndarray, shape (k, 3)
        What must be seen, world.
    near : {1, -1}
        On which side it stands, along z.
    yaw_deg : float
        From side-on towards +x (the front of who stands, the feet of who lies).
    height_m, view_deg : float
        Height above the floor and vertical angle of view.
    margin : float
        Free part of the picture round the points.
    aside : ndarray, shape (2,)
        Where their middle comes to lie off the picture's middle, as a share of the margin.
    """
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    focal = size[1] / 2 / np.tan(np.deg2rad(view_deg) / 2)
    yaw = np.deg2rad(yaw_deg)
    towards = np.array([np.sin(yaw), 0.0, near * np.cos(yaw)])
    half = np.array(size) / 2
    camera = Camera(middle + towards, middle, focal, size)
    for distance in np.arange(1.2, 9.0, 0.1):
        eye = middle + distance * towards
        eye[1] = height_m
        camera = _aimed(Camera(eye, middle, focal, size), points, aside * margin * half)
        off = np.abs(camera.pixels(points) - half) / half
        if off.max() <= 1 - margin * (1 - np.abs(aside).max()):
            break
    return camera


def _aimed(camera: Camera, points: Array, shift: Array) -> Camera:
    """The same camera turned until the points' middle lies `shift` pixels off the picture's middle."""
    for _ in range(3):
        seen = camera.pixels(points)
        off = (seen.min(axis=0) + seen.max(axis=0)) / 2 - np.array(camera.size) / 2 - shift
        distance = float(np.linalg.norm(camera.aim - camera.eye))
        right, up, _ = camera.axes
        moved = camera.aim + distance / camera.focal * (off[0] * right - off[1] * up)
        camera = Camera(camera.eye, moved, camera.focal, camera.size)
    return camera
