"""Put the comparison of a set into words: plain, kind, and nothing that the camera cannot tell."""

from __future__ import annotations

import math
from collections.abc import Iterator

from psoas.body.skeleton import SIDES, Side
from psoas.coach.form_checks import hardly_seen
from psoas.coach.set_comparison import ENOUGH, FOLLOWED, Comparison, Followed, Measure, Middle, Trend

LABELS: dict[Measure, str] = {
    "range_deg": "Range",
    "out_s": "Way out",
    "hold_s": "Hold",
    "back_s": "Way back",
}
SAME_WORDS, NOT_COMPARED = "about the same", "not compared"
#: How to check a difference, since the camera alone can cause one.
CHECK = "A camera sees one leg better than the other. To be sure, also do a set with your other side towards it."

#: Said first where psoas doubts which leg worked.
MIXED_UP = (
    "I may have mixed up your legs, so I do not compare them. Trust the total more than the number of each leg. "
    "To help me, change sides each time and put the camera higher, straight to your side."
)

#: List at most this many repeated sides one by one.
_LISTED = 2
_LEADS: dict[Measure, str] = {
    "range_deg": "Your {side} leg went further than the other one",
    "out_s": "Your {side} leg took longer on its way out",
    "hold_s": "You held longer on the {side}",
    "back_s": "Your {side} leg took longer on its way back",
}
_MORE: dict[Measure, str] = {"range_deg": "further", "out_s": "longer", "hold_s": "longer", "back_s": "longer"}


def amount(value: float, measure: Measure) -> str:
    """Format a value with its unit, for a table.

    Examples
    --------
    >>> amount(61.7, "range_deg"), amount(2.04, "back_s")
    ('62°', '2.0 s')
    """
    return f"{_digits(value, measure)}{'°' if measure == 'range_deg' else ' s'}"


def middle_words(middle: Middle, measure: Measure) -> tuple[str, str]:
    """Format median and spread for a table, as in ``("62°", "± 3")``; empty without values."""
    if math.isnan(middle.median):
        return "", ""
    return amount(middle.median, measure), f"± {_digits(middle.spread, measure)}"


def verdict(comparison: Comparison, measure: Measure) -> str:
    """Say how left and right differ in one measure, for a table."""
    found = comparison.differences.get(measure)
    if found is None:
        return NOT_COMPARED
    if not found.clear:
        return SAME_WORDS
    side, more, less = _sides(comparison, measure)
    # Subtract the rounded values, as a reader would.
    apart = float(_digits(more, measure)) - float(_digits(less, measure))
    return f"{amount(apart, measure)} {_MORE[measure]} on the {side}"


def sentences(comparison: Comparison) -> tuple[str, ...]:
    """Describe a set, doubts first, then what matters most; none for a set without repetitions."""
    return (*doubts(comparison), *findings(comparison))


def doubts(comparison: Comparison) -> tuple[str, ...]:
    """Say what psoas is unsure of in a set: it belongs above anything that depends on it."""
    seen: dict[Side, float] = {side: comparison.side(side).confidence for side in SIDES if comparison.side(side).count}
    found = [MIXED_UP] if comparison.why_not == "alike" else []
    return (*found, *([unsure] if (unsure := hardly_seen(seen)) else []))


def findings(comparison: Comparison) -> tuple[str, ...]:
    """Describe a set without its doubts."""
    if not any(comparison.side(side).count for side in SIDES):
        return ()
    if comparison.why_not == "alike":  # whatever names a leg, or tells legs apart, would be a guess
        return tuple(_over(comparison))
    return (*_between(comparison), *_over(comparison), *_steady(comparison), *_turns(comparison))


def _between(comparison: Comparison) -> Iterator[str]:
    if comparison.why_not == "too-few" and not doubts(comparison):
        yield f"To compare both sides, psoas needs {ENOUGH} repetitions of each leg."
    apart = [measure for measure, found in comparison.differences.items() if found.clear]
    for measure in apart:
        side, more, less = _sides(comparison, measure)
        unit = "degrees" if measure == "range_deg" else "seconds"
        yield f"{_LEADS[measure].format(side=side)}: {_digits(more, measure)} against {_digits(less, measure)} {unit}."
    if comparison.differences and not apart:
        yield "Both sides were about the same."
    elif apart and "range_deg" not in apart:
        yield "Both legs went about as far."


def _over(comparison: Comparison) -> Iterator[str]:
    for measure in FOLLOWED:
        for whose, trend in _told(comparison, measure):
            yield _trend_words(measure, whose, trend)
    course = comparison.course
    if course is not None and course.clear:
        more = "more" if course.last > course.first else "fewer"
        yield (
            f"Towards the end {more} repetitions had something to work on: "
            f"{course.first} of the first {course.of}, {course.last} of the last {course.of}."
        )


def _told(comparison: Comparison, measure: Followed) -> Iterator[tuple[Side | None, Trend]]:
    """Select the trends worth a sentence: of both legs together where they agree, else of the leg that changed."""
    own = {side: trends[measure] for side, trends in comparison.side_trends.items() if measure in trends}
    together = comparison.trends.get(measure)
    changed = [side for side, trend in own.items() if trend.clear]
    if len(changed) == 1 or (len(changed) == len(SIDES) and own["left"].per_rep * own["right"].per_rep < 0):
        yield from ((side, own[side]) for side in changed)
    elif together is not None and together.clear:
        yield None, together


def _trend_words(measure: Followed, whose: Side | None, trend: Trend) -> str:
    values = f"{_digits(trend.first, measure)} to {_digits(trend.last, measure)}"
    more = trend.last > trend.first
    if measure == "range_deg":
        name = f"The range of your {whose} leg" if whose else "Your range"
        return f"{name} got {'larger' if more else 'smaller'} towards the end: {values} degrees."
    name = f"The way back of your {whose} leg" if whose else "Your way back"
    return f"{name} took {'longer' if more else 'less time'} towards the end: {values} seconds."


def _steady(comparison: Comparison) -> Iterator[str]:
    forms = {side: comparison.side(side) for side in SIDES}
    # A range that grew or shrank over the set has already been mentioned.
    told = {whose for whose, _ in _told(comparison, "range_deg")}
    known = [side for side, form in forms.items() if form.steady_range is not None]
    if known and not told and all(forms[side].steady_range and forms[side].steady_time for side in known):
        who = "Both legs were" if len(known) == len(SIDES) else f"Your {known[0]} leg was"
        yield f"{who} steady: one repetition was much like the next."
    for side, form in forms.items():
        if form.steady_range is False and not told & {None, side}:
            yield (
                f"Your {side} leg went further in some repetitions than in others: half of them were "
                f"{_digits(form.range_deg.spread, 'range_deg')} degrees or more from its usual "
                f"{_digits(form.range_deg.median, 'range_deg')}."
            )
    for side, form in forms.items():
        if form.steady_time is False:
            yield (
                f"Your {side} leg was quicker in some repetitions than in others: half of them were "
                f"{form.rep_s.spread:.1f} seconds or more from its usual {form.rep_s.median:.1f}."
            )


def _turns(comparison: Comparison) -> Iterator[str]:
    again = comparison.repeated
    if not again:
        return
    often = "once" if len(again) == 1 else "twice" if len(again) == 2 else f"{len(again)} times"
    if len(again) > _LISTED:
        where = f"first at repetition {again[0]}"
    else:
        where = f"at repetition{'s' if again[1:] else ''} {' and '.join(map(str, again))}"
    yield f"The same leg worked twice in a row {often}, {where}. Changing sides each time gives both their rest."


def _sides(comparison: Comparison, measure: Measure) -> tuple[Side, float, float]:
    """Return the leg with the larger median, its median and the other leg's."""
    left, right = (comparison.side(side).middle(measure).median for side in SIDES)
    return ("left", left, right) if left > right else ("right", right, left)


def _digits(value: float, measure: Measure) -> str:
    return f"{value:.{0 if measure == 'range_deg' else 1}f}"
