"""A person before the camera who does what the test says: skeletons instead of the camera's pictures.

The browser still asks for its camera and sends its pictures; each is exchanged on its way to the server for a skeleton
(`psoas.app.live.protocol`), so that no pose model is needed and a busy machine changes nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from psoas.app.live.protocol import HEADER
from psoas.body.skeleton import Side, Skeleton
from psoas.programme.model import Exercise
from psoas.testing import synthetic

#: Most that an actor moves on by between two pictures, seconds: it waits for a machine that stalls.
LONGEST_S = 0.15


class Actor:
    """Who is before the camera of a page; `hold` and `march` may be called at any time."""

    def __init__(self, page: Any) -> None:
        self._frames: list[Skeleton] = [Skeleton.nobody(0.0, (640, 480))]
        self._passed_s, self._last_s = 0.0, math.inf
        page.route_web_socket("**/live/*", self._between)

    def hold(self, pose: Skeleton) -> None:
        """Hold a pose."""
        self._frames, self._passed_s = [pose], 0.0

    def march(self, exercise: Exercise, sides: Sequence[Side]) -> None:
        """March, beginning with a second of holding still, and hold the last pose."""
        self._frames, self._passed_s = before_the_camera(exercise, sides), 0.0

    def _between(self, socket: Any) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: server.send(self._instead_of(message)))

    def _instead_of(self, message: str | bytes) -> str | bytes:
        if isinstance(message, str):
            return message
        _, seq, captured_ms = HEADER.unpack_from(message)
        now_s = captured_ms / 1000
        self._passed_s += min(max(now_s - self._last_s, 0.0), LONGEST_S)
        self._last_s = now_s
        pose = next((one for one in self._frames if one.t >= self._passed_s), self._frames[-1])
        return json.dumps(
            {
                "type": "skeleton",
                "seq": seq,
                "t": captured_ms,
                "size": pose.size,
                "image": _rows(pose.image),
                "confidence": np.nan_to_num(pose.confidence).tolist(),
                "metric": None if pose.metric is None else _rows(pose.metric),
            }
        )


def before_the_camera(exercise: Exercise, sides: Sequence[Side]) -> list[Skeleton]:
    """Who marches as a camera sees them where the exercise wants it: from the front or from the side."""
    return synthetic(exercise, [(side, 1.0) for side in sides], yaw_deg=90.0 if exercise.camera == "front" else 8.0)


def _rows(points: Any) -> list[list[float] | None]:
    return [point.tolist() if np.isfinite(point).all() else None for point in points]
