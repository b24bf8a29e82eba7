"""Pictures of an exercise: a moving one for the screen, a still one for paper.

Only the legs (and the band between them) move in these exercises, so a picture is one drawing of rigid parts whose
joints are turned by CSS keyframes sampled from :func:`psoas.figure.kinematics.pose_at`. CSS, unlike SMIL, can obey
``prefers-reduced-motion``. No scripts, fonts, filters or references: the text is the whole picture.
"""

from __future__ import annotations

from psoas.body.skeleton import Floats, Side
from psoas.figure.keyframes import cycle_of
from psoas.figure.kinematics import bounds, pose_at
from psoas.figure.scene import TEXT, back_to_front, picture, way_of, words
from psoas.figure.svg import HEIGHT, WIDTH, Screen, number
from psoas.programme.model import Exercise


def animated_svg(
    exercise: Exercise, *, band: bool = True, title: str | None = None, tag: str = "", glow: Floats | None = None
) -> str:
    """A self-contained moving picture: one repetition of the left leg, then one of the right, over and over.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    band : bool
        Draw the mini band where the exercise has one.
    title : str or None
        Name for screen readers and hover; the exercise's name if None.
    tag : str
        Added to the ids, for a page that shows the same exercise twice.
    glow : ndarray, shape (n,), or None
        How brightly the working psoas shines, 0 to 1, evenly over one repetition, such as its activation; where
        nothing moves it shines as at its brightest. None marks it while the key pose is held.

    Returns
    -------
    str
        An ``<svg>`` element, 4 to 3, transparent. The class ``paused`` on it or on anything around it halts it; the
        custom property ``--psoas-at`` (a time such as ``-2.5s``) moves it along; under ``prefers-reduced-motion`` and
        on paper it shows the key pose over a pale start position.

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


def still_svg(exercise: Exercise, *, band: bool = True, title: str | None = None, tag: str = "") -> str:
    """Start position and key pose side by side, for paper; parameters as in :func:`animated_svg`."""
    band = band and "mini-band" in exercise.equipment
    screen = _screen(exercise)
    parts = []
    for i, (caption, phase) in enumerate((("1  Start", 0.0), ("2  Right leg", _key_phase(exercise)))):
        pose = pose_at(exercise, phase, "right")
        body = back_to_front(pose, screen, band=band, ways=None if i else _ways(exercise))
        texts = f'<text x="14" y="26">{caption}</text>' + (words(pose, screen, name_side=False) if i else "")
        parts.append(f'<g transform="translate({number(i * WIDTH)} 0)">{body}<g style="{TEXT}">{texts}</g></g>')
    return _svg(exercise, f"psoas-{exercise.id}-still{tag}", title, 2 * WIDTH, "".join(parts))


def _svg(exercise: Exercise, name: str, title: str | None, width: float, inner: str, *, more: str = "") -> str:
    return picture(name, title or exercise.name, _description(exercise) + more, width, inner)


def _description(exercise: Exercise) -> str:
    """Say what the picture shows, from the exercise's own words."""
    psoas = "The psoas of the working side is marked: it runs from the lower spine to the top of the thigh."
    return f"A person seen from the side. {exercise.summary} {psoas}"


def _key_phase(exercise: Exercise) -> float:
    """Middle of the hold."""
    tempo = exercise.dose.tempo_s if exercise.dose else None
    return (tempo.out + tempo.hold / 2) / tempo.total if tempo else 0.45


def _ways(exercise: Exercise) -> dict[Side, list[Floats]]:
    """Points of the arrow that shows each leg's way out."""
    tempo, motion = exercise.dose.tempo_s if exercise.dose else None, exercise.motion
    if tempo is None or motion is None:
        return {}
    flexes = motion.travel_deg > 0
    # A knee's arrow ends early: at the wall there is no room beyond it.
    shares = (0.3, 0.4, 0.5, 0.58, 0.66) if flexes else (0.15, 0.4, 0.5, 0.6, 0.75)
    phases = [share * tempo.out / tempo.total for share in shares]
    sides: tuple[Side, Side] = ("left", "right")
    return {s: way_of([pose_at(exercise, p, s) for p in phases], flexes=flexes) for s in sides}


def _screen(exercise: Exercise) -> Screen:
    """Fit the whole movement with its supports into the frame."""
    low, high = bounds(exercise)
    if exercise.motion and "feet-on-floor" in exercise.motion.contacts:
        low[0] -= 0.3  # room for the words behind the back
    side, top, bottom = 22.0, 14.0, 26.0
    scale = min((WIDTH - 2 * side) / (high[0] - low[0]), (HEIGHT - top - bottom) / high[1], 190.0)
    middle = (low[0] + high[0]) / 2
    # Lying people leave room above them: half of it goes below, but the words at the top keep theirs.
    spare = HEIGHT - top - bottom - scale * float(high[1])
    return Screen(scale, WIDTH / 2 - scale * float(middle), HEIGHT - bottom - 0.4 * spare)
