"""You beside the exercise: the best and the worst repetition of a set as moving figures, with what differs in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from psoas.body.skeleton import Skeleton
from psoas.coach.best_and_worst import best_and_worst
from psoas.coach.events import Rep
from psoas.coach.turns import seem_alike
from psoas.figure.faults import REST_S, right_keyframes, what_is_wrong
from psoas.figure.film import TimedPose, film_svg, screen_for
from psoas.figure.recorded import repetition_figure
from psoas.programme.model import Exercise

#: How much slower than life the figures move.
SLOWER = 2.0
#: A range this near to the exercise's is as good, degrees: one camera cannot tell more.
_AS_FAR_DEG = 8.0


@dataclass(frozen=True, slots=True)
class Beside:
    """One repetition beside the exercise: what differs, in a heading and a sentence, and both pictures."""

    title: str
    difference: str
    yours: str
    exercise: str


def chosen(reps: Sequence[Rep], exercise: Exercise) -> list[tuple[int, str]]:
    """Return the places of the repetitions that are shown, each with what it is called."""
    best, worst = best_and_worst(reps, exercise)
    wrong = worst is not None and bool(reps[worst].faults)
    named = [(best, "Your best repetition"), (worst, "One to work on" if wrong else "Your smallest repetition")]
    return [(place, name) for place, name in named if place is not None]


def beside(
    reps: Sequence[Rep],
    seen: Sequence[Sequence[Skeleton]],
    exercise: Exercise,
    *,
    band: bool,
    tag: str,
    numbers: Sequence[int] = (),
) -> list[Beside]:
    """Draw the best and the worst repetition of a set beside the exercise, at half speed.

    Parameters
    ----------
    reps : sequence of Rep
        The counted repetitions of one set, in order.
    seen : sequence of sequence of Skeleton
        The skeletons of each; empty where they were not kept.
    exercise : Exercise
    band : bool
        Whether the band was worn.
    tag : str
        Tells the pictures of several sets on one page apart.
    numbers : sequence of int
        What each repetition is called; its place in the set by default.

    Returns
    -------
    list of Beside
        None, one or two. Where the legs may have been mixed up, no side is named.
    """
    sure = not seem_alike([rep.side for rep in reps])
    found = []
    for place, name in chosen(reps, exercise):
        rep = reps[place]
        frames = repetition_figure(seen[place], exercise, rep.side)
        if not frames:
            continue
        number = numbers[place] if numbers else place + 1
        leg = f", {rep.side} leg" if sure else ""
        words = difference_words(rep, number, exercise)
        mirrored = sure and rep.side == "left"
        yours, own = _pictures(frames, exercise, words, band=band, mirrored=mirrored, tag=f"{tag}-{place}")
        found.append(Beside(f"{name}: number {number}{leg}", words, yours, own))
    return found


def difference_words(rep: Rep, number: int, exercise: Exercise) -> str:
    """Say what sets a repetition apart from the exercise.

    Examples
    --------
    >>> from psoas.programme.catalogue import load
    >>> rep = Rep("left", 0, 2, 5, 62, 60, 2, 1, 2, 0.9)
    >>> difference_words(rep, 7, load().level(6))
    'Rep 7: your hip bent to 62 degrees; the exercise goes to 95.'
    """
    assert exercise.motion is not None
    checks = {check.id: check for check in exercise.checks}
    said = [what_is_wrong(exercise, checks[fault]) for fault in rep.faults if fault in checks]
    key = exercise.motion.working.hip
    short_of = abs(exercise.motion.travel_deg) - rep.range_deg
    if short_of > _AS_FAR_DEG:
        way = "bent" if exercise.motion.travel_deg > 0 else "opened"
        if abs(rep.peak_hip_deg - key) > _AS_FAR_DEG:
            said.insert(0, f"your hip {way} to {rep.peak_hip_deg:.0f} degrees; the exercise goes to {key:.0f}.")
        else:
            whole = abs(exercise.motion.travel_deg)
            said.insert(0, f"your hip moved by {rep.range_deg:.0f} degrees; the exercise moves it by {whole:.0f}.")
    if not said:
        return f"Rep {number}: as far as the exercise goes, and nothing to correct in what the camera could see."
    first = said[0]
    return " ".join([f"Rep {number}: {first[0].lower()}{first[1:]}", *said[1:]])


def _pictures(
    frames: list[TimedPose], exercise: Exercise, words: str, *, band: bool, mirrored: bool, tag: str
) -> tuple[str, str]:
    own = right_keyframes(exercise)
    seconds = SLOWER * (max(frames[-1][0], own[-1][0] - REST_S) + REST_S)
    screen = screen_for(pose for _, pose in [*frames[::3], *own[::4]])
    worn = band and "mini-band" in exercise.equipment

    def drawn(what: list[TimedPose], who: str, says: str, told: str) -> str:
        slow = [(SLOWER * t, pose) for t, pose in what if SLOWER * t < seconds]
        return film_svg(
            slow,
            screen,
            name=f"psoas-{tag}-{who}",
            title=says,
            told=told,
            says=says,
            seconds=seconds,
            band=worn,
            mirrored=mirrored,
        )

    told = f"A figure that moves as the camera saw you, at half speed. {words}"
    return drawn(frames, "you", "You", told), drawn(own, "exercise", "The exercise", exercise.summary)


NOTE = "The figure moves by the angles that the camera saw. It's not a picture of you. Both move at half speed."


def html_section(found: Sequence[Beside]) -> str:
    """Return the part of an HTML report; "" where there is nothing to show."""
    if not found:
        return ""
    pairs = "".join(
        f'<div class="you"><h3>{escape(one.title)}</h3><p>{escape(one.difference)}</p>'
        f'<div class="you-pair"><figure>{one.yours}</figure><figure>{one.exercise}</figure></div></div>'
        for one in found
    )
    # HTML needs no namespace, and so the page holds no address at all.
    pairs = pairs.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return f'<section><h2>You beside the exercise</h2>{pairs}<p class="note">{NOTE}</p></section>'
