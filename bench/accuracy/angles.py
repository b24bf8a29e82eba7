"""Angles, confidence and stillness of one coached clip against the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from bench.accuracy.coached import Coached
from bench.accuracy.errors import Errors
from bench.accuracy.space import wrapped
from bench.accuracy.truth import TrueRep, Truth
from psoas.body.skeleton import SIDES, Floats, Side, joint, other
from psoas.tracking.confidence import RIGHT_DEG

#: Upper limits of the classes of confidence.
CONFIDENCE_LIMITS = (0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
#: A leg whose true hip angle changes less than this in a repetition of the other one, degrees, lies still.
STILL_DEG = 3.0
#: Where a still leg is said to be: median of its angles in this time from the start of the repetition, seconds.
_AT_FIRST_S = 0.3
#: Time after which frames are not neighbours any more, seconds.
_GAP_S = 0.5


@dataclass(slots=True)
class Trusted:
    """One class of confidence: errors of joints' places (per cent of body height) and of legs' angles (degrees).

    Attributes
    ----------
    stated, right, n : float
        Sum of the confidence of hips and knees, how many of their angles were right (`RIGHT_DEG`), and of how many:
        in all judged frames in the exercise's position.
    """

    place: Errors = field(default_factory=Errors)
    angle: Errors = field(default_factory=Errors)
    stated: float = 0.0
    right: float = 0.0
    n: int = 0

    def __add__(self, more: Trusted) -> Trusted:
        return Trusted(
            self.place + more.place,
            self.angle + more.angle,
            self.stated + more.stated,
            self.right + more.right,
            self.n + more.n,
        )


@dataclass(slots=True)
class Angles:
    """How right the angles of one clip are, or of many added up.

    Attributes
    ----------
    judged : dict
        ``"near hip"``, ``"far knee"``, ``"abreast hip"`` and the like to errors in degrees, of all judged frames in
        the exercise's position.
    shape : dict
        The same after taking out each clip's constant offset, which is mostly where model and truth put a joint.
    seen_s, unseen_s : float
        Time with and without judgement, seconds.
    raw_seen, raw_unseen : Errors
        Errors of what the coach was shown, both legs' hips and knees, degrees: in judged and in suspended frames.
    blind_s : float
        Of the suspended time, how long there was nothing to be shown at all.
    confidence : list of Trusted
        One for each of `CONFIDENCE_LIMITS`.
    resting : list of tuple
        ``(apparent movement in degrees, "near" | "far" | "abreast")`` of each leg that lay still in a repetition.
    """

    judged: dict[str, Errors] = field(default_factory=dict)
    shape: dict[str, Errors] = field(default_factory=dict)
    seen_s: float = 0.0
    unseen_s: float = 0.0
    raw_seen: Errors = field(default_factory=Errors)
    raw_unseen: Errors = field(default_factory=Errors)
    blind_s: float = 0.0
    confidence: list[Trusted] = field(default_factory=lambda: [Trusted() for _ in CONFIDENCE_LIMITS])
    resting: list[tuple[float, str]] = field(default_factory=list)

    def __add__(self, more: Angles) -> Angles:
        return Angles(
            _both(self.judged, more.judged),
            _both(self.shape, more.shape),
            self.seen_s + more.seen_s,
            self.unseen_s + more.unseen_s,
            self.raw_seen + more.raw_seen,
            self.raw_unseen + more.raw_unseen,
            self.blind_s + more.blind_s,
            [a + b for a, b in zip(self.confidence, more.confidence, strict=True)],
            self.resting + more.resting,
        )


def angles(coached: Coached) -> Angles:
    """Hold the angles of a coached clip against the truth."""
    truth, t = coached.truth, coached.t
    score = Angles()
    lasts = np.diff(t, prepend=t[:1])
    lasts = np.where(lasts > _GAP_S, 0.0, lasts)
    score.seen_s = float(lasts[coached.judged].sum())
    score.unseen_s = float(lasts[~coached.judged].sum())
    judged = coached.judged & coached.in_position
    if len(truth.t) and len(t):
        known = {s: np.where(judged, coached.hip[s], np.nan) for s in SIDES}
        bent = {s: np.where(judged, coached.knee[s], np.nan) for s in SIDES}
        score.judged = leg_errors(truth, t, known, bent)
        score.shape = leg_errors(truth, t, known, bent, levelled=True)
    for side in SIDES if len(truth.t) and len(t) else ():
        true_hip, true_knee = _at(t, truth.t, truth.hip[side]), _at(t, truth.t, truth.knee[side])
        raw_hip, raw_knee = (
            wrapped(coached.raw_hip[side] - true_hip),
            wrapped(coached.raw_knee[side] - true_knee),
        )
        for errors in (raw_hip, raw_knee):
            score.raw_seen.add(errors[judged])
            score.raw_unseen.add(errors[~coached.judged])
        for name, off in (("hip", raw_hip), ("knee", raw_knee)):
            _reliability(
                score, np.array([k.confidence[joint(side, name)] for k in coached.shown]), np.where(judged, off, np.nan)
            )
        blind = ~coached.judged & ~np.isfinite(raw_hip)
        score.blind_s += float(lasts[blind].sum()) / len(SIDES)
        _angle_by_confidence(score, coached.leg_confidence[side], (np.abs(raw_hip) + np.abs(raw_knee)) / 2)
    _place_by_confidence(score, coached)
    score.resting = [(moved, leg_name(truth.near, other(rep.side))) for rep, moved in resting(coached)]
    return score


def leg_errors(
    truth: Truth, t: Floats, hip: dict[Side, Floats], knee: dict[Side, Floats], *, levelled: bool = False
) -> dict[str, Errors]:
    """Errors of hips and knees, degrees, by ``"near hip"`` and the like; NaN is what is not known or not judged.

    With ``levelled``, less the median error of the joint in this clip.
    """
    found: dict[str, Errors] = {}
    for side in SIDES:
        leg = leg_name(truth.near, side)
        for part, seen, true in (("hip", hip[side], truth.hip[side]), ("knee", knee[side], truth.knee[side])):
            errors = found.setdefault(f"{leg} {part}", Errors())
            off = wrapped(seen - _at(t, truth.t, true))
            errors.add(off - np.nanmedian(off) if levelled and np.isfinite(off).any() else off)
    return found


def _both(one: dict[str, Errors], two: dict[str, Errors]) -> dict[str, Errors]:
    return {key: one.get(key, Errors()) + two.get(key, Errors()) for key in sorted(one.keys() | two.keys())}


def leg_name(near: Side | None, side: Side) -> str:
    """``"near"``, ``"far"``, or ``"abreast"`` where neither leg hides the other."""
    if near is None:
        return "abreast"
    return "near" if side == near else "far"


def _at(t: Floats, true_t: Floats, values: Floats) -> Floats:
    """Truth at the times of the frames; NaN after its end."""
    result: Floats = np.interp(t, true_t, values, right=np.nan)
    # The last frame's time may lie a rounding error behind the truth's.
    return np.where(np.isnan(result) & (t < true_t[-1] + 0.05), values[-1], result)


def _angle_by_confidence(score: Angles, confidence: Floats, errors: Floats) -> None:
    at = np.searchsorted(CONFIDENCE_LIMITS, confidence)
    for i, klass in enumerate(score.confidence):
        klass.angle.add(errors[at == i])


def _reliability(score: Angles, confidence: Floats, errors: Floats) -> None:
    known = np.isfinite(errors)
    at = np.searchsorted(CONFIDENCE_LIMITS, confidence)
    for i, klass in enumerate(score.confidence):
        here = known & (at == i)
        klass.stated += float(confidence[here].sum())
        klass.right += float((np.abs(errors[here]) < RIGHT_DEG).sum())
        klass.n += int(here.sum())


def _place_by_confidence(score: Angles, coached: Coached) -> None:
    truth = coached.truth
    if not truth.joints or not coached.shown:
        return
    image = np.array([s.image for s in coached.shown])
    confidence = np.array([s.confidence for s in coached.shown])
    scale = max((s.size[0] for s in coached.shown), default=0) / truth.size[0] if truth.size[0] else 1.0
    for side in SIDES:
        for name in ("hip", "knee"):
            index = joint(side, name)
            true = truth.joints[f"{side}_{name}"] * scale
            x, y = (_at(coached.t, truth.t, true[:, axis]) for axis in (0, 1))
            off = np.hypot(image[:, index, 0] - x, image[:, index, 1] - y) / (truth.height_px * scale) * 100
            at = np.searchsorted(CONFIDENCE_LIMITS, confidence[:, index])
            for i, klass in enumerate(score.confidence):
                klass.place.add(off[at == i])


def resting(coached: Coached) -> Iterator[tuple[TrueRep, float]]:
    """How far the other leg seems to move in each repetition in which it really lay still, degrees."""
    truth = coached.truth
    for rep in truth.reps if len(truth.t) else ():
        side = other(rep.side)
        within = (truth.t >= rep.start_s) & (truth.t <= rep.end_s)
        if not within.any() or np.ptp(truth.hip[side][within]) > STILL_DEG:
            continue
        during = (coached.t >= rep.start_s) & (coached.t <= rep.end_s) & coached.judged
        seen = coached.hip[side][during]
        seen_t = coached.t[during]
        if len(seen) < 5 or not np.isfinite(seen).any():
            continue
        first = seen[seen_t <= seen_t[0] + _AT_FIRST_S]
        change = wrapped(seen - np.nanmedian(first))
        yield rep, float(np.nanmax(np.abs(change)))
