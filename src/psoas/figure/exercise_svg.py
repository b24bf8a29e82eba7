"""Draw an exercise as an animation.

Only the legs and the band between them move, so a picture is one drawing of rigid parts whose joints are turned by CSS
keyframes sampled from :func:`psoas.figure.kinematics.pose_at`. CSS, unlike SMIL, can obey
``prefers-reduced-motion``. There are no scripts, fonts, filters or references: the picture is self-contained.
"""

from __future__ import annotations

from psoas.body.skeleton import Floats, Side
from psoas.figure.keyframes import cycle_of
from psoas.figure.kinematics import bounds, pose_at
from psoas.figure.scene import TEXT, back_to_front, picture, way_of, words
from psoas.figure.svg import HEIGHT, WIDTH, Screen
from psoas.programme.model import Exercise


def animated_svg(
    exercise: Exercise, *, band: bool = True, title: str | None = None, tag: str = "", glow: Floats | None = None
) -> str:
    """Draw a self-contained animation: one repetition of the left leg, then one of the right, in a loop.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    band : bool
        Whether to draw the mini band, if the exercise has one.
    title : str or None
        Accessible name; the exercise's name if None.
    tag : str
        Suffix of the ids, for a page that shows the exercise twice.
    glow : ndarray, shape (n,), or None
        Brightness of the working psoas over one repetition, evenly sampled, 0 to 1, such as its activation; a still
        shows the peak. None marks it during the hold.

    Returns
    -------
    str
        A transparent ``<svg>``, 4 to 3. The class ``paused`` on it or an ancestor pauses it. The custom property
        ``--psoas-at`` (a time such as ``-2.5s``) seeks. With ``prefers-reduced-motion`` and on paper it shows the key
        pose over a pale start position.

    Raises
    ------
    FigureError
        As :func:`psoas.figure.kinematics.pose_at`.
    """
    name = f"psoas-{exercise.id}{'' if band else '-plain'}{'-' + tag if tag else ''}"
    band = band and "mini-band" in exercise.equipment
    screen = _screen(exercise)
    cycle = cycle_of(exercise, screen, name, glow)
    brightest = None if glow is None else float(glow.max())
    key, start = pose_at(exercise, _key_phase(exercise), "right"), pose_at(exercise, 0.0, "right")
    body = back_to_front(key, screen, band=band, cycle=cycle, ghost=start, ways=_ways(exercise), brightest=brightest)
    texts = words(key, screen, cycle=cycle)
    inner = f'<style>{cycle.css}</style>{body}<g style="{TEXT}">{texts}</g>'
    shines = "" if brightest is None else f" It shines as much as a model has it work: {brightest:.0%} at most."
    return _svg(exercise, name, title, WIDTH, inner, more=shines)


def _svg(exercise: Exercise, name: str, title: str | None, width: float, inner: str, *, more: str = "") -> str:
    return picture(name, title or exercise.name, _description(exercise) + more, width, inner)


def _description(exercise: Exercise) -> str:
    """Describe the picture in the exercise's own words."""
    psoas = "The psoas of the working side is marked: it runs from the lower spine to the top of the thigh."
    return f"A person seen from the side. {exercise.summary} {psoas}"


def _key_phase(exercise: Exercise) -> float:
    """Return the phase at the middle of the hold."""
    tempo = exercise.dose.tempo_s if exercise.dose else None
    return (tempo.out + tempo.hold / 2) / tempo.total if tempo else 0.45


def _ways(exercise: Exercise) -> dict[Side, list[Floats]]:
    """Return the points of the arrow along each leg's movement."""
    tempo, motion = exercise.dose.tempo_s if exercise.dose else None, exercise.motion
    if tempo is None or motion is None:
        return {}
    flexes = motion.travel_deg > 0
    # A knee's arrow ends early because there is no room before the wall.
    shares = (0.3, 0.4, 0.5, 0.58, 0.66) if flexes else (0.15, 0.4, 0.5, 0.6, 0.75)
    phases = [share * tempo.out / tempo.total for share in shares]
    sides: tuple[Side, Side] = ("left", "right")
    return {s: way_of([pose_at(exercise, p, s) for p in phases], flexes=flexes) for s in sides}


def _screen(exercise: Exercise) -> Screen:
    """Fit the whole movement with its supports into the frame."""
    low, high = bounds(exercise)
    if exercise.motion and "feet-on-floor" in exercise.motion.contacts:
        low[0] -= 0.3  # room for the labels behind the back
    side, top, bottom = 22.0, 14.0, 26.0
    scale = min((WIDTH - 2 * side) / (high[0] - low[0]), (HEIGHT - top - bottom) / high[1], 190.0)
    middle = (low[0] + high[0]) / 2
    # A lying figure leaves room above: centre it, but keep the labels at the top clear.
    spare = HEIGHT - top - bottom - scale * float(high[1])
    return Screen(scale, WIDTH / 2 - scale * float(middle), HEIGHT - bottom - 0.4 * spare)
