"""What a camera can look on at, and when it sees enough to begin."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from typing import Any

from psoas.app.live.pose_worker import ANYBODY, PoseResult, Whom
from psoas.body.skeleton import Skeleton
from psoas.coach.flat_back import FlatBackCheck
from psoas.programme.model import Exercise
from psoas.session.messages import Message
from psoas.sight.models import LandmarkModel
from psoas.tracking.setup_check import SetupAdvice, check_setup


class OnCamera(ABC):
    """What a camera can look on at: a session, a step, or a question that is open.

    Attributes
    ----------
    back : FlatBackCheck or None
        The flat-back experiment, which only a session has.
    """

    back: FlatBackCheck | None = None

    @property
    def whom(self) -> Whom:
        """Whom to follow where there are several people."""
        return ANYBODY

    @abstractmethod
    def forget_camera(self) -> None:
        """Start afresh because the camera was connected anew."""

    @abstractmethod
    def update(self, look: PoseResult) -> Sequence[Message]:
        """Take in what one picture showed."""

    def mind_the_rate(self, took_s: float) -> bool:
        """Return whether lighter work has just begun to be wanted; `took_s` is what the last picture took, seconds."""
        del took_s
        return False

    def may_look_with(self, model: LandmarkModel) -> bool:
        """Tell whether this is a moment to change to a landmark model."""
        del model
        return True

    def answer(self) -> dict[str, Any]:
        """Return what the camera's page is told besides the skeleton."""
        return {}


#: Length of the recent pictures by which the set-up is judged, seconds.
_WINDOW_S = 1.0
#: Time between two judgements, seconds; sentences that change faster cannot be read.
_JUDGE_S = 0.25


class SetupGate:
    """Decides whether the camera sees enough to begin.

    Parameters
    ----------
    exercise : Exercise
        Gives the camera's direction and the person's posture.
    settled_s : float
        How long the set-up must be good before it counts as good, seconds.
    """

    def __init__(self, exercise: Exercise, settled_s: float = 1.0) -> None:
        self._exercise = exercise
        self._settled_s = settled_s
        # Leaning on a wall counts as standing.
        upright = "seated" if exercise.posture == "seated" else "standing"
        self._posture = "lying" if exercise.lies else upright
        self._seen: deque[Skeleton] = deque()
        self._judged = -math.inf
        self._good_since: float | None = None
        self.advice: list[SetupAdvice] = []

    def update(self, look: PoseResult) -> None:
        """Take in one camera picture."""
        t = look.skeleton.t
        self._seen.append(look.skeleton)
        while self._seen and t - self._seen[0].t > _WINDOW_S:
            self._seen.popleft()
        if t - self._judged < _JUDGE_S:
            return
        self._judged = t
        self.advice = check_setup(
            list(self._seen),
            look.brightness,
            look.people,
            self._exercise.camera or "any",
            self._posture,
            place=look.place,
        )
        if not all(a.ok for a in self.advice):
            self._good_since = None
        elif self._good_since is None:
            self._good_since = t

    def settled(self, t: float) -> bool:
        """Tell whether the set-up has been good for a moment."""
        return self._good_since is not None and t - self._good_since >= self._settled_s

    def forget(self) -> None:
        """Start afresh after the camera was moved or changed."""
        self._seen.clear()
        self._good_since = None
        self.advice = []
