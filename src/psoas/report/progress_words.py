"""A sentence or two for each series of `psoas.plan.progress`, to show above its chart.

The sentences address nobody, so the person's page and the clinician's can share them. They never call a difference
a change when it is within the usual scatter of such ratings, or of the camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median, median_low

from psoas.habit.walking import GOAL
from psoas.journal.answers import Asked, StepName
from psoas.plan.ladder import rung_of
from psoas.plan.outcomes import WINDOW, overall_words
from psoas.plan.progress import WEEKS, Activity, Point, Progress
from psoas.plan.reasons import capital
from psoas.plan.standing import SORE

#: How many of the last sessions to summarise, and how many it takes to compare the legs.
LAST, ENOUGH = 6, 3
#: Pauses longer than this are mentioned, and drawn.
PAUSE = timedelta(days=14)
#: Said when the last answers are too old for a comparison.
STALE = "there was no answer in the last two weeks, so there is nothing to compare"
#: Pain up to CALM is calm, up to LIMIT acceptable. Effort up to ROOM allows a step up, from HARD on it is too much.
CALM, LIMIT, ROOM, HARD = 2, SORE - 1, 7, 9
STEPS: dict[StepName, str] = {"massage": "massage", "stretch": "stretch", "strengthen": "march", "habit": "habit"}


def all_words(progress: Progress, same_deg: float, coming: str = "") -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every question that has an answer, with it; the functions below explain the parameters."""
    activities = tuple(f"{one.item}: {one_activity_words(one, progress.day)}" for one in progress.activities)
    overall = overall_said(progress)
    answers = (
        ("Which level, and since when?", rung_words(progress, coming)),
        ("Which steps, on which days?", calendar_words(progress)),
        ("How much pain?", pain_words(progress)),
        ("How hard was it?", effort_words(progress)),
        ("Do both legs do the same?", repetition_words(progress)),
        ("How far does each leg move?", range_words(progress, same_deg)),
        (
            "What about the things that bother you?",
            (*activity_words(progress), *activities, *([overall] if overall else [])),
        ),
        ("How much walking?", walking_words(progress)),
        ("How much of the day is sitting?", sitting_words(progress)),
    )
    return tuple((question, said) for question, said in answers if said)


def dated(day: date, today: date) -> str:
    """Write a day as "3 May", with the year if it differs from today's."""
    return f"{day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")


def short_date(day: date, today: date) -> str:
    """Write a day for a narrow column, without line breaks: "3 May", "28 Aug 2025"."""
    return f"{day.day}\N{NO-BREAK SPACE}{day:%b}" + ("" if day.year == today.year else f" {day.year}")


def long(days: int) -> str:
    """Write a number of days as whole days, weeks, months or years."""
    if days < 14:
        return _plural(max(days, 1), "day")
    if days < 7 * 27:
        return _plural(days // 7, "week")
    return _plural(round(days / 30.44), "month") if days < 730 else _plural(days * 100 // 36525, "year")


def rung_words(progress: Progress, coming: str = "") -> tuple[str, ...]:
    """Tell the current rung and since when; `coming` is the rung in today's plan."""
    if not progress.spans:
        return ("No march yet. After the first one, this shows the level and how long it has been.",)
    now, day = progress.spans[-1], progress.day
    since = f"since {dated(now.since, day)}" if now.since < day else "since today"
    length = f"{long((day - now.since).days)}, " if now.since < day else ""
    said = [f"{capital(rung_of(now.rung).name)}, {since} ({length}{_plural(now.sessions, 'session')})."]
    if (away := day - now.until) > PAUSE:
        said.append(f"The last march was {long(away.days)} ago, on {dated(now.until, day)}.")
    if coming and coming != now.rung:
        said.append(f"Next comes {rung_of(coming).name}.")
    if (first := progress.spans[0]) is not now:
        said.append(f"It began on {dated(first.since, day)} with {rung_of(first.rung).name}.")
    return tuple(said)


def repetition_words(progress: Progress) -> tuple[str, ...]:
    """Tell the repetitions of the last set, left against right."""
    if not progress.recent:
        return (f"No march {_not_yet(progress)}, so there is nothing to compare.",)
    last = progress.recent[-1]
    said = [f"Last set on {dated(last.day, progress.day)}: {last.left} left and {last.right} right."]
    lately = progress.recent[-LAST:]
    if len(lately) < ENOUGH:
        return (*said, "The legs are compared from the third session on.")
    even = sum(abs(one.left - one.right) <= 1 for one in lately)
    said.append(f"In {_of(even, len(lately))} sessions the legs were level, to within one repetition.")
    for less, more in (("left", "right"), ("right", "left")):
        behind = sum(getattr(one, more) - getattr(one, less) > 1 for one in lately)
        if 2 * behind > len(lately):
            said.append(f"The {less} leg did fewer in {behind} of them.")
    return tuple(said)


def range_words(progress: Progress, same_deg: float) -> tuple[str, ...]:
    """Tell how far each leg moved on the latest rung with measurements.

    Parameters
    ----------
    progress : Progress
        Gives the ranges.
    same_deg : float
        Smallest difference between the legs that one camera can detect, degrees.
    """
    both = [(one, one.left, one.right) for one in progress.ranges if one.left is not None and one.right is not None]
    if not both:
        when = _not_yet(progress)
        return (f"Nothing measured {when}: only the camera measures how far each leg moves.",)
    rung = both[-1][0].rung
    lately = [(left, right) for one, left, right in both if one.rung == rung][-LAST:]
    name = rung_of(rung).name
    if len(lately) < ENOUGH:
        return (f"Too early to compare: on {name}, the camera has measured {_plural(len(lately), 'session')} so far.",)
    left, right = (median(values) for values in zip(*lately, strict=True))
    where = f"{left:.0f}° left and {right:.0f}° right, over the last {len(lately)} measured sessions on {name}"
    if abs(left - right) <= same_deg:
        return (f"About the same: {where}.", f"One camera cannot see a difference of {same_deg:g}° or less.")
    return (f"The {'left' if left > right else 'right'} leg moved further: {where}.",)


def pain_words(progress: Progress, *, week: bool = True) -> tuple[str, ...]:
    """Tell the pain during the march and the mornings after; `week` adds the change over the weeks."""
    said: list[str] = []
    if during := [one.during for one in progress.recent if one.during is not None][-LAST:]:
        most = max(during)
        verdict = (
            f"calm, at {CALM} or less"
            if most <= CALM
            else f"within the limit of {LIMIT}"
            if most <= LIMIT
            else f"above the limit of {LIMIT} in {_of(sum(value > LIMIT for value in during), len(during))}"
        )
        said.append(f"During the march {_mostly(during)}: {verdict}.")
    else:
        said.append(f"There is no answer about pain during the march {_not_yet(progress)}.")
    if mornings := [one.morning for one in progress.recent if one.morning is not None][-LAST:]:
        said.append(f"The morning after {_mostly(mornings)}.")
    return (*said, *week_words(progress)) if week else tuple(said)


def week_words(progress: Progress) -> tuple[str, ...]:
    """Tell how weekly pain has changed; empty if it was never answered."""
    if not progress.pain_week:
        return ()
    if is_stale(progress.pain_week, progress.day):
        return (f"Over the week, {STALE}.",)
    return (f"Over the week, {progress.pain.say[0].lower()}{progress.pain.say[1:]}",)


def effort_words(progress: Progress) -> tuple[str, ...]:
    """Tell how hard the marches were."""
    efforts = [one.effort for one in progress.recent if one.effort is not None][-LAST:]
    if not efforts:
        return (f"There is no answer about effort {_not_yet(progress)}.",)
    hard = sum(value >= HARD for value in efforts)
    if hard:
        verdict = f"{HARD} or more in {_of(hard, len(efforts))}, which is too hard for now"
    elif max(efforts) <= ROOM:
        verdict = f"at {ROOM} or less there is room for a step up"
    else:
        verdict = f"above {ROOM} the level stays the same for now"
    return (f"{capital(_mostly(efforts))}: {verdict}.",)


def walking_words(progress: Progress) -> tuple[str, ...]:
    """Tell the minutes walked in this week, and in the weeks before it; nothing before the first walk."""
    if not progress.walks:
        return ()
    *before, now = (point.value for point in progress.walks)
    said = f"{now:.0f} minutes this week so far."
    if not before:
        return (said, f"The goal of the plan is {GOAL.total} minutes a week, after some weeks.")
    return (f"{said} {before[-1]:.0f} minutes the week before, and {max(before):.0f} in the week with the most.",)


def sitting_words(progress: Progress) -> tuple[str, ...]:
    """Tell the share of the working day spent sitting.

    The scatter of such answers is unknown, so no change is claimed.
    """
    if not progress.sitting:
        return ("Not asked yet. Once a week psoas asks how much of the last working day was sitting.",)
    first, last = progress.sitting[0], progress.sitting[-1]
    said = f"Last answer: {last.value:.0f} % of the working day, on {dated(last.day, progress.day)}."
    if len(progress.sitting) == 1:
        return (said, "After the second answer, this shows a line.")
    return (
        f"{said} The first, on {dated(first.day, progress.day)}: {first.value:.0f} %.",
        "Nobody has measured how much these answers wobble. Look for big differences that last.",
    )


def activity_words(progress: Progress) -> tuple[str, ...]:
    """Tell about all activities together."""
    if not progress.activities:
        return ("No activities named yet. You can follow up to three things that are harder than they used to be.",)
    mean = progress.activities_mean
    if len(progress.activities) == 1 or mean.kind == "early":
        return ()
    return (f"Taken together, {mean.say[0].lower()}{mean.say[1:]}",)


def one_activity_words(activity: Activity, today: date) -> str:
    """Tell about one activity."""
    if not activity.points:
        return "Not asked yet."
    if activity.change.kind != "early":
        return activity.change.say
    last = activity.points[-1]
    why = capital(f"{STALE}.") if is_stale(activity.points, today) else activity.change.say
    return f"Last answer: {last.value:g} out of 10, on {dated(last.day, today)}. {why}"


def is_stale(points: Sequence[Point], today: date) -> bool:
    """Tell whether all answers are too old to describe the present."""
    return bool(points) and points[-1].day <= today - WINDOW


def overall_said(progress: Progress) -> str:
    """Return the last answer about the overall change, or ""."""
    if not progress.overall:
        return ""
    last = progress.overall[-1]
    return f"Overall, asked on {dated(last.day, progress.day)}: {overall_words(last.value).lower()}."


def answered_words(progress: Progress, asked: Asked) -> tuple[str, ...]:
    """Tell what a new answer means next to the earlier ones; empty if that is said elsewhere."""
    if asked == "activity":
        each = (f"{one.item}: {one_activity_words(one, progress.day)}" for one in progress.activities if one.points)
        return (*each, *activity_words(progress))
    if asked == "pain-week":
        return week_words(progress)
    if asked == "sitting-share":
        return sitting_words(progress)
    return (overall_said(progress),) if asked == "overall" else ()


def calendar_words(progress: Progress) -> tuple[str, ...]:
    """Tell on how many days each step was done."""
    days = [day for week in progress.weeks for day in week.days]
    if not days and progress.trainings:
        return (f"Nothing in the last {WEEKS} weeks. Each day you do one of the four steps gets a mark.",)
    if not days:
        return ("Nothing here yet. Each day you do one of the four steps gets a mark. Days without any are fine.",)
    counts = [(word, sum(step in day for day in days)) for step, word in STEPS.items()]
    each = ", ".join(f"{word} on {n}" for word, n in counts if n)
    when = f"In the last {len(progress.weeks)} weeks" if len(progress.weeks) > 1 else "This week"
    return (f"{when} something was done on {_plural(sum(map(bool, days)), 'day')}: {each}.",)


def _not_yet(progress: Progress) -> str:
    return "in the last half year" if progress.trainings else "yet"


def _mostly(values: Sequence[int]) -> str:
    middle, most = median_low(values), max(values)
    times = _plural(len(values), "time")
    if middle == most and min(values) < most:
        return f"mostly {most} out of 10 and never more, the last {times}"
    if min(values) == most:
        return f"{most} out of 10, the last {times}" if len(values) > 1 else f"{most} out of 10 the last time"
    return f"mostly {middle} and at most {most} out of 10, the last {times}"


def _of(some: int, whole: int) -> str:
    return f"{some} of the last {whole}" if some < whole else f"all of the last {whole}"


def _plural(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
