"""Draw right and wrong side by side for a check of an exercise."""

from __future__ import annotations

import numpy as np

from psoas.figure.deviations import Deviation, cycle_share, deviated, deviation_of
from psoas.figure.film import CROSS, TICK, TimedPose, film_svg, screen_for
from psoas.figure.front_march import front_march
from psoas.figure.sketch_svg import sketch_svg
from psoas.figure.svg import HEIGHT, WIDTH, colour, number
from psoas.programme.model import Check, Exercise

#: Time between two repetitions, and between two samples, of what is fast too, seconds.
REST_S, _STEP_S, _FAST_STEP_S = 0.8, 0.1, 0.05
_RIGHT, _WRONG = "Like this", "Not like this"


def fault_keyframes(exercise: Exercise, check: Check) -> list[TimedPose]:
    """Compute the poses of a repetition that fails a check, over one loop.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    check : Check
        One of its checks.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> level = load().level(4)
    >>> sags = fault_keyframes(level, level.checks[0])
    >>> round(min(pose.trunk_deg for _, pose in sags) - sags[0][1].trunk_deg)
    -13
    """
    return _frames(exercise, deviation_of(exercise, check))


def right_keyframes(exercise: Exercise) -> list[TimedPose]:
    """Compute the poses of a good repetition, over a loop of the same length."""
    return _frames(exercise, Deviation())


def loop_s(exercise: Exercise) -> float:
    """Return the duration of the loop of both pictures, seconds."""
    assert exercise.dose is not None
    return exercise.dose.tempo_s.total + REST_S


def _frames(exercise: Exercise, deviation: Deviation) -> list[TimedPose]:
    step = _STEP_S if deviation.back_s is None else _FAST_STEP_S
    times = np.linspace(0, loop_s(exercise), round(loop_s(exercise) / step) + 1)
    shares = [(float(t), cycle_share(exercise, float(t), deviation, REST_S)) for t in times]
    return [(t, deviated(exercise, share, deviation)) for t, share in shares]


def fault_pair(exercise: Exercise, check: Check, *, band: bool = True) -> tuple[str, str]:
    """Draw a good repetition and one that fails a check, in the same frame and pace.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    check : Check
        One of its checks.
    band : bool
        Whether the band is worn, if the exercise has one.

    Returns
    -------
    tuple of str
        Right and wrong, each an ``<svg>`` as of :func:`psoas.figure.film.film_svg`, marked and named in words.
    """
    deviation, name = deviation_of(exercise, check), f"psoas-{exercise.id}-{check.id}"
    told = {False: f"The exercise as it should be. {check.cue}", True: what_is_wrong(exercise, check)}
    if deviation.lean_aside:
        good, bad = (
            sketch_svg(
                front_march(exercise, lean, told=told[wrong]),
                tag=f"{check.id}-{'wrong' if wrong else 'right'}",
                says=_WRONG if wrong else _RIGHT,
                mark=CROSS if wrong else TICK,
            )
            for wrong, lean in ((False, 0.0), (True, deviation.lean_aside))
        )
        return good, bad
    both = right_keyframes(exercise), fault_keyframes(exercise, check)
    screen = screen_for(pose for frames in both for _, pose in frames[::4])
    good, bad = (
        film_svg(
            frames,
            screen,
            name=f"{name}-{'wrong' if wrong else 'right'}",
            title=_WRONG if wrong else _RIGHT,
            told=told[wrong],
            says=_WRONG if wrong else _RIGHT,
            seconds=loop_s(exercise),
            band=band and "mini-band" in exercise.equipment,
            mark=(CROSS if wrong else TICK) + (_way_back(exercise, deviation, wrong=wrong) if deviation.back_s else ""),
        )
        for wrong, frames in ((False, both[0]), (True, both[1]))
    )
    return good, bad


def _way_back(exercise: Exercise, deviation: Deviation, *, wrong: bool) -> str:
    """Draw how long the way back takes, which a still cannot show otherwise."""
    assert exercise.dose is not None
    usual = exercise.dose.tempo_s.back
    back = (deviation.back_s or usual) if wrong else usual
    long = 0.36 * WIDTH * back / usual
    x, y = WIDTH - 16 - 0.36 * WIDTH, HEIGHT - 12
    return (
        f'<rect x="{number(x)}" y="{number(y - 5)}" width="{number(0.36 * WIDTH)}" height="7" rx="3.5" '
        f'style="fill:{colour("shade")}" opacity=".25"/><rect x="{number(x)}" y="{number(y - 5)}" '
        f'width="{number(max(long, 7))}" height="7" rx="3.5" style="fill:{colour("wrong" if wrong else "right")}"/>'
        f'<text x="{number(x)}" y="{number(y - 11)}" style="font:600 13px system-ui,sans-serif;'
        f'fill:var(--psoas-text,currentColor)">back in {back:.2g} s</text>'
    )


def what_is_wrong(exercise: Exercise, check: Check) -> str:
    """Say in a sentence what the wrong picture shows.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> level = load().level(4)
    >>> what_is_wrong(level, level.checks[0])
    'The seat sinks and the straight line is lost.'
    """
    contacts = exercise.motion.contacts if exercise.motion else ()
    return next(_WORDS[check.measure, what] for what in (*reversed(contacts), "") if (check.measure, what) in _WORDS)


#: What a fault looks like, by the check's measure and what the body is on; "" for the rest.
_WORDS: dict[tuple[str, str], str] = {
    ("range_share", ""): "The leg stops half-way.",
    ("range_of_usual", ""): "The leg stops half-way.",
    ("back_s", ""): "The leg falls back.",
    ("not_home_share", ""): "The leg turns round before the heel is back.",
    ("heel_above_home", ""): "The heel hangs above the box.",
    ("holding_drift_deg", "feet-on-floor"): "The standing leg gives way and the whole body sinks.",
    ("holding_drift_deg", ""): "The other leg moves along.",
    ("holding_thigh_deg", ""): "The hip that carries the body folds.",
    ("stance_knee_deg", ""): "The standing knee bends.",
    ("trunk_deg", "palms-on-wall"): "The body sinks towards the wall.",
    ("trunk_deg", ""): "The body leans back to bring the knee up.",
    ("trunk_bend_deg", ""): "The trunk bows forward with the knee.",
    ("trunk_drift_deg", "shoulders-on-mat"): "The seat sinks and the straight line is lost.",
    ("trunk_drift_deg", "feet-on-floor"): "The chest comes up and the low back hollows.",
    ("trunk_drift_deg", ""): "Head and shoulders come up and help to lift.",
    ("trunk_sway_deg", ""): "The trunk leans over to the side.",
    ("hips_tilt_deg", ""): "One side of the pelvis sinks.",
    ("resting_knee_strays", ""): "One side of the pelvis sinks.",
    ("hips_stray", "palms-on-wall"): "One side of the pelvis sinks.",
    ("hips_stray", ""): "The trunk leans over to the side.",
}
