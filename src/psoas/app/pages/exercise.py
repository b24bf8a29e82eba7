"""The pages ``/level/N`` and ``/exercise/ID``: how an exercise is done, and the start of a session."""

from __future__ import annotations

from collections.abc import Callable

from psoas.app.pages.screening import questions_first
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, bullets, el, folded, html, link, note, section
from psoas.app.widgets.figure import Drawing, Figure, PauseButton, figures_of
from psoas.app.widgets.layout import frame
from psoas.app.widgets.pictures import picture_of
from psoas.app.widgets.right_and_wrong import checks_section
from psoas.app.widgets.session_panels import guide_section, offer
from psoas.journal.records import Counting
from psoas.plan.cut import locks_of
from psoas.plan.free_start import FreeStart
from psoas.plan.history import history_of
from psoas.plan.ladder import Decision, rung_of, smaller
from psoas.plan.screening import why_closed
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Dose, Exercise
from psoas.programme.texts import Common
from psoas.report.words import how_long, plural
from psoas.session.safety import signs_in_a_session


def why_closed_to(house: AppState, exercise: Exercise) -> str:
    """Return why an exercise is closed to the person, or "" if it is open."""
    return why_closed(exercise.closed_by, locks_of(history_of(house.store)))


def build_closed(exercise: Exercise, why: str) -> None:
    """Build the page of a closed exercise, without instructions or pictures."""
    with frame(exercise.name, "levels"), el("div", "stack"):
        Words("h1", exercise.name)
        note(why, "warn")
        with el("div", "row"):
            link("What is on today instead", "/today", "btn main", "go")


#: The words for `Exercise.equipment`.
EQUIPMENT = {
    "mat": "Mat",
    "mini-band": "Mini band",
    "box": "Box or bench",
    "wall": "Wall",
    "chair": "Chair",
    "ball": "Small ball",
    "bed": "Firm bed or bench",
}

_CAMERA = {
    "side": "Put the camera to your side, two to three metres away, so it sees you from head to toe.",
    "front": "Put the camera in front of you, two to three metres away, so it sees you from head to toe.",
    "any": "Put the camera two to three metres away, so it sees you from head to toe.",
}

#: Begins a session, given who counts and whether the flat-back experiment is on.
Start = Callable[[Counting, bool], None]


def equipment(exercise: Exercise, band: bool) -> list[str]:
    """Describe the equipment; the band is listed only where it is worn."""
    return [EQUIPMENT[item] for item in exercise.equipment if band or item != "mini-band"] or ["Nothing"]


def dose_words(dose: Dose) -> list[tuple[str, str]]:
    """Return the dose as pairs of a short name and a value."""
    tempo = dose.tempo_s
    hold = f", hold {tempo.hold:g}" if tempo.hold else ""
    return [
        ("Sets", str(dose.sets)),
        ("Each leg", f"{span(dose.reps_per_side)} times"),
        ("Rest", f"{span(dose.rest_s)} s"),
        ("Tempo", f"{tempo.out:g} s out{hold}, {tempo.back:g} s back"),
    ]


def span(pair: tuple[int, int]) -> str:
    """Write ``(10, 12)`` as "10 to 12"."""
    low, high = pair
    return str(low) if low == high else f"{low} to {high}"


def band_choice(band: bool, to: str, mark: str = "") -> None:
    """Build the choice between band and no band: two links to the page `to`, at `mark`."""
    with el("div", "choice", role="group", aria_label="Band"):
        for text, on in (("With the band", True), ("Without", False)):
            link(text, f"{to}?band={int(on)}{mark}", **({"aria_current": "true"} if on == band else {}))


def build(
    catalogue: Catalogue,
    exercise: Exercise,
    band: bool,
    start: Start | None,
    more: Callable[[], None] | None = None,
    *,
    rules: FreeStart | None = None,
    before: Callable[[], None] | None = None,
    first: Callable[[], None] | None = None,
    blind: str = "",
) -> None:
    """Build the page of one exercise.

    Parameters
    ----------
    catalogue : Catalogue
        Gives what applies to all levels.
    exercise : Exercise
        The exercise.
    band : bool
        Whether the band is worn, if the exercise has one.
    start : callable or None
        Called with ``"camera"``, ``"paced"`` or ``"hand"`` when the person begins, and with whether the
        flat-back experiment is wanted; None while the questions come first.
    more : callable or None
        Builds extra content at the end of the text.
    rules : FreeStart or None
        What the day's rules say about a start.
    before : callable or None
        Builds the questions before a start.
    first : callable or None
        Builds what must be seen first.
    blind : str
        Why this computer cannot use a camera, or "".
    """
    figures: list[Drawing] = []
    with frame(exercise.name, "levels"), el("div", "guide"):
        with el("div", "head stack"):
            if first is not None:
                first()
            names = {step.id: f"Step {n}: {step.name}" for n, step in enumerate(catalogue.steps, 1)}
            Words("p", f"Level {exercise.level} of 6" if exercise.level else names[exercise.step], "eyebrow")
            Words("h1", exercise.name)
            Words("p", exercise.summary, "lead")
            in_short(exercise)
            if exercise.level:
                _neighbours(catalogue, exercise.level, band)
        with el("div", "aside"):
            _aside(catalogue, exercise, band, start, figures, rules=rules or FreeStart(), before=before, blind=blind)
        with el("div", "text"):
            _text(catalogue, exercise, band, figures)
            if more is not None:
                more()


def _facts(dose: Dose) -> None:
    with el("dl", "facts"):
        for name, value in dose_words(dose):
            with el("div"):
                Words("dt", name)
                Words("dd", value)


def in_short(exercise: Exercise) -> None:
    """Show the exercise in three lines."""
    lines = (("Start", exercise.start), ("Move", exercise.move), ("Keep", exercise.hold or exercise.each_set))
    with el("dl", "in-short"):
        for name, sentences in lines:
            if sentences:
                with el("div"):
                    Words("dt", name)
                    Words("dd", sentences[0])


def _neighbours(catalogue: Catalogue, level: int, band: bool) -> None:
    """Link to the easier and the harder level."""
    with el("nav", "row", aria_label="Easier and harder"):
        for name, number, sign in (("Easier", level - 1, "down"), ("Harder", level + 1, "up")):
            if 1 <= number <= len(catalogue.march):
                to = f"/level/{number}?band={int(band)}"
                link(f"{name}: level {number}", to, "btn", sign, aria_label=f"{name}: {catalogue.level(number).name}")


def _text(catalogue: Catalogue, exercise: Exercise, band: bool, figures: list[Drawing]) -> None:
    common = catalogue.common
    with folded("Step by step"):
        bullets((*exercise.start, *exercise.move), numbered=True)
        if exercise.support:
            Words("p", exercise.support, "soft")
        if exercise.hold:
            Words("h3", "What stays still")
            bullets((*exercise.each_set, *exercise.hold))
        if exercise.band:
            Words("h3", "The band")
            if band:
                bullets((exercise.band.put_on, exercise.band.with_band, common.band_place))
            else:
                bullets((exercise.band.without_band, common.band))
        if exercise.dose:
            _facts(exercise.dose)
        if exercise.step == "habit":
            with el("div", "row"):
                link("Look at your desk", "/desk", "btn", "go")
    _finding(catalogue, exercise)
    checks_section(exercise, band, figures)
    guide_section(exercise)
    _easier_and_harder(catalogue, exercise, figures)
    if exercise.step == "habit":
        _small_moves(catalogue, figures)
    if exercise.level:
        _every_level(common, exercise)
    _when_to_stop(common, exercise)


def _finding(catalogue: Catalogue, exercise: Exercise) -> None:
    if picture := picture_of(exercise.id):
        with folded("Finding your psoas"):
            html(picture, "figure", "card finding-picture")
            finding = catalogue.finding
            bullets((finding.what, finding.where, finding.feel, finding.care))
            with el("div", "row"):
                link("Where is the psoas?", "/learn/psoas", "btn")


def _easier_and_harder(catalogue: Catalogue, exercise: Exercise, figures: list[Drawing]) -> None:
    with folded("Easier and harder"):
        Words("h3", "Make it easier")
        bullets(exercise.easier)
        easier = [name for name in exercise.figures(easy=True) if name not in exercise.figures()]
        if easier:
            with el("div", "pictures"):
                figures += [Figure(catalogue.sketch(name)) for name in easier]
        if exercise.harder:
            Words("h3", "Make it harder")
            bullets(exercise.harder)
        if exercise.tips:
            Words("h3", "Tips")
            bullets(exercise.tips)


def _when_to_stop(common: Common, exercise: Exercise) -> None:
    with section("Stop if needed"):
        strength = exercise.step == "strengthen"
        bullets((*exercise.stop, *exercise.closing, *(common.stop if strength else ())))
        if strength:
            Words("p", "Stop and get help at once if you notice one of these:")
            bullets(signs_in_a_session())
        with el("div", "row"):
            link("When to get help", "/help", "btn")


def _todays_dose(planned: Decision | None) -> None:
    """Show the dose that replaces the usual one on a day when nothing may be added."""
    if planned is None:
        return
    sets = plural(planned.plan.sets, "set")
    Words("p", f"Today: {rung_of(planned.rung).name}, {sets} of {planned.plan.reps_per_side} each side.")
    if less := smaller(planned.rung, small=planned.small):
        note(less.note)


def _small_moves(catalogue: Catalogue, figures: list[Drawing]) -> None:
    with folded("Small moves for a break"), el("ul", "moves"):
        for exercise in catalogue.small_moves:
            move, figure = exercise.small_move, exercise.figure
            if move is None or figure is None:
                continue
            with el("li"):
                figures.append(Figure(catalogue.sketch(figure), tag=exercise.id))
                link(exercise.name, f"/exercise/{exercise.id}")
                Words("p", move.say)
                how_often = "Once" if move.count == 1 else f"{move.count} times"
                Words("p", f"{how_often}, about {move.seconds} seconds.", "soft")


def _every_level(common: Common, exercise: Exercise) -> None:
    standing = exercise.posture in ("leaning", "standing")
    with folded("On every level"):
        bullets(
            (
                common.until,
                common.way_back,
                common.breathing,
                common.both_sides,
                common.camera_limit,
                *((common.standing,) if standing else ()),
                common.up,
                common.back,
                common.days,
                common.soreness,
            )
        )


def _aside(
    catalogue: Catalogue,
    exercise: Exercise,
    band: bool,
    start: Start | None,
    figures: list[Drawing],
    *,
    rules: FreeStart,
    before: Callable[[], None] | None,
    blind: str,
) -> None:
    with el("div", "pictures"):
        figures += figures_of(catalogue, exercise, band)
    with el("div", "row between"):
        with el("ul", "chips", aria_label="You need"):
            for item in equipment(exercise, band):
                Words("li", item)
        if exercise.band:
            band_choice(band, f"/level/{exercise.level}")
        if figures:
            PauseButton(figures)
    if exercise.level is None or exercise.dose is None:
        if exercise.minutes:
            Words("p", f"About {how_long(exercise.minutes)}.", "soft")
        if exercise.guide:
            link("Start, led by voice", f"/step/{exercise.id}", "btn main big", "play")
        note("Or do it in your own time, and tick it off on Today.")
        return
    if start is None:
        questions_first()
        return
    if rules.refused:
        with note(rules.refused, "warn"), el("div", "row"):
            link("What is on today", "/today", "btn main", "go")
        return
    if rules.note:
        with note(rules.note), el("div", "row"):
            link("What is on today", "/today", "btn main", "go")
        with el("details", "card change"):
            Words("summary", "Start it all the same")
            _begin(exercise, start, blind, rules, before, main=False)
        return
    with el("section", "card stack", aria_labelledby="begin"):
        Words("h2", "Begin", id="begin")
        _begin(exercise, start, blind, rules, before, main=True)


def _begin(
    exercise: Exercise, start: Start, blind: str, rules: FreeStart, before: Callable[[], None] | None, *, main: bool
) -> None:
    """Build the ways to start a level; `main` only if no rule is against it."""
    with el("div", "stack"):
        _todays_dose(rules.as_planned)
        if before is not None:
            before()
        _starts(exercise, start, blind, main=main)
        if exercise.low_back_is_felt and not blind:
            offer(lambda: start("camera", True))


def _starts(exercise: Exercise, start: Start, blind: str, *, main: bool) -> None:
    if blind:
        note(blind)
    with el("div", "starts"):
        first = "main big" if main else ""
        if not blind:
            Button("Start with camera", lambda: start("camera", False), first, "camera")
        Button("Start without camera", lambda: start("paced", False), first if blind else "", "beat")
        Button("I count by hand", lambda: start("hand", False), "", "hand")
    if not blind:
        Words("p", f"{_CAMERA[exercise.camera or 'any']} {exercise.camera_why or ''}", "soft")
    Words("p", "Without the camera, a beat sets the pace. No picture is kept.", "soft")
