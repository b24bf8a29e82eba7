"""A running session independent of any page: the engine, the camera's view and the watching pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from psoas.app.live.frame_rate import SLOW_SAY, TOO_SLOW_SAY, FrameRate
from psoas.app.live.on_camera import OnCamera, SetupGate
from psoas.app.live.pose_worker import PoseResult, Whom
from psoas.coach.flat_back import UNSEEN_SAY, FlatBackCheck
from psoas.session.messages import Message
from psoas.session.session import Session
from psoas.session.view import Action, View
from psoas.session.waiting import HOLD_STILL, CameraLook
from psoas.sight.models import LandmarkModel

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

    def _tell(self, messages: list[M]) -> list[M]:
        for listener in list(self._listeners.values()):
            listener(messages)
        return messages


class LiveSession(SharedSession[Message], OnCamera):
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
        """Tell whether it can be dropped: not watched, over or never begun, and nothing waits for the journal."""
        over = self.view.phase == "done" or self.view.session_id is None
        return self.alone_s > KEPT_S and over and self.view.last_error is None

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
            then = "Count with me. Follow the beat." if beat else "Count with me."
            self.engine.remark("too-slow", f"{TOO_SLOW_SAY[self.rate.cause]} {then}")
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
