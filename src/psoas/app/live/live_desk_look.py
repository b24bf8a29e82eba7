"""A minute before the camera at the desk: where the joints were is kept until the page is gone, and no picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from psoas.app.live.on_camera import OnCamera
from psoas.app.live.pose_worker import PoseResult
from psoas.body.skeleton import Skeleton
from psoas.coach.desk_posture import DeskLook, desk_look
from psoas.session.messages import Message
from psoas.sight.models import LandmarkModel

#: Key of the live socket.
DESK_LOOK = "desk-look"
#: How long it looks, and how often it keeps where the joints are, seconds.
LOOK_S, KEEP_S = 60.0, 0.2


class LiveDeskLook(OnCamera):
    """What the camera looks on at while a person sits at their desk.

    Parameters
    ----------
    clock : callable
        Monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun = math.nan
        self._kept: list[Skeleton] = []

    def begin(self) -> None:
        """Begin the minute."""
        self._begun, self._kept = self._clock(), []

    def forget(self) -> None:
        """Forget everything."""
        self._begun, self._kept = math.nan, []

    @property
    def left_s(self) -> float:
        """Seconds that are left; NaN before it begins, 0 when it is over."""
        left = LOOK_S - (self._clock() - self._begun)
        return left if math.isnan(left) else max(0.0, left)

    def result(self) -> DeskLook | None:
        """Return what the minute showed; None if too little was seen."""
        return desk_look(self._kept)

    def forget_camera(self) -> None:
        """Do nothing: a camera that comes back goes on with the minute."""

    def may_look_with(self, model: LandmarkModel) -> bool:
        """Return False: a minute is not worth a change of model, which would look like movement."""
        del model
        return False

    def update(self, look: PoseResult) -> Sequence[Message]:
        """Keep where the joints are while the minute lasts."""
        last = self._kept[-1].t if self._kept else -math.inf
        if self.left_s > 0 and look.skeleton.t - last >= KEEP_S:
            self._kept.append(look.skeleton)
        return ()
