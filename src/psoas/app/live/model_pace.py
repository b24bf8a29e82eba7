"""Which landmark model this computer can look with before a camera: the finest one that keeps pace."""

from __future__ import annotations

import statistics
from collections import deque

from psoas.sight.models import LandmarkModel

#: Pictures a second that the heavy model must give: half as many again as counting needs (`frame_rate.LEAST_FPS`).
ENOUGH_FPS = 12.0
#: It is taken again only where it promises so many, because the same computer is not always equally busy.
ROOM_FPS = 15.0
#: How long pictures are timed before anything is changed, seconds.
WINDOW_S = 6.0
#: After the heavy model was too slow, wait this long before it is tried again, seconds, and twice as long each time.
PATIENCE_S = 30.0
#: A longer gap between two pictures is a pause, seconds.
_GAP_S = 1.5
#: How many times as long the heavy model takes as the full one: 2.7 in docs/decisions/0034, and some room. What a busy
#: computer would measure is far more, and would keep the heavy model away when it is busy no longer.
SLOWER = 3.0
#: Allowance for the rest of a picture's work, seconds: decoding, cutting, smoothing.
_REST_S = 0.01


class ModelPace:
    """Chooses between the full and the heavy landmark model from how long pictures take.

    Only the time that the work takes counts, not how often pictures come: a slow camera is no reason to see less well.

    Parameters
    ----------
    heavy_s : float
        How long the heavy model alone takes for a picture, seconds, measured before the first session.

    Attributes
    ----------
    model : {"full", "heavy"}
        The model in use.

    Examples
    --------
    >>> pace = ModelPace(heavy_s=0.05)
    >>> pace.model
    'heavy'
    >>> [pace.update(n / 10, took_s=0.1) for n in range(60)][-1]
    'full'
    """

    def __init__(self, heavy_s: float) -> None:
        self.model: LandmarkModel = "heavy" if heavy_s + _REST_S <= 1 / ENOUGH_FPS else "full"
        self._recent: deque[tuple[float, float]] = deque()
        self._patience_s = PATIENCE_S
        self._not_before = -float("inf")

    def update(self, t: float, took_s: float) -> LandmarkModel:
        """Hear of a picture analysed by `t` that took `took_s`, seconds; return the model that should look."""
        if self._recent and t - self._recent[-1][0] > _GAP_S:
            self._recent.clear()
        self._recent.append((t, took_s))
        while t - self._recent[0][0] > WINDOW_S:
            self._recent.popleft()
        if t - self._recent[0][0] < WINDOW_S - 1.0:
            return self.model
        usual = statistics.median(took for _, took in self._recent)
        if self.model == "heavy":
            return "full" if usual > 1 / ENOUGH_FPS else "heavy"
        promised = _REST_S + SLOWER * (usual - _REST_S)
        return "heavy" if t >= self._not_before and promised <= 1 / ROOM_FPS else "full"

    def change(self, model: LandmarkModel, t: float) -> None:
        """Begin to look with a model at `t`, seconds."""
        if model == "full" and self.model == "heavy":
            self._not_before = t + self._patience_s
            self._patience_s *= 2
        self.model = model
        self._recent.clear()
