"""A running session independent of any page: the engine, the camera's view and the watching pages."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from psoas.app.live.frame_rate import SLOW_SAY, TOO_SLOW_SAY, FrameRate
from psoas.app.live.pose_worker import PoseResult, Whom
from psoas.body.skeleton import Skeleton
from psoas.coach.flat_back import UNSEEN_SAY, FlatBackCheck
from psoas.programme.model import Exercise
from psoas.session.messages import Message
from psoas.session.session import Session
from psoas.session.view import Action, View
from psoas.session.waiting import HOLD_STILL, CameraLook
from psoas.sight.models import LandmarkModel
from psoas.tracking.setup_check import SetupAdvice, check_setup

#: Time without a watching page after which a session pauses, seconds: longer than a reload takes.
ALONE_S = 6.0
#: How long a session that is over or never began is kept after its last page, seconds.
KEPT_S = 3600.0

M = TypeVar("M")


class SharedSession(Generic[M]):
    """Something that outlives the pages showing it and notifies those that are open.

    Parameters
    ----------
    clock : callable
        Monotonic seconds, sleep included.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._listeners: dict[object, Callable[[Sequence[M]], None]] = {}
        self._alone_since = clock()
        self._last_frame_t = -math.inf

    def watch(self, who: object, listener: Callable[[Sequence[M]], None]) -> None:
        """Call `listener` with the new messages whenever anything may have changed."""
        self._listeners[who] = listener

    def unwatch(self, who: object) -> None:
        """End `watch`."""
        self._listeners.pop(who, None)
        self._alone_since = self._clock()

    @property
    def watched(self) -> bool:
        """Tell whether any page is watching."""
        return bool(self._listeners)

    @property
    def alone_s(self) -> float:
        """Return how long no page has been watching, seconds; 0 while one is."""
        return 0.0 if self._listeners else self._clock() - self._alone_since

    def frame_time(self, captured_s: float, offset_s: float) -> float:
        """Convert the time of a camera picture to the session's clock.

        Parameters
        ----------
        captured_s : float
            Capture time, seconds on the browser's clock.
        offset_s : float
            Server's clock minus browser's, seconds, estimated from the fastest message so far.

        Returns
        -------
        float
            Seconds, after the previous picture, never in the future and at most a second in the past.
        """
        now = self._clock()
        t = captured_s + offset_s
        if not math.isfinite(t) or not now - 1.0 <= t <= now:
            t = now
        self._last_frame_t = max(t, self._last_frame_t + 1e-3)
        return self._last_frame_t

    def look_of(self, skeleton: Skeleton, t: float) -> PoseResult:
        """Wrap a skeleton found by the browser; the brightness of its picture is unknown."""
        return PoseResult.of(replace(skeleton, t=t))

    def _tell(self, messages: list[M]) -> list[M]:
        for listener in list(self._listeners.values()):
            listener(messages)
        return messages


#: How long the set-up must be good before it counts as good, seconds.
SETTLED_S = 1.0
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
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
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
        return self._good_since is not None and t - self._good_since >= SETTLED_S

    def forget(self) -> None:
        """Start afresh after the camera was moved or changed."""
        self._seen.clear()
        self._good_since = None
        self.advice = []


class LiveSession(SharedSession[Message]):
    """A session with its clock and listeners. It outlives the pages that show it.

    Parameters
    ----------
    key : str
        Identifies it in the address of its page.
    engine : Session
        The rules and counts of the session.
    clock : callable
        Monotonic seconds, sleep included.
    back : FlatBackCheck, optional
        The flat-back experiment, if the person chose it; shared with the engine's coach.
    small : bool
        Whether the session asks for a smaller movement.
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
        self.rate = FrameRate()
        self.camera_lost = False
        self.held = False
        super().__init__(clock)

    @property
    def view(self) -> View:
        """Return what to show."""
        return self.engine.view

    @property
    def forgotten(self) -> bool:
        """Tell whether it can be dropped: not watched, and either over or never begun (the journal has the rest)."""
        return self.alone_s > KEPT_S and (self.view.phase == "done" or self.view.session_id is None)

    @property
    def whom(self) -> Whom:
        """Whom to follow: chosen until the countdown, then kept."""
        view = self.view
        lying = self.exercise.lies
        return Whom("lying" if lying else "upright", view.phase == "ready" and view.countdown_left_s is None)

    def forget_camera(self) -> None:
        """Start afresh because the camera was connected anew."""
        self.gate.forget()

    def answer(self) -> dict[str, Any]:
        """Return what the camera's page is told besides the skeleton."""
        setup = self.gate.advice if self.view.phase == "ready" else []
        return {"view": self.view, "setup": setup, "small": self.rate.effort != "full"}

    def update(self, look: PoseResult) -> list[Message]:
        """Take in what one picture showed; some may still arrive after the camera has gone."""
        view = self.view
        if self.back and look.back:
            self.back.update(look.back, settling=view.phase != "working")
        if view.phase == "ready":
            self.gate.update(look)
            settled = self.gate.settled(look.skeleton.t) and (self.back is None or self.back.ready)
            if settled and not self.held and view.countdown_left_s is None:
                for advice in self.gate.advice:
                    if advice.id == "more-than-one-person":
                        self.engine.remark(advice.id, advice.say)
                return self._tell(self.engine.tap("start", self._clock()))
        return self._turn(lambda: [message for skeleton in look.settled for message in self.engine.update(skeleton)])

    def mind_the_rate(self, took_s: float) -> bool:
        """Step down if too few pictures are analysed; return whether lighter work has just begun to be wanted.

        `took_s` is what the last picture took, seconds.
        """
        step = self.rate.update(self._clock(), took_s) if self.view.counting == "camera" else None
        if step == "lighter":
            self.engine.remark("slow", SLOW_SAY[self.rate.cause])
        elif step == "too-slow":
            beat = self.exercise.dose is not None
            self.engine.remark("too-slow", TOO_SLOW_SAY[self.rate.cause] + (" Follow the beat." if beat else ""))
            self.tap("switch-to-beat" if beat else "switch-to-hand")
        return step == "lighter"

    def may_look_with(self, model: LandmarkModel) -> bool:
        """Tell whether the landmark model may change to this one now.

        Two models place the joints a few degrees apart, so never while a leg moves, and to the finer one only outside
        a set. The flat-back experiment compares with the start position, so with it the model stays.
        """
        view = self.view
        if self.back is not None or self.rate.effort != "full":
            return False
        if view.phase == "working":
            return model == "full" and view.now is not None and view.now.working is None
        return True

    def tap(self, action: Action) -> list[Message]:
        """Carry out what the person asked for; after a pause before the first repetition only they can start it."""
        if self.view.phase == "ready" and action in ("pause", "start"):
            self.held = action == "pause"
        if action in ("pause", "resume"):
            self.camera_lost = False
        return self._turn(lambda: self.engine.tap(action, self._clock()))

    def lose_camera(self) -> None:
        """Handle the loss of the camera: wait and keep the count, or go on waiting for the person."""
        self.tick()
        self.camera_lost = self.camera_lost or self._busy
        self.gate.forget()
        self.rate.forget()
        self._tell(self.engine.tap("pause", self._clock()))

    def tick(self) -> list[Message]:
        """Advance the clock; pause if no page has been watching for a while."""
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
        """Advance the engine; a countdown that it cancels because the computer slept restarts only by hand."""
        counted = self.view.countdown_left_s is not None
        messages = take()
        if counted and self.view.phase == "ready" and self.view.countdown_left_s is None:
            self.held = True
        return self._tell(messages)

    def rest_alone(self) -> None:
        """Pause at once if no page is watching, because the person is told elsewhere that the session stopped."""
        if self._busy and not self.watched:
            self.tap("pause")

    @property
    def _busy(self) -> bool:
        return self.view.phase in ("working", "resting") or self.view.countdown_left_s is not None
