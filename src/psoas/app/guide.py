"""How one exercise is done: the pages ``/level/N`` and ``/exercise/ID``, from which a session starts."""

from __future__ import annotations

from collections.abc import Callable

from psoas.app.elements import Button, Words, bullets, el, link, note, section
from psoas.app.figures import Figure
from psoas.app.frame import frame
from psoas.programme.model import Dose, Exercise

#: The words for `Exercise.equipment`.
EQUIPMENT = {
    "mat": "Mat",
    "mini-band": "Mini band",
    "box": "Box or bench",
    "wall": "Wall",
    "chair": "Chair",
    "ball": "Small ball",
}

_CAMERA = {
    "side": "Put the camera to your side, two to three metres away, so that it sees you from head to feet.",
    "front": "Put the camera in front of you, two to three metres away, so that it sees you from head to feet.",
    "any": "Put the camera two to three metres away, so that it sees you from head to feet.",
}

Start = Callable[[str], None]


def equipment(exercise: Exercise, band: bool) -> list[str]:
    """What is needed, in words; the band only where it is worn."""
    return [EQUIPMENT[item] for item in exercise.equipment if band or item != "mini-band"] or ["Nothing"]


def dose_words(dose: Dose) -> list[tuple[str, str]]:
    """The dose as pairs of a short name and a value."""
    tempo = dose.tempo_s
    hold = f", hold {tempo.hold:g}" if tempo.hold else ""
    return [
        ("Sets", str(dose.sets)),
        ("Each leg", f"{span(dose.reps_per_side)} times"),
        ("Rest", f"{span(dose.rest_s)} s"),
        ("Tempo", f"{tempo.out:g} s out{hold}, {tempo.back:g} s back"),
    ]


def span(pair: tuple[int, int]) -> str:
    """``(10, 12)`` as "10 to 12"."""
    low, high = pair
    return str(low) if low == high else f"{low} to {high}"


def band_choice(band: bool, to: str, mark: str = "") -> None:
    """The choice with or without the band, as two links to the page `to`, there to the place `mark`."""
    with el("div", "choice", role="group", aria_label="Band"):
        for text, on in (("With the band", True), ("Without", False)):
            link(text, f"{to}?band={int(on)}{mark}", **({"aria_current": "true"} if on == band else {}))


def build(exercise: Exercise, band: bool, start: Start) -> None:
    """Build the page of one exercise.

    Parameters
    ----------
    exercise : Exercise
        The exercise as it is done, with or without band.
    band : bool
        Whether the band is worn.
    start : callable
        Called with ``"camera"``, ``"paced"`` or ``"hand"`` when the person chooses to begin.
    """
    with frame(exercise.name, "levels"):
        with el("div", "stack"):
            label = f"Level {exercise.level} of 6" if exercise.level else f"Step: {exercise.step}"
            Words("p", label, "eyebrow")
            Words("h1", exercise.name)
            Words("p", exercise.summary, "lead")
        with el("div", "guide"):
            with el("div", "text"):
                _text(exercise, band)
            with el("div", "aside"):
                _aside(exercise, band, start)


def _text(exercise: Exercise, band: bool) -> None:
    with section("Start position"):
        bullets(exercise.start, numbered=len(exercise.start) > 1)
    with section("The move"):
        bullets(exercise.move, numbered=len(exercise.move) > 1)
    if exercise.hold:
        with section("What stays still"):
            bullets(exercise.hold)
    if exercise.band:
        with section("The band"):
            if band:
                bullets((exercise.band.put_on, exercise.band.with_band))
            else:
                Words("p", exercise.band.without_band)
    if exercise.tips:
        with section("Tips"):
            bullets(exercise.tips)
    with section("Make it easier"):
        bullets(exercise.easier)
    if exercise.harder:
        with section("Make it harder"):
            bullets(exercise.harder)
    with section("Stop if"):
        if exercise.stop:
            bullets(exercise.stop)
        else:
            Words("p", "It hurts, you feel dizzy, or a leg goes numb.")
        link("When to get help", "/help")


def _aside(exercise: Exercise, band: bool, start: Start) -> None:
    if exercise.motion:
        Figure(exercise, band)
    with el("ul", "chips", aria_label="You need"):
        for item in equipment(exercise, band):
            Words("li", item)
    if exercise.level is None or exercise.dose is None:
        if exercise.minutes:
            Words("p", f"About {exercise.minutes:g} minutes.", "soft")
        note("psoas does not lead this step yet. Read how it goes, do it in your own time, then go on to the march.")
        link("To the march", "/", "btn main", "go")
        return
    if exercise.band:
        band_choice(band, f"/level/{exercise.level}")
    with el("dl", "facts"):
        for name, value in dose_words(exercise.dose):
            with el("div"):
                Words("dt", name)
                Words("dd", value)
    with el("section", "card stack"):
        Words("h2", "Begin")
        Words("p", _CAMERA[exercise.camera or "any"], "soft")
        if exercise.camera_why:
            Words("p", exercise.camera_why, "soft")
        with el("div", "starts"):
            Button("Start with camera", lambda: start("camera"), "main big", "camera")
            Button("Start without camera", lambda: start("paced"), "", "beat")
            Button("I count by hand", lambda: start("hand"), "", "hand")
        Words("p", "The camera picture stays on this computer and is not kept.", "soft")


