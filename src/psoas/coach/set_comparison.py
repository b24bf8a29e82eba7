"""Compare a whole set: left with right, evenness, sides not changed, and how form went on.

Everything comes from the repetitions alone, so recordings, the live session and the journal follow the same rules.
Medians and median absolute deviations are used, which one outlier does not change. These numbers cannot tell how smooth
a movement was within a repetition, so nothing is said about it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import fmean, median
from typing import Literal

from psoas.body.skeleton import SIDES, Side
from psoas.coach.events import Rep
from psoas.coach.form_checks import JUDGED_FROM_CONFIDENCE
from psoas.coach.turns import too_alike_to_compare

Measure = Literal["range_deg", "out_s", "hold_s", "back_s"]
MEASURES: tuple[Measure, ...] = ("range_deg", "out_s", "hold_s", "back_s")
Followed = Literal["range_deg", "back_s"]
FOLLOWED: tuple[Followed, ...] = ("range_deg", "back_s")

#: Left and right closer than this are about the same, degrees and seconds. In sets in which both legs do the same
#: (`bench/studies/sides.py`) they still seem to differ by up to 11.4° in range, 0.4 s out and 0.8 s back, now one leg
#: ahead and now the other, whatever the view; held by 0.2 s, but for one set of a half-hidden leg. For the range, the
#: least change that one rater can detect, 3.3° (PMID 39593664), comes on top.
SAME: Mapping[Measure, float] = {"range_deg": 15.0, "out_s": 0.4, "hold_s": 0.3, "back_s": 0.8}
#: A smaller change over the set does not count. These limits are lower than between the legs, since view and leg stay
#: the same. In the six shared clips two repetitions of a leg differ by up to 8.4° in range and 0.7 s on the way back,
#: in hard views by more, but a trend needs two thirds of a set to differ.
UNCHANGED: Mapping[Followed, float] = {"range_deg": 6.0, "back_s": 0.3}
#: A leg is steady if half its repetitions lie within this of its median: degrees for range; for duration, seconds
#: (three phases are found to about that at 10 to 20 frames a second) or this share of it.
STEADY_DEG, STEADY_S, STEADY_SHARE = 5.0, 0.3, 0.15
#: Repetitions of each leg needed to compare the two, and repetitions in all needed to follow the course of the set.
ENOUGH, ENOUGH_FOR_TREND = 4, 9
#: A difference or trend must be this many times its own uncertainty. Each set gets a dozen such tests: at 2, one in
#: seven sets of equal but widely scattered legs would be told something untrue.
_SURE, _CHANCE = 2.5, 0.05
#: From a median absolute deviation to a standard deviation, and from that to the standard error of a median times root
#: n, for normally distributed values (Rousseeuw & Croux 1993).
_TO_SD, _OF_MEDIAN = 1.4826, 1.2533


@dataclass(frozen=True, slots=True)
class Middle:
    """A median and the distance from it within which half of the values lie; both NaN without values."""

    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class SideForm:
    """The repetitions of one leg in one set.

    Attributes
    ----------
    count, short : int
        Repetitions counted, and begun but too short to count.
    confidence : float
        Mean confidence of the counted ones, 0 to 1; NaN without any.
    range_deg, out_s, hold_s, back_s, rep_s : Middle
        Of the counted ones, degrees and seconds; `rep_s` is the sum of the three phases.
    """

    count: int
    short: int
    confidence: float
    range_deg: Middle
    out_s: Middle
    hold_s: Middle
    back_s: Middle
    rep_s: Middle

    def middle(self, measure: Measure) -> Middle:
        """Median and spread of one measure."""
        return {"range_deg": self.range_deg, "out_s": self.out_s, "hold_s": self.hold_s, "back_s": self.back_s}[measure]

    @property
    def unsure(self) -> bool:
        """Whether confidence is too low to judge or compare the leg."""
        return self.confidence < JUDGED_FROM_CONFIDENCE

    @property
    def steady_range(self) -> bool | None:
        """Whether all repetitions went about as far; None where that cannot be told."""
        if self.unsure or self.count < ENOUGH:
            return None
        return self.range_deg.spread <= STEADY_DEG

    @property
    def steady_time(self) -> bool | None:
        """Whether all repetitions took about as long; None where that cannot be told."""
        if self.unsure or self.count < ENOUGH:
            return None
        return self.rep_s.spread <= max(STEADY_S, STEADY_SHARE * self.rep_s.median)


@dataclass(frozen=True, slots=True)
class Difference:
    """Left minus right, and how much of it the camera or chance could cause; in the unit of the measure."""

    left_minus_right: float
    band: float

    @property
    def clear(self) -> bool:
        """Whether the difference is larger than that; otherwise the legs are about the same."""
        return abs(self.left_minus_right) > self.band


@dataclass(frozen=True, slots=True)
class Trend:
    """How one measure developed over the set.

    Attributes
    ----------
    first, last : float
        Median of the first and of the last third of the repetitions. For both legs together, the lasting difference
        between them is removed first, so that the order of turns makes no trend.
    per_rep : float
        Change per repetition: the median of the slopes of all pairs (Theil 1950, Sen 1968).
    clear : bool
        Whether it exceeds noise and chance (Mann 1945, Kendall 1975).
    """

    first: float
    last: float
    per_rep: float
    clear: bool


@dataclass(frozen=True, slots=True)
class Course:
    """Repetitions with something to work on (a fault, or short) in the first and in the last third.

    `clear` is False where chance explains the difference (Fisher's exact test).
    """

    first: int
    last: int
    of: int
    clear: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of one set.

    Attributes
    ----------
    left, right : SideForm
    why_not : {"too-few", "unsure", "alike"} or None
        Why the legs are not compared; "alike" where they may have been mixed up, so that nothing is said of either.
    differences : mapping of str to Difference
        For each measure; empty where the legs are not compared.
    repeated : tuple of int
        Numbers (from 1, among the counted repetitions) at which a leg worked again although it was the other's turn.
    trends : mapping of str to Trend
        Range and time of the way back, of all legs seen well together; empty with too few repetitions.
    side_trends : mapping of str to mapping of str to Trend
        The same for each leg on its own.
    course : Course or None
        None with too few repetitions.
    """

    left: SideForm
    right: SideForm
    why_not: Literal["too-few", "unsure", "alike"] | None
    differences: Mapping[Measure, Difference]
    repeated: tuple[int, ...]
    trends: Mapping[Followed, Trend]
    side_trends: Mapping[Side, Mapping[Followed, Trend]]
    course: Course | None

    @property
    def clear(self) -> bool:
        """Whether the legs differ in any measure."""
        return any(difference.clear for difference in self.differences.values())

    def side(self, side: Side) -> SideForm:
        """Return one leg."""
        return self.left if side == "left" else self.right


def compare(reps: Iterable[Rep], unseen: Sequence[tuple[float, float]] | None = None) -> Comparison:
    """Compare the sides of one set and follow it from start to end.

    Parameters
    ----------
    reps : iterable of Rep
        All repetitions of the set, full and short, in any order.
    unseen : sequence of (start_s, end_s), or None
        Times without sight. A leg may have worked meanwhile, so no missed turn is found across them. None if unknown:
        then none is found across a break that is long enough for another repetition.

    Returns
    -------
    Comparison
    """
    done = sorted(reps, key=lambda rep: (rep.start_s, rep.end_s))
    full = [rep for rep in done if not rep.short]
    forms = {side: _form(side, done) for side in SIDES}
    why_not: Literal["too-few", "unsure", "alike"] | None = None
    if alike := too_alike_to_compare([rep.side for rep in full]):
        why_not = "alike"
    elif min(form.count for form in forms.values()) < ENOUGH:
        why_not = "too-few"
    elif any(form.unsure for form in forms.values()):
        why_not = "unsure"
    sure = {side: [r for r in full if r.side == side] for side in SIDES if not forms[side].unsure}
    together = [rep for rep in full if rep.side in sure]
    return Comparison(
        left=forms["left"],
        right=forms["right"],
        why_not=why_not,
        differences={} if why_not else {m: _difference(forms["left"], forms["right"], m) for m in MEASURES},
        repeated=_repeated(done, unseen),
        trends=_trends(together, {side: forms[side] for side in sure}),
        side_trends={} if alike else {side: _trends(mine, {side: forms[side]}) for side, mine in sure.items()},
        course=_course(done),
    )


def _form(side: Side, done: Sequence[Rep]) -> SideForm:
    mine = [rep for rep in done if rep.side == side and not rep.short]
    return SideForm(
        count=len(mine),
        short=sum(rep.side == side and rep.short for rep in done),
        confidence=fmean(rep.confidence for rep in mine) if mine else math.nan,
        range_deg=_middle([rep.range_deg for rep in mine]),
        out_s=_middle([rep.out_s for rep in mine]),
        hold_s=_middle([rep.hold_s for rep in mine]),
        back_s=_middle([rep.back_s for rep in mine]),
        rep_s=_middle([rep.out_s + rep.hold_s + rep.back_s for rep in mine]),
    )


def _middle(values: Sequence[float]) -> Middle:
    if not values:
        return Middle(math.nan, math.nan)
    middle = median(values)
    return Middle(middle, median(abs(value - middle) for value in values))


def _difference(left: SideForm, right: SideForm, measure: Measure) -> Difference:
    mine, theirs = left.middle(measure), right.middle(measure)
    # Widely scattered values have an uncertain median, however good the camera is.
    unsure = math.hypot(mine.spread / math.sqrt(left.count), theirs.spread / math.sqrt(right.count))
    band = max(SAME[measure], _SURE * _OF_MEDIAN * _TO_SD * unsure)
    return Difference(mine.median - theirs.median, band)


def _repeated(done: Sequence[Rep], unseen: Sequence[tuple[float, float]] | None) -> tuple[int, ...]:
    usual_s = median(rep.end_s - rep.start_s for rep in done) if done else math.nan

    def turn_unknown(before: Rep, rep: Rep) -> bool:
        # After a short one either leg may follow: the same to try again, the other to change sides.
        if before.short or rep.short:
            return True
        if unseen is None:
            return rep.start_s - before.end_s >= usual_s
        return any(start < rep.start_s and end > before.end_s for start, end in unseen)

    found, number = [], int(bool(done) and not done[0].short)
    for before, rep in pairwise(done):
        number += not rep.short
        if before.side == rep.side and not turn_unknown(before, rep):
            found.append(number)
    return tuple(found)


def _trends(reps: Sequence[Rep], forms: Mapping[Side, SideForm]) -> dict[Followed, Trend]:
    if len(reps) < ENOUGH_FOR_TREND:
        return {}
    found: dict[Followed, Trend] = {}
    for measure in FOLLOWED:
        own = {side: form.middle(measure).median for side, form in forms.items() if form.count}
        usual = fmean(own.values())
        found[measure] = _trend([getattr(rep, measure) - own[rep.side] + usual for rep in reps], UNCHANGED[measure])
    return found


def _trend(values: Sequence[float], band: float) -> Trend:
    n = len(values)
    third = n // 3
    first, last = median(values[:third]), median(values[-third:])
    slope = median((values[j] - values[i]) / (j - i) for i, j in combinations(range(n), 2))
    change = last - first
    clear = abs(change) > band and change * slope > 0 and _steps(values) >= _SURE
    return Trend(first, last, slope, clear)


def _steps(values: Sequence[float]) -> float:
    """Surplus of rising over falling pairs, or the reverse, in standard deviations (Mann-Kendall)."""
    n = len(values)
    rises = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    ties = [values.count(value) for value in set(values)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    return max(abs(rises) - 1, 0) / math.sqrt(variance) if variance > 0 else 0.0


def _course(done: Sequence[Rep]) -> Course | None:
    if len(done) < ENOUGH_FOR_TREND:
        return None
    third = len(done) // 3
    first, last = (sum(bool(rep.faults) or rep.short for rep in part) for part in (done[:third], done[-third:]))
    total, more = first + last, max(first, last)
    by_chance = sum(math.comb(third, k) * math.comb(third, total - k) for k in range(more, min(third, total) + 1))
    return Course(first, last, third, first != last and by_chance <= _CHANCE * math.comb(2 * third, total))
