"""`psoas about`: the person's things, goals and answers, with the fields and sentences of the settings page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from psoas.cli import options
from psoas.cli.options import Data, opened
from psoas.errors import PsoasError

if TYPE_CHECKING:
    from psoas.journal.answers import Answer, Asked, Profile
    from psoas.journal.store import Store

_NONE = "none"
_out = Console(highlight=False, soft_wrap=True, markup=False)


def add_to(app: typer.Typer) -> None:
    """Add the command of this file to the command line."""
    app.command()(about)


def about(
    data: Data = None,
    band: Annotated[
        list[str] | None,
        typer.Option(help='A band you have, such as light or "light red 30 cm". Repeat it for more, or say none.'),
    ] = None,
    box: Annotated[str | None, typer.Option(help='Height of your box or bench, such as "40 cm", or none.')] = None,
    wall: Annotated[bool | None, typer.Option("--wall/--no-wall", help="Whether you have a free wall.")] = None,
    chair: Annotated[bool | None, typer.Option("--chair/--no-chair", help="Whether you have a steady chair.")] = None,
    ball: Annotated[bool | None, typer.Option("--ball/--no-ball", help="Whether you have a soft ball.")] = None,
    height: Annotated[str | None, typer.Option(help='Your height, such as "175 cm", or none.')] = None,
    mass: Annotated[str | None, typer.Option(help='Your weight, such as "72 kg", or none.')] = None,
    age: Annotated[str | None, typer.Option(help="Your age in years, for typical strength, or none.")] = None,
    sex: Annotated[str | None, typer.Option(help="female, male or none, for typical strength.")] = None,
    goal: Annotated[str | None, typer.Option(help="What you want to achieve, in your own words, or none.")] = None,
    activity: Annotated[
        list[str] | None,
        typer.Option(
            help='What is harder than it used to be, in your words. Up to three, or none. "tying my shoes = 4" also '
            "says how well you can do it, from 0 (can't) to 10 (as before)."
        ),
    ] = None,
    quiet: Annotated[str | None, typer.Option(help='Quiet hours, such as "22:00-07:00", or none.')] = None,
    country: Annotated[
        str | None, typer.Option(help="Where you are, for the emergency number: eu, uk, us, au, nz or none.")
    ] = None,
    units: Annotated[str | None, typer.Option(help="Lengths and weights: metric or imperial.")] = None,
    easy_weeks: Annotated[
        bool | None, typer.Option("--easy-weeks/--no-easy-weeks", help="Make every sixth week of training an easy one.")
    ] = None,
    belly_contact: Annotated[
        bool | None, typer.Option("--belly-contact/--no-belly-contact", help="Offer gentle contact with the belly.")
    ] = None,
    count_moves: Annotated[
        bool | None,
        typer.Option("--count-moves/--no-count-moves", help="Count small moves with the camera, where it can."),
    ] = None,
    pain_now: Annotated[str | None, typer.Option(help="Your pain right now, 0 to 10.")] = None,
    pain_week: Annotated[str | None, typer.Option(help="Your pain over the last seven days, 0 to 10.")] = None,
    sitting: Annotated[str | None, typer.Option(help="How much of your last working day you sat, in percent.")] = None,
    overall: Annotated[
        str | None,
        typer.Option(help="How things are since you started: 1 very much better, 4 the same, 7 very much worse."),
    ] = None,
) -> None:
    """Say what you have, want and feel, so the plan fits you. Without options, it shows what psoas knows."""
    from psoas.journal import profile_form as form
    from psoas.plan.history import profile_of
    from psoas.session import use_cases

    named, answers = _activities(activity or [])
    given = _bands(band or []) | named
    if quiet is not None:
        given["quiet_from"], _, given["quiet_to"] = _unless_none(quiet).partition("-")
    texts = {"box": box, "height": height, "mass": mass, "age": age, "sex": sex, "goal": goal}
    texts |= {"country": country, "units": units}
    given |= {field: _unless_none(text) for field, text in texts.items() if text is not None}
    ticks = {"wall": wall, "chair": chair, "ball": ball, "easy_weeks": easy_weeks, "belly_contact": belly_contact}
    ticks |= {"count_moves": count_moves}
    given |= {field: "1" if on else "" for field, on in ticks.items() if on is not None}
    asked: dict[Asked, str | None] = {
        "pain-now": pain_now, "pain-week": pain_week, "sitting-share": sitting, "overall": overall,
    }  # fmt: skip
    answers += [_answer(question, text) for question, text in asked.items() if text is not None]
    with opened(data) as store:
        before = profile_of(store)
        told = form.read({**form.shown(before), **given})
        if told.wrong:
            raise PsoasError(" ".join(f"--{_option(field)}: {sentence}" for field, sentence in told.wrong.items()))
        if told.profile != before:
            use_cases.tell(store, options.now(), told.profile)
        said = _tell(store, answers)
    _show(told.profile)
    for sentence in said:
        _out.print(sentence)


def _unless_none(text: str) -> str:
    return "" if text.strip().lower() == _NONE else text.strip()


def _option(field: str) -> str:
    name = field.partition("-")[0]
    return {"length": "band", "colour": "band", "quiet_from": "quiet", "quiet_to": "quiet"}.get(name, name)


@contextmanager
def _blaming(option: str) -> Iterator[None]:
    """Name the option in errors raised inside."""
    try:
        yield
    except PsoasError as error:
        raise PsoasError(f"--{option}: {error}") from error


def _bands(given: Sequence[str]) -> dict[str, str]:
    from psoas.journal.answers import COLOURS, STRENGTHS
    from psoas.journal.profile_form import one_of

    fields = {f"band-{strength}": "" for strength in STRENGTHS} if given else {}
    for text in filter(_unless_none, given):
        first, *rest = text.replace(", ", " ").split()
        with _blaming("band"):
            strength = one_of(first, STRENGTHS, "strength of a band")
        fields[f"band-{strength}"] = "1"
        if rest and rest[0].lower() in COLOURS:
            fields[f"colour-{strength}"] = rest.pop(0)
        if rest:
            fields[f"length-{strength}"] = " ".join(rest)
    return fields


def _activities(given: Sequence[str]) -> tuple[dict[str, str], list[Answer]]:
    """Split activities such as "tying my shoes = 4" into form fields and ratings."""
    from psoas.journal.answers import Answer
    from psoas.journal.profile_form import ACTIVITIES

    named = [tuple(map(str.strip, f"{text}=".split("=")[:2])) for text in filter(_unless_none, given)]
    if len(named) > len(ACTIVITIES):
        raise PsoasError(f"--activity: {len(named)} are too many. Name up to {len(ACTIVITIES)}.")
    fields = dict.fromkeys(ACTIVITIES, "") if given else {}
    fields |= dict(zip(ACTIVITIES, (name for name, _ in named), strict=False))
    with _blaming("activity"):
        rated = [
            Answer("activity", _whole("activity", value), " ".join(name.split())) for name, value in named if value
        ]
    return fields, rated


def _answer(asked: Asked, text: str) -> Answer:
    from psoas.journal.answers import Answer

    with _blaming(asked.removesuffix("-share")):
        return Answer(asked, _whole(asked, text))


def _whole(asked: Asked, text: str) -> int:
    from psoas.journal.answers_json import RANGES
    from psoas.journal.units import whole

    return whole(text, *RANGES[asked])


def _tell(store: Store, answers: Sequence[Answer]) -> list[str]:
    """Write down the answers; return a sentence about each question."""
    from psoas.plan.history import history_of
    from psoas.plan.progress import progress_of
    from psoas.report.progress_words import answered_words
    from psoas.session import use_cases

    for answer in answers:
        use_cases.tell(store, options.now(), answer)
    progress = progress_of(history_of(store), options.now().date())
    asked = dict.fromkeys(answer.asked for answer in answers)
    return [sentence for question in asked for sentence in answered_words(progress, question)]


def _show(profile: Profile) -> None:
    from psoas.journal import units as typed
    from psoas.journal.answers import Band

    def size(value: float | None, asked: typed.Quantity, missing: str) -> str:
        return missing if value is None else typed.shown(value, asked, profile.units)

    def band(one: Band) -> str:
        return f"{one.strength} ({one.colour}, {typed.shown(one.length_m, typed.BAND, profile.units)})"

    things = {"a free wall": profile.wall, "a steady chair": profile.chair, "a soft ball": profile.ball}
    begin, end = profile.quiet_from, profile.quiet_to
    for name, said in (
        ("Bands", ", ".join(map(band, profile.bands)) or "none"),
        ("Box or bench", size(profile.box_height_m, typed.BOX, "none")),
        ("Other things", ", ".join(thing for thing, owned in things.items() if owned) or "nothing"),
        ("Height", size(profile.height_m, typed.HEIGHT, "not said")),
        ("Weight", size(profile.mass_kg, typed.MASS, "not said")),
        ("Age", "not said" if profile.age is None else f"{profile.age} years"),
        ("Sex", profile.sex or "not said"),
        ("Goal", profile.goal or "not said"),
        ("What bothers you", ", ".join(profile.activities) or "not said"),
        ("Quiet hours", f"{begin:%H:%M} to {end:%H:%M}" if begin and end else "none"),
        ("Country", profile.country or "not said"),
        ("Easy weeks", "every sixth" if profile.easy_weeks else "none"),
        ("Small moves", "counted with the camera" if profile.count_moves else "led by time"),
        ("Contact with the belly", "offered" if profile.belly_contact else "not offered"),
    ):
        _out.print(f"{name}: {said}")
