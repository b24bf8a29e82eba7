"""What a training was like: its pain class and its performance class, first match wins.

The ceiling of 5 and "settled by the next morning" come from the pain-monitoring model for Achilles tendons (Silbernagel
et al. 2007, Am J Sports Med 35:897); 2 points are the smallest change of a 0 to 10 rating that matters (Farrar et al.
2001, Pain 94:149). Neither was tested for the march: they are used here to hold back, never to promise.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from psoas.plan.history import Training
from psoas.plan.ladder import ladder_file

Pain = Literal["stop", "red", "green", "unknown", "amber"]
Performance = Literal["strong", "ok", "weak"]

SORE = 6  # from here on no strength training: above the model's ceiling of 5
RISE = 3
REAL = 2
CALM = 2  # pain that may come during a training, or be left the morning after
LIVES, CEILING = 3, 5  # whoever lives with pain between these may train with it: 5 is the model's ceiling
EASY_EFFORT, EASY_PAIN = 3, 1  # at most, for a rung that is too easy


def pain_class(training: Training, as_of: date) -> Pain:
    """Pain class of a training.

    Parameters
    ----------
    training : Training
        What was done and felt.
    as_of : date
        Day on which it is judged: the morning after counts only once it has come.

    Notes
    -----
    What was not said is neither good nor bad: "unknown" is what would be green if the missing answers were good ones.
    """
    before, during = training.before, training.during
    morning = training.morning if as_of > training.day else None
    if training.stop_symptom:
        return "stop"
    if (during is not None and during >= SORE) or _above(during, before, RISE) or _above(morning, before, REAL):
        return "red"
    if training.hurt:  # whatever the number: nobody is led up by what they had to stop
        return "amber"
    answers = (_calm_during(before, during), _calm_morning(before, morning))
    if False in answers:
        return "amber"
    return "unknown" if None in answers else "green"


def performance_class(training: Training) -> Performance:
    """Performance class of a training: the weaker side speaks. What was not said cannot make it strong."""
    reps = min(training.left, training.right)
    if reps < 8 or training.form_kept is False or (training.effort is not None and training.effort >= 9):
        return "weak"
    eased = training.effort is not None and training.effort <= 7
    full = is_whole(training) and reps >= ladder_file().most_reps
    return "strong" if full and eased and training.form_kept else "ok"


def is_whole(training: Training) -> bool:
    """Whether all its sets were done, and not fewer than usual."""
    return training.sets_done >= max(training.sets_planned, ladder_file().sets)


def is_very_easy(training: Training) -> bool:
    """Whether twelve were strong at hardly any effort and pain: a sign that the rung is too low."""
    effort, during = training.effort, training.during
    return (
        performance_class(training) == "strong"
        and effort is not None
        and effort <= EASY_EFFORT
        and during is not None
        and during <= EASY_PAIN
    )


def _above(value: int | None, before: int | None, by: int) -> bool:
    return value is not None and before is not None and value >= before + by


def _calm_during(before: int | None, during: int | None) -> bool | None:
    if during is None:
        return None
    # Without the second half people who live at 3 to 5 could never move up.
    return during <= CALM or (before is not None and before >= LIVES and during <= before <= CEILING)


def _calm_morning(before: int | None, morning: int | None) -> bool | None:
    if morning is None or (before is None and morning > 0):
        return None
    return morning == 0 or (before is not None and (morning <= before or (morning <= CALM and morning <= before + 1)))
