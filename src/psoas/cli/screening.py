"""`psoas screening`: ask about warning signs, and say what the answers mean before writing anything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from psoas.cli import options
from psoas.cli.options import Data, opened, say
from psoas.errors import PsoasError

if TYPE_CHECKING:
    from psoas.journal.answers import Screening, Told
    from psoas.journal.store import Store
    from psoas.plan.history import History
    from psoas.plan.screening import Fact, Questionnaire
    from psoas.session.safety import Verdict

_CONFIRM = "When a clinician has said that exercise is fine: `psoas screening --confirmed`."


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(screening)


def screening(
    data: Data = None,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="A clinician has seen me for what I ticked and said exercise is fine.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="I ticked something by mistake that can need help at once: ask me again.")
    ] = False,
) -> None:
    """Answer the questions about warning signs. Your ticks are not kept, only what comes of them."""
    from psoas.plan import screening as asked
    from psoas.plan.pain import reports_of

    if confirmed:
        _confirm(data)
        return
    history = _history_if_readable(data)
    if asked.gate(history, options.now()) == "emergency" and history.screening is not None and not again:
        tell_verdict(_verdict(history.screening.what, (), history.profile.country))
        say.print(f"{asked.questions().not_again} If so: `psoas screening --confirmed`.")
        say.print(f"{asked.questions().mistake_later}: `psoas screening --again`.")
        raise typer.Exit(2)
    questionnaire = asked.Questionnaire()
    while True:
        questionnaire = _ask(questionnaire)
        found = _verdict(questionnaire.result, asked.facts_of(questionnaire.ticked), history.profile.country)
        say.print()
        tell_verdict(found)
        _write(data, (found.screening, *reports_of(questionnaire.ticked)))
        if found.screening.outcome != "emergency" or not _ticked_by_mistake():
            break
        _write(data, reports_of(questionnaire.ticked, mistaken=True))
        questionnaire = questionnaire.taken_back()
    if found.screening.outcome in ("go", "advice"):
        say.print("Next: `psoas about` to say what you have, then `psoas today`.")
    elif found.screening.outcome != "emergency":
        say.print(_CONFIRM)


def _confirm(data: Path | None) -> None:
    """Write down that a clinician has seen the person."""
    from psoas.plan import screening as asked
    from psoas.session import use_cases

    with opened(data) as store:
        last = _history(store).screening
        if last is None:
            raise PsoasError("There is nothing to confirm yet. Answer the questions first: `psoas screening`.")
        use_cases.tell(store, options.now(), asked.confirm(last.what))
    if last.what.outcome == "emergency":
        say.print("Noted, with today's date. Now answer the questions again: `psoas screening`.")
    else:
        say.print("Noted, with today's date. Any other limits stay in place.")


def _history_if_readable(data: Path | None) -> History:
    """Return the history; if the journal cannot be read, say so and return an empty one, as the questions need none."""
    from psoas.plan.history import History

    try:
        with opened(data) as store:
            return _history(store)
    except PsoasError as problem:
        say.print(f"{problem} You can still answer the questions.", style="yellow", markup=False)
        return History()


def _write(data: Path | None, told: Sequence[Told]) -> None:
    """Write down what the person has already been told; say so if that fails."""
    from psoas.session.safety import write_down

    try:
        with opened(data) as store:
            trouble = write_down(store, told, options.now())
    except PsoasError as problem:
        trouble = str(problem)
    tell_trouble(trouble)


def tell_trouble(trouble: str) -> None:
    """Say why something could not be written down, if `trouble` is not ""."""
    from psoas.plan.screening import questions

    if trouble:
        say.print(f"{trouble} {questions().unwritten}", style="yellow", markup=False)


def _ticked_by_mistake() -> bool:
    """Ask whether the tick behind an emergency was a mistake."""
    try:
        given: str = typer.prompt("Type m if you ticked it by mistake, or Enter to end", default="", show_default=False)
    except typer.Abort:  # the input ended, but the verdict has already been shown
        return False
    return given.strip().lower() == "m"


def _verdict(result: Screening, ticked: Iterable[Fact], country: str) -> Verdict:
    from psoas.session.safety import verdict

    return verdict(result, ticked, country, spoken_here())


def spoken_here() -> str:
    """Return the computer's language settings."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LC_TIME", "LANG"))
    return ",".join(name for name in names if name)


def tell_verdict(found: Verdict) -> None:
    """Say what an outcome means, whom to call if it cannot wait, and what was ticked."""
    from psoas.plan.limits import hip_angles
    from psoas.plan.screening import questions
    from psoas.programme.catalogue import load

    asked, urgent = questions(), found.screening.outcome == "emergency"
    say.print(f"[bold]{escape(found.text.title)}[/]\n{escape(found.text.say)}")
    if found.call is not None:
        if urgent:
            say.print(f"{found.call.say}.", style="bold red", markup=False)
            for sentence in found.call.notes:
                say.print(sentence, markup=False)
        elif found.call.number.urgent:
            say.print(asked.calling.urgent.format(urgent=found.call.number.urgent), markup=False)
    if found.lines and found.screening.outcome != "go":
        say.print(f"{asked.read_out if found.urgent else asked.ticked}:", style="bold")
        for line in found.lines:
            say.print(f"  {line}", markup=False)
    if "hip-90" in found.screening.locks:
        say.print(hip_angles(load()), markup=False)


def _ask(questionnaire: Questionnaire) -> Questionnaire:
    """Ask the lists in order until all are answered or help is needed at once."""
    from psoas.plan.screening import questions

    while page := questionnaire.page:
        say.print(f"\n[bold]{page.ask}[/] {questions().not_sure}")
        ticked = _ticked(page.first)
        if following := page.following(ticked):
            say.print("And is it one of these?")
            ticked |= _ticked(following)
        questionnaire = questionnaire.answer(page, ticked)
    return questionnaire


def _ticked(facts: Sequence[Fact]) -> set[str]:
    for number, fact in enumerate(facts, 1):
        say.print(f"  {number}  {fact.text}")
    return {facts[number - 1].id for number in _numbers([f"{fact.more}." for fact in facts])}


def _numbers(meanings: Sequence[str]) -> list[int]:
    most, prompt = len(meanings), "Numbers of any that fit, ? for what they mean, or Enter for none of these"
    while True:
        given = typer.prompt(prompt, default="", show_default=False)
        words = given.replace(",", " ").split()
        if words == ["?"]:
            for number, meaning in enumerate(meanings, 1):
                say.print(f"  {number}  {meaning}")
            continue
        if all(word.isdecimal() and 1 <= int(word) <= most for word in words):
            return [int(word) for word in words]
        say.print(f"“{given}” is not on the list. Type numbers from 1 to {most}, such as 1 2, or just Enter.")


def closed_today(store: Store) -> bool:
    """Return whether the answers, or their absence, close the day; if so, say what that means."""
    from psoas.plan import screening as asked

    history = _history(store)
    gate = asked.gate(history, options.now())
    if gate == "screen":
        say.print("First answer a few questions about warning signs: `psoas screening`.")
    elif gate == "emergency":
        assert history.screening is not None
        tell_verdict(_verdict(history.screening.what, (), history.profile.country))
        say.print(f"{asked.questions().mistake_later}: `psoas screening --again`.")
    elif gate == "clinician" and history.screening:
        tell_verdict(_verdict(history.screening.what, (), history.profile.country))
        say.print(_CONFIRM)
    return gate != "open"


def tell_signs(country: str) -> None:
    """Say what to do after a warning sign: which ones need help at once, and whom to call."""
    from psoas.plan.screening import outcome_text
    from psoas.session.safety import call, signs_in_a_session

    whom = call(country, spoken_here())
    say.print(f"[bold red]Stop here.[/] {escape(outcome_text('emergency').title)} if it is one of these:")
    for sign in signs_in_a_session():
        say.print(f"  {sign}", markup=False)
    say.print(f"{whom.say}.", style="bold red", markup=False)
    for sentence in whom.notes:
        say.print(sentence, markup=False)
    say.print("For anything else, answer `psoas screening` before you go on.")


def readable_country(data: Path | None) -> str:
    """Return the person's country; "" if unknown or if the journal cannot be read."""
    try:
        with opened(data) as store:
            return _history(store).profile.country
    except PsoasError:
        return ""


def _history(store: Store) -> History:
    from psoas.plan.history import history_of

    return history_of(store)
