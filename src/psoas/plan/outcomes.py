"""Decide whether anything has changed by more than the usual scatter of such ratings.

Smallest changes that matter: for pain both 2 points (Farrar et al. 2001, Pain 94:149) and 30 % (Ostelo et al. 2008,
Spine 33:90); for the person's activities 2 points in their mean and 3 in a single one (Stratford et al. 1995, as
printed on the form of the Patient-Specific Functional Scale). Two-week medians are compared, not single days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from statistics import median
from typing import Literal

from psoas.journal.answers import Answer, Asked, Entry
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text

WINDOW = timedelta(days=14)
PAIN_POINTS, PAIN_SHARE = 2.0, 0.3
#: A missing change is mentioned from this long after the first answer and with this many answers, unless the person has
#: or had no more pain than `HARDLY_ANY`.
LONG_ENOUGH, ENOUGH_ANSWERS, HARDLY_ANY = timedelta(days=42), 4, 1.0
#: Overall change that counts as clearly better: "very much" or "much better", but not "a little better".
CLEARLY_BETTER = 2
ACTIVITIES_MEAN, ACTIVITIES_ONE = 2.0, 3.0

#: "early": nothing to compare yet. "same": within the usual scatter.
ChangeKind = Literal["early", "same", "better", "worse"]


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """How something has changed since the beginning.

    Attributes
    ----------
    before, now : float or None
        Medians of the first and the last two weeks; None without a comparison.
    say : str
        The change in a sentence for the person.
    see_clinician : bool
        Whether it has been worse for two weeks, so that a clinician should have a look.
    """

    kind: ChangeKind
    before: float | None
    now: float | None
    say: str
    see_clinician: bool = False


class ChangeTexts(Strict):
    """Sentences about changes (outcomes.toml)."""

    early: Text
    same: Text
    better: Text
    worse: Text
    see_clinician: Text
    no_change: Text
    overall: tuple[Text, ...]


@cache
def texts() -> ChangeTexts:
    """Read the sentences about changes, and the seven answers about the overall change."""
    return packaged(ChangeTexts, "outcomes.toml")


def pain_change(answers: Sequence[Entry[Answer]], day: date) -> OutcomeChange:
    """Compare weekly pain in the first two weeks with the last two."""
    said = values(answers, "pain-week")
    before, now, previous = _first_weeks(said, day), _weeks_until(said, day), _weeks_until(said, day - WINDOW)
    if now is None:
        return _change("early", before, now)
    often = len([at for at, _ in said if day - WINDOW < at <= day]) > 1
    lasting = often and any(now - earlier >= PAIN_POINTS for earlier in (before, previous) if earlier is not None)
    kind = "early" if before is None else _pain_kind(before, now)
    return _change(kind, before, now, see_clinician=lasting)


def activities_change(answers: Sequence[Entry[Answer]], activities: Sequence[str], day: date) -> OutcomeChange:
    """Compare the mean of the person's activities (0 cannot, 10 as before) that were rated in both periods."""
    pairs = [(c.before, c.now) for c in (_activity(answers, item, day) for item in activities) if c is not None]
    if not pairs:
        return _change("early", None, None)
    before, now = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    return _change(_kind(now - before, ACTIVITIES_MEAN), before, now)


def activity_change(answers: Sequence[Entry[Answer]], item: str, day: date) -> OutcomeChange:
    """Compare one activity, which must change by more than a mean of several."""
    found = _activity(answers, item, day)
    if found is None:
        return _change("early", None, None)
    return _change(_kind(found.now - found.before, ACTIVITIES_ONE), found.before, found.now, wobble=ACTIVITIES_ONE)


def no_useful_change(answers: Sequence[Entry[Answer]], activities: Sequence[str], day: date) -> str:
    """Return the sentence for people without a useful change after six weeks, or "".

    A change is useful if it exceeds the usual scatter (pain by 2 points and 30 %, the mean of the activities by 2
    points) or if the person feels "much better" overall. The result is "" after too few answers, and for people with
    hardly any pain.
    """
    known = [entry for entry in answers if entry.day <= day]
    said = sorted(at for at, _ in (*values(known, "pain-week"), *values(known, "activity")))
    if len(said) < ENOUGH_ANSWERS or day - said[0] < LONG_ENOUGH:
        return ""
    pain, mean = pain_change(known, day), activities_change(known, activities, day)
    hardly_any = any(value is not None and value <= HARDLY_ANY for value in (pain.before, pain.now))
    if hardly_any or {"early"} == {pain.kind, mean.kind} or "better" in (pain.kind, mean.kind):
        return ""
    overall = values(known, "overall")
    if overall and overall[-1][1] <= CLEARLY_BETTER:
        return ""
    return texts().no_change.format(weeks=(day - said[0]).days // 7)


def overall_words(value: float) -> str:
    """Put the overall change, 1 very much better to 7 very much worse, into words."""
    return texts().overall[round(value) - 1]


@dataclass(frozen=True, slots=True)
class _Pair:
    before: float
    now: float


def _activity(answers: Sequence[Entry[Answer]], item: str, day: date) -> _Pair | None:
    said = values(answers, "activity", item)
    before, now = _first_weeks(said, day), _weeks_until(said, day)
    return None if before is None or now is None else _Pair(before, now)


def values(answers: Iterable[Entry[Answer]], asked: Asked, item: str | None = None) -> list[tuple[date, float]]:
    """Return the answers to one question, oldest first; only the last one of a day, as it may correct a slip."""
    said = {
        entry.day: entry.what.value
        for entry in answers
        if entry.what.asked == asked and (item is None or entry.what.item == item)
    }
    return [(day, value) for day, value in said.items() if value is not None]


def _first_weeks(said: Sequence[tuple[date, float]], day: date) -> float | None:
    """Return the median of the first two weeks with answers; None until two further weeks have passed."""
    if not said or said[0][0] + WINDOW > day - WINDOW + timedelta(days=1):
        return None
    return median(value for at, value in said if at < said[0][0] + WINDOW)


def _weeks_until(said: Sequence[tuple[date, float]], day: date) -> float | None:
    values = [value for at, value in said if day - WINDOW < at <= day]
    return median(values) if values else None


def _pain_kind(before: float, now: float) -> ChangeKind:
    change = now - before
    if abs(change) < PAIN_POINTS or abs(change) < PAIN_SHARE * before:
        return "same"
    return "worse" if change > 0 else "better"


def _kind(change: float, least: float) -> ChangeKind:
    if abs(change) < least:
        return "same"
    return "better" if change > 0 else "worse"


def _change(
    kind: ChangeKind,
    before: float | None,
    now: float | None,
    *,
    wobble: float = PAIN_POINTS,
    see_clinician: bool = False,
) -> OutcomeChange:
    said = {"early": texts().early, "same": texts().same, "better": texts().better, "worse": texts().worse}[kind]
    if before is not None and now is not None:
        said = said.format(before=f"{round(before, 1):g}", now=f"{round(now, 1):g}", wobble=f"{wobble:g}")
    return OutcomeChange(kind, before, now, f"{said} {texts().see_clinician}" if see_clinician else said, see_clinician)
