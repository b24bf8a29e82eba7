"""One session while it runs, apart from any page: the engine, what the camera sees, and whoever is shown it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from psoas.app.live.pose_worker import PoseResult
from psoas.body.skeleton import Skeleton
from psoas.coach.flat_back import UNSEEN_SAY, FlatBackCheck
from psoas.programme.model import Exercise
from psoas.session.messages import Message
from psoas.session.session import Session
from psoas.session.view import Action, View
from psoas.session.waiting import HOLD_STILL, CameraLook
from psoas.tracking.setup_check import SetupAdvice, check_setup

#: With nobody before the screen, what goes on pauses after this long, seconds: longer than a reload takes.
ALONE_S = 6.0
#: What is over, or never began, is kept this long after its last page, seconds.
KEPT_S = 3600.0

M = TypeVar("M")


class SharedSession(Generic[M]):
    """Pages come and go; this stays, and tells those that are there.

    Parameters
    ----------
    clock : callable
        Seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._listeners: dict[object, Callable[[Sequence[M]], None]] = {}
        self._alone_since = clock()

    def watch(self, who: object, listener: Callable[[Sequence[M]], None]) -> None:
        """Call `listener` with the new messages whenever something may have changed."""
        self._listeners[who] = listener

    def unwatch(self, who: object) -> None:
        """End `watch`."""
        self._listeners.pop(who, None)
        self._alone_since = self._clock()

    @property
    def watched(self) -> bool:
        """Whether somebody is looking."""
        return bool(self._listeners)

    @property
    def alone_s(self) -> float:
        """For how long nobody has looked, seconds; 0 while somebody does."""
        return 0.0 if self._listeners else self._clock() - self._alone_since

    def _tell(self, messages: list[M]) -> list[M]:
        for listener in list(self._listeners.values()):
            listener(messages)
        return messages


#: The set-up counts as good when it was good this long, seconds.
SETTLED_S = 1.0
#: How much of the last pictures the set-up is judged by, seconds.
_WINDOW_S = 1.0
#: How often it is judged, seconds: sentences that change faster cannot be read.
_JUDGE_S = 0.25


class SetupGate:
    """Whether the camera sees enough to begin.

    Parameters
    ----------
    exercise : Exercise
        Says which way the camera should look and how the person lies or stands.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        # A bridge begins lying down, and leaning on a wall is a way of standing.
        self._posture = "lying" if exercise.posture in ("lying", "bridge") else "standing"
        self._seen: deque[Skeleton] = deque()
        self._judged = -math.inf
        self._good_since: float | None = None
        self.advice: list[SetupAdvice] = []

    def update(self, look: PoseResult) -> None:
        """Take in one picture."""
        t = look.skeleton.t
        self._seen.append(look.skeleton)
        while self._seen and t - self._seen[0].t > _WINDOW_S:
            self._seen.popleft()
        if t - self._judged < _JUDGE_S:
            return
        self._judged = t
        self.advice = check_setup(
            list(self._seen), look.brightness, look.people, self._exercise.camera or "any", self._posture
        )
        if not all(a.ok for a in self.advice):
            self._good_since = None
        elif self._good_since is None:
            self._good_since = t

    def settled(self, t: float) -> bool:
        """Whether all has been well for a moment."""
        return self._good_since is not None and t - self._good_since >= SETTLED_S

    def forget(self) -> None:
        """Begin anew, for the camera was moved or changed."""
        self._seen.clear()
        self._good_since = None
        self.advice = []


class LiveSession(SharedSession[Message]):
    """A session, its clock and its listeners. Pages come and go; this stays.

    Parameters
    ----------
    key : str
        Its place in the address of its page.
    engine : Session
        The session's rules and counts.
    clock : callable
        Seconds that only ever grow.
    back : FlatBackCheck, optional
        The flat-back experiment, where the person chose it; the engine's coach has the same one.
    small : bool
        Whether a smaller movement is meant.
    """

    def __init__(
        self,
        key: str,
        engine: Session,
        clock: Callable[[], float],
        back: FlatBackCheck | None = None,
        *,
        small: bool = False,
    ) -> None:
        self.key = key
        self.engine = engine
        self.exercise = engine.exercise
        self.band = engine.band
        self.rung = engine.rung
        self.small = small
        self.back = back
        self.gate = SetupGate(engine.exercise)
        self.camera_lost = False
        self.held = False
        super().__init__(clock)
        self._last_frame_t = -math.inf

    @property
    def view(self) -> View:
        """What there is to show."""
        return self.engine.view

    @property
    def forgotten(self) -> bool:
        """Whether nobody needs it any more: not looked at, and over or never begun (the journal has the rest)."""
        return self.alone_s > KEPT_S and (self.view.phase == "done" or self.view.session_id is None)

    def frame_time(self, captured_s: float, offset_s: float) -> float:
        """Put the time of a camera picture on the session's clock.

        Parameters
        ----------
        captured_s : float
            When the browser says it was taken, seconds on its own clock.
        offset_s : float
            Server's clock minus browser's, seconds, by the quickest message so far.

        Returns
        -------
        float
            Seconds; later than the picture before, never in the future, at most a second in the past.
        """
        now = self._clock()
        t = captured_s + offset_s
        if not math.isfinite(t) or not now - 1.0 <= t <= now:
            t = now
        self._last_frame_t = max(t, self._last_frame_t + 1e-3)
        return self._last_frame_t

    def update(self, look: PoseResult) -> list[Message]:
        """Take in what one picture showed; pictures under way when a camera goes away still arrive after that."""
        view = self.view
        if self.back and look.back:
            self.back.update(look.back, settling=view.phase != "working")
        if view.phase == "ready":
            self.gate.update(look)
            settled = self.gate.settled(look.skeleton.t) and (self.back is None or self.back.ready)
            if settled and not self.held and view.countdown_left_s is None:
                return self._tell(self.engine.tap("start", self._clock()))
        return self._turn(lambda: [message for skeleton in look.settled for message in self.engine.update(skeleton)])

    def look_of(self, skeleton: Skeleton, t: float) -> PoseResult:
        """What a skeleton that the browser found tells of its picture: nothing about the light."""
        return PoseResult.of(replace(skeleton, t=t))

    def tap(self, action: Action) -> list[Message]:
        """Do what the person asked for; after a pause before the first repetition only they start it."""
        if self.view.phase == "ready" and action in ("pause", "start"):
            self.held = action == "pause"
        if action in ("pause", "resume"):
            self.camera_lost = False
        return self._turn(lambda: self.engine.tap(action, self._clock()))

    def lose_camera(self) -> None:
        """The camera went away: wait, and keep the count; what waits for the person goes on waiting for them."""
        self.tick()
        self.camera_lost = self.camera_lost or self._busy
        self.gate.forget()
        self._tell(self.engine.tap("pause", self._clock()))

    def tick(self) -> list[Message]:
        """Let time pass; pause where nobody has been looking for a while."""
        now = self._clock()
        self.engine.look(self._look())
        if self._busy and self.alone_s > ALONE_S:
            return self.tap("pause")
        return self._turn(lambda: self.engine.tick(now))

    def _look(self) -> CameraLook:
        back = self.back
        also = "" if back is None or back.ready else UNSEEN_SAY[back.why_not] if back.why_not else HOLD_STILL
        return CameraLook(tuple(self.gate.advice) or None, self.held, self.camera_lost, also)

    def _turn(self, take: Callable[[], list[Message]]) -> list[Message]:
        """Let the engine take a turn; a countdown that it calls off, for nobody was led, begins again only by hand."""
        counted = self.view.countdown_left_s is not None
        messages = take()
        if counted and self.view.phase == "ready" and self.view.countdown_left_s is None:
            self.held = True
        return self._tell(messages)

    def rest_alone(self) -> None:
        """Pause at once where nobody is looking: the person is told elsewhere that they stopped."""
        if self._busy and not self.watched:
            self.tap("pause")

    @property
    def _busy(self) -> bool:
        return self.view.phase in ("working", "resting") or self.view.countdown_left_s is not None
