"""Describe the load of a set: how much each leg worked, and how certain that is."""

from __future__ import annotations

from collections.abc import Iterator

from psoas.analysis.loads import LoadQuantity, SetLoad, SideLoad
from psoas.biomechanics.load import Estimate
from psoas.body.skeleton import SIDES, Side
from psoas.coach.comparison_words import CHECK, NOT_COMPARED, SAME_WORDS
from psoas.coach.set_comparison import ENOUGH, Difference

LABELS: dict[LoadQuantity, str] = {
    "peak_nm": "At its hardest",
    "mean_nm": "On average",
    "work_j": "Work of lifting, in all",
}
UNITS: dict[LoadQuantity, str] = {"peak_nm": "N·m", "mean_nm": "N·m", "work_j": "J"}
NOTE = (
    "This is a model estimate. The hip's angle comes from one camera, the rest of the body from the position that is "
    "taught and from tables. The range beside each number allows for camera, body and band. It has not measured your "
    "muscles. One joule (J) lifts a 100 g apple by one metre."
)


def amount(one: Estimate | None, quantity: LoadQuantity) -> tuple[str, str]:
    """Format value and range for a table: ``("46 N·m", "36 to 58")``; both empty without an estimate."""
    if one is None:
        return "", ""
    return f"{one.value:.0f} {UNITS[quantity]}", f"{one.low:.0f} to {one.high:.0f}"


def verdict(found: Difference | None, left_j: float, right_j: float) -> str:
    """Describe the difference between the legs from their mean work a repetition, joules."""
    if found is None:
        return NOT_COMPARED
    if not found.clear:
        return SAME_WORDS
    more, less = max(left_j, right_j), min(left_j, right_j)
    side = "left" if left_j > right_j else "right"
    return f"about {10 * round(10 * (more - less) / less)} % more on the {side} in each repetition"


def work_line(works: dict[Side, tuple[float, int]], verdict_words: str) -> str:
    """Describe a set in one line: ``"Left 31 J, right 28 J over 12 each: about the same."``.

    Parameters
    ----------
    works : dict of side to (float, int)
        Work in joules and its number of repetitions; only legs with repetitions.
    verdict_words : str
        See :func:`verdict`.
    """
    if len(works) < len(SIDES):
        return "".join(f"{side.capitalize()} {work:.0f} J over {number}." for side, (work, number) in works.items())
    (left, n), (right, m) = works["left"], works["right"]
    if n == m:
        return f"Left {left:.0f} J, right {right:.0f} J over {n} each: {verdict_words}."
    return f"Left {left:.0f} J over {n}, right {right:.0f} J over {m}: {verdict_words}."


def sentences(load: SetLoad) -> tuple[str, ...]:
    """Describe the load of a set, the most important first."""
    return tuple(_sentences(load))


def _sentences(load: SetLoad) -> Iterator[str]:
    known = [side for side in SIDES if load.side(side).used]
    missing = {side: load.side(side).left_out for side in SIDES if load.side(side).left_out}
    if not known:
        if missing:
            yield "No repetition was seen well enough to tell how hard it was."
        else:
            yield "No repetition was counted, so there is no load to show."
        return
    works = {side: (load.side(side).each_j * load.side(side).used, load.side(side).used) for side in known}
    yield f"Work of lifting. {work_line(works, verdict(load.difference, load.left.each_j, load.right.each_j))}"
    if load.difference is not None and load.difference.clear:
        yield CHECK
    yield from (_peak(side, load.side(side)) for side in known)
    if load.difference is None and min(load.side(side).used for side in SIDES) < ENOUGH:
        yield f"To compare both sides, psoas needs {ENOUGH} repetitions of each leg that it saw well."
    if missing:
        names = " and ".join(f"{number} of the {side} leg" for side, number in missing.items())
        yield f"Left out, since the leg was not seen well enough: {names}."
    yield load.carried.words


def _peak(side: Side, one: SideLoad) -> str:
    value, span = amount(one.peak_nm, "peak_nm")
    share = one.peak_nm.share if one.peak_nm else None
    # Rounded to ten because the estimate is no finer.
    of = "" if share is None else f", about {10 * round(10 * share)} % of what people of your build can hold"
    return f"At its hardest your {side} hip held {value} ({span}){of}."
