"""The routine without a screen: the questions before the first time, the day, what was done, and the reasons."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from psoas.cli.journal import Data, opened
from psoas.cli.journal import now as _now
from psoas.errors import PsoasError
from psoas.report.words import date_words, left_today, whole_minutes

if TYPE_CHECKING:
    from psoas.journal.answers import Profile, Screening, Told
    from psoas.journal.store import Store
    from psoas.plan.decision import Decision
    from psoas.plan.history import History
    from psoas.plan.offers import Offer
    from psoas.plan.screening import Fact, Questionnaire
    from psoas.plan.today import TodayStep
    from psoas.programme.catalogue import Catalogue
    from psoas.session.safety import Verdict

# Everything heavy is imported in the command that needs it, as in cli.py; a command has one argument for each option.
# ruff: noqa: PLC0415, PLR0917

_Pain = Annotated[int | None, typer.Option(min=0, max=10)]

_CONFIRM = "When a clinician has said that exercise is fine: `psoas screening --confirmed`."
#: Kind of a question that is due to how it is asked and answered here.
_DUE = {
    "morning": "The morning after your last session: `psoas log --morning 0 --soreness 0` (pain, and sore muscles, "
    "which are normal; 0 to 10).",
    "pain-week": "How was your pain over the last seven days? `psoas about --pain-week 0` (0 to 10).",
    "activities": 'How well can you do what bothers you? `psoas about --activity "YOUR WORDS = 0"` (0 to 10).',
    "sitting-share": "How much of your last working day did you sit? `psoas about --sitting 0` (percent).",
    "overall": "How is it, compared with the beginning? `psoas about --overall 4` (1 very much better, 7 worse).",
}
_say = Console(highlight=False, soft_wrap=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    for command in (screening, today, log, plan):
        app.command()(command)


def _history(store: Store) -> History:
    from psoas.plan.history import history_of

    return history_of(store)


def screening(
    data: Data = None,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="A clinician has seen me for what I ticked and said exercise is fine.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="I ticked something by mistake that can need help at once: ask me again.")
    ] = False,
) -> None:
    """Answer the questions before the first time, or again. The answers are not kept, only what comes of them."""
    from psoas.plan import screening as asked
    from psoas.plan.pain import reports_of

    if confirmed:
        _confirm(data)
        return
    history = _readable(data)
    if asked.gate(history, _now()) == "emergency" and history.screening is not None and not again:
        tell_verdict(_verdict(history.screening.what, (), history.profile.country))
        _say.print(f"{asked.questions().not_again} If so: `psoas screening --confirmed`.")
        _say.print(f"{asked.questions().mistake_later}: `psoas screening --again`.")
        raise typer.Exit(2)
    way = asked.Questionnaire()
    while True:
        way = _ask(way)
        found = _verdict(way.result, asked.facts_of(way.ticked), history.profile.country)
        _say.print()
        tell_verdict(found)
        _write(data, (found.screening, *reports_of(way.ticked)))
        if found.screening.outcome != "emergency" or not _mistaken():
            break
        _write(data, reports_of(way.ticked, mistaken=True))
        way = way.taken_back()
    if found.screening.outcome in ("go", "advice"):
        _say.print("Next: `psoas about` to say what you own, then `psoas today`.")
    elif found.screening.outcome != "emergency":
        _say.print(_CONFIRM)


def _confirm(data: Path | None) -> None:
    """Note that a clinician has seen the person."""
    from psoas.plan import screening as asked

    with opened(data) as store:
        last = _history(store).screening
        if last is None:
            raise PsoasError("There is nothing to confirm yet. Answer the questions first: `psoas screening`.")
        store.tell(asked.confirm(last.what), at=_now())
    if last.what.outcome == "emergency":
        _say.print("Noted, with today's date. Now answer the questions again: `psoas screening`.")
    else:
        _say.print("Noted, with today's date. What stays closed stays closed.")


def _readable(data: Path | None) -> History:
    """The history; an empty one, with a word about it, where the journal cannot be read: the questions need none."""
    from psoas.plan.history import History

    try:
        with opened(data) as store:
            return _history(store)
    except PsoasError as problem:
        _say.print(f"{problem} You can answer the questions all the same.", style="yellow", markup=False)
        return History()


def _write(data: Path | None, told: Sequence[Told]) -> None:
    """Write down what was said already; where that is not possible, say so."""
    from psoas.session.safety import write_down

    try:
        with opened(data) as store:
            trouble = write_down(store, told, _now())
    except PsoasError as problem:
        trouble = str(problem)
    tell_trouble(trouble)


def tell_trouble(trouble: str) -> None:
    """Say why what was said could not be written down; "" for nothing."""
    from psoas.plan.screening import questions

    if trouble:
        _say.print(f"{trouble} {questions().unwritten}", style="yellow", markup=False)


def _mistaken() -> bool:
    """Whether the person says that the tick behind an emergency was a mistake."""
    try:
        given: str = typer.prompt("m if you ticked it by mistake, or Enter to end", default="", show_default=False)
    except typer.Abort:  # the input has ended, and all that matters has been said
        return False
    return given.strip().lower() == "m"


def _verdict(result: Screening, ticked: Iterable[Fact], country: str) -> Verdict:
    from psoas.session.safety import verdict

    return verdict(result, ticked, country, spoken_here())


def spoken_here() -> str:
    """The languages that this computer is set to."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LC_TIME", "LANG"))
    return ",".join(name for name in names if name)


def tell_verdict(found: Verdict) -> None:
    """Say what an outcome of the questions means, whom to call where that cannot wait, and what was ticked."""
    from psoas.plan.limits import hip_angles
    from psoas.plan.screening import questions
    from psoas.programme.catalogue import load

    asked, urgent = questions(), found.screening.outcome == "emergency"
    _say.print(f"[bold]{escape(found.text.title)}[/]\n{escape(found.text.say)}")
    if found.call is not None:
        if urgent:
            _say.print(f"{found.call.say}.", style="bold red", markup=False)
            for sentence in found.call.notes:
                _say.print(sentence, markup=False)
        elif found.call.number.urgent:
            _say.print(asked.calling.urgent.format(urgent=found.call.number.urgent), markup=False)
    if found.lines and found.screening.outcome != "go":
        _say.print(f"{asked.read_out if found.urgent else asked.ticked}:", style="bold")
        for line in found.lines:
            _say.print(f"  {line}", markup=False)
    if "hip-90" in found.screening.locks:
        _say.print(hip_angles(load()), markup=False)


def _ask(way: Questionnaire) -> Questionnaire:
    """Ask list after list, in order, until all are answered or help is needed at once."""
    from psoas.plan.screening import questions

    while page := way.page:
        _say.print(f"\n[bold]{page.ask}[/] {questions().not_sure}")
        for number, fact in enumerate(page.facts, 1):
            _say.print(f"  {number}  {fact.text}")
        given = _numbers([f"{fact.more}." for fact in page.facts])
        way = way.answer(page, {page.facts[number - 1].id for number in given})
    return way


def _numbers(meanings: Sequence[str]) -> list[int]:
    most, prompt = len(meanings), "Numbers of what applies, ? for what they mean, or Enter for none of these"
    while True:
        given = typer.prompt(prompt, default="", show_default=False)
        words = given.replace(",", " ").split()
        if words == ["?"]:
            for number, meaning in enumerate(meanings, 1):
                _say.print(f"  {number}  {meaning}")
            continue
        if all(word.isdecimal() and 1 <= int(word) <= most for word in words):
            return [int(word) for word in words]
        _say.print(f"“{given}” is not among them. Give numbers from 1 to {most}, such as 1 2, or only Enter.")


def closed_today(store: Store) -> bool:
    """Whether an answer to the questions, or the lack of one, closes the day; if so, what it means has been said."""
    from psoas.plan import screening as asked

    history = _history(store)
    gate = asked.gate(history, _now())
    if gate == "screen":
        _say.print("First a few questions, or again, since some time has passed: `psoas screening`.")
    elif gate == "emergency":
        assert history.screening is not None
        tell_verdict(_verdict(history.screening.what, (), history.profile.country))
        _say.print(f"{asked.questions().mistake_later}: `psoas screening --again`.")
    elif gate == "clinician" and history.screening:
        tell_verdict(_verdict(history.screening.what, (), history.profile.country))
        _say.print(_CONFIRM)
    return gate != "open"


def today(
    data: Data = None,
    short: Annotated[bool, typer.Option("--short", help="The short version, for bad days.")] = False,
) -> None:
    """Say what is on today: the four steps, the time they need, and why."""
    from psoas.plan.ladder import smaller
    from psoas.plan.limits import taught
    from psoas.plan.offers import at_hand, of_today
    from psoas.plan.today import today as plan_of
    from psoas.programme.catalogue import load
    from psoas.session.effort import of_decision
    from psoas.session.use_cases import unended

    with opened(data) as store:
        if closed_today(store):
            return
        history = _history(store)
        left_open = unended(store, _now(), history)
    catalogue = taught(load(), history, _now())
    day = plan_of(history, _now(), catalogue, short=short)
    names = {step.id: step.name for step in catalogue.steps}
    _say.print(f"[bold]Today[/]: {left_today(day.minutes())}")
    for number, step in enumerate(day.steps, 1):
        exercise = catalogue.by_id(step.exercise_id)
        state = {"due": "", "done": " (done)", "skipped": " (left out)", "stopped": " (stopped)"}[step.state]
        due = step.state == "due" and not step.locked
        time = f", {whole_minutes(step.minutes)}{', if you like' if step.optional else ''}" if due else ""
        _say.print(f"\n{number}  [bold]{names[step.step]}[/]: {exercise.name}{time}{state}")
        _say.print(f"   {step.locked or step.why}")
        if step.step == "strengthen" and left_open:
            on = left_open.refused or "Go on, or leave it at that: `psoas session`."
            _say.print(f"   {' '.join(filter(None, (left_open.say, left_open.why, on)))}", markup=False)
        if step.step == "strengthen" and day.decision.train and not step.locked:
            doing = day.decision.plan
            _say.print(f"   {doing.sets} x {doing.reps_per_side} each side, rest {doing.rest_s:g} s")
            if less := smaller(day.decision.rung, small=day.decision.small):
                _say.print(f"   {less.note}")
            if advice := of_decision(day.decision, history.profile, catalogue).advice:
                _say.print(f"   {advice}", markup=False)
        if step.also is not None:
            _tell_beside(step.also, catalogue)
    march = next(step for step in day.steps if step.step == "strengthen")
    say_offers(at_hand(of_today(history, _now(), due=march.state == "due" and day.decision.train)))
    due_asks = [_DUE[ask.kind] for ask in day.asks if ask.kind in _DUE]
    if due_asks:
        _say.print("\nStill open:")
    for text in due_asks:
        _say.print(f"  {text}", markup=False)


def _tell_beside(step: TodayStep, catalogue: Catalogue) -> None:
    """What is done beside the march today."""
    state = {"done": " (done)", "skipped": " (left out)", "stopped": " (stopped)"}.get(step.state, "")
    time = f", {whole_minutes(step.minutes)}{', if you like' if step.optional else ''}" if not state else ""
    _say.print(f"   And then: {catalogue.by_id(step.exercise_id).name}{time}{state}\n   {step.why}")


def say_offers(found: Sequence[Offer]) -> None:
    """Say what may be decided, each with its reason and the command that decides it."""
    if found:
        _say.print("\nUp to you:")
    for offer in found:
        _say.print(f"  [bold]{escape(offer.button)}[/]: `psoas choose {offer.kind}`\n  {escape(offer.reason)}")


def log(
    data: Data = None,
    rung: Annotated[str | None, typer.Option(help="What you did, such as 1a or 3b; today's if you do not say.")] = None,
    left: Annotated[int | None, typer.Option(help="Repetitions of the left leg, last set.", min=0, max=200)] = None,
    right: Annotated[int | None, typer.Option(help="Repetitions of the right leg, last set.", min=0, max=200)] = None,
    sets: Annotated[int | None, typer.Option(help="Sets done; as planned if you do not say.", min=1, max=10)] = None,
    before: _Pain = None,
    during: _Pain = None,
    effort: Annotated[
        int | None,
        typer.Option(help="0 nothing, 5 easy talk, 7 hard, 9 one more at most, 10 none left.", min=0, max=10),
    ] = None,
    form: Annotated[bool | None, typer.Option("--form/--no-form", help="Whether your form held.")] = None,
    stop_symptom: Annotated[bool, typer.Option("--stop-symptom", help="A warning sign came up.")] = False,
    morning: Annotated[
        int | None, typer.Option(help="Pain on the morning after the last session.", min=0, max=10)
    ] = None,
    soreness: Annotated[
        int | None, typer.Option(help="How sore the muscles were on that morning.", min=0, max=10)
    ] = None,
    note: str = "",
) -> None:
    """Write down a session that you did without psoas, or the morning after the last one."""
    from psoas.journal.answers import Feeling, Morning
    from psoas.plan import screening as asked

    if stop_symptom:  # whatever becomes of the journal
        tell_signs(_readable_country(data))
    with opened(data) as store:
        now = _now()
        if morning is not None or soreness is not None:
            trainings = [one for one in _history(store).trainings if one.day < now.date()]
            if not trainings:
                raise PsoasError("There is no session before today whose next morning this could be.")
            store.tell(Morning(morning, soreness), at=now, session_id=trainings[-1].session_id)
            said = " and ".join(
                f"{what} {n} of 10" for what, n in (("pain", morning), ("soreness", soreness)) if n is not None
            )
            _say.print(f"Noted: {said} on the morning after the session of {date_words(trainings[-1].day)}.")
        if left is None and right is None:
            if morning is None and soreness is None:
                raise PsoasError("Say how many you did, for example `psoas log --left 10 --right 10 --effort 5`.")
            return
        number = _log_session(store, now, rung, left or 0, right or 0, sets, note)
        store.tell(Feeling(before, during, effort, form, stop_symptom, note), at=now, session_id=number)
        _say.print(f"Written: {left or 0} left and {right or 0} right.")
        if asked.gate(_history(store), now) == "screen" and not stop_symptom:
            _say.print("Before the next time answer the questions about warning signs: `psoas screening`.")


def tell_signs(country: str) -> None:
    """What to do after a warning sign: which ones need help at once, and whom to call."""
    from psoas.plan.screening import outcome_text
    from psoas.session.safety import call, signs_in_a_session

    whom = call(country, spoken_here())
    _say.print(f"[bold red]Stop here.[/] {escape(outcome_text('emergency').title)} if it is one of these:")
    for sign in signs_in_a_session():
        _say.print(f"  {sign}", markup=False)
    _say.print(f"{whom.say}.", style="bold red", markup=False)
    for sentence in whom.notes:
        _say.print(sentence, markup=False)
    _say.print("Anything else: answer `psoas screening` before you go on.")


def _readable_country(data: Path | None) -> str:
    try:
        with opened(data) as store:
            return _history(store).profile.country
    except PsoasError:
        return ""


def _log_session(
    store: Store, now: datetime, rung: str | None, left: int, right: int, sets: int | None, note: str
) -> int:
    """Write a session counted by hand, with as many repetitions in each set, and give its number."""
    from dataclasses import replace

    from psoas.journal.records import RepRecord, Side
    from psoas.plan.ladder import ladder_file, rung_of
    from psoas.plan.progression import decide
    from psoas.programme.catalogue import load

    decision = decide(_history(store), now)
    known = [one.id for one in ladder_file().rungs]
    if rung is not None and rung not in known:
        raise PsoasError(f"There is no rung called “{rung}”. Choose one of: {', '.join(known)}.")
    if rung is None and not decision.rung:
        raise PsoasError(f"{decision.reason} If you trained all the same, say what you did, such as --rung {known[0]}.")
    done = rung_of(rung or decision.rung)
    plan = replace(decision.plan, sets=sets or decision.plan.sets)
    number = store.begin_session(
        started_at=now,
        exercise_id=load().level(done.level).id,
        level=done.level,
        band=done.banded,
        counting="hand",
        plan=plan,
        note=note,
        rung=done.id,
    )
    event = 0
    sides: tuple[tuple[Side, int], ...] = (("left", left), ("right", right))
    for each in range(1, plan.sets + 1):
        store.begin_set(number, each, 0.0)
        for side, count in sides:
            for _ in range(count):
                event += 1
                store.add_rep(RepRecord(number, event, each, side, "hand", 0.0))
        store.end_set(number, each, 0.0)
    store.end_session(number, now, "done")
    return number


def plan(
    data: Data = None,
    explain: Annotated[bool, typer.Option("--explain", help="Every decision so far, with its rule.")] = False,
) -> None:
    """Say what psoas decided about the march, and why."""
    from rich.table import Table

    from psoas.plan.today import explain as decisions

    with opened(data) as store:
        history = _history(store)
    told = decisions(history, _now())
    if not explain:
        _say.print(told[-1][1].reason)
        return
    table = Table("Day", "Rung", "Plan", "Why", "Rule", box=None, header_style="bold")
    for day, decision in told:
        doing = f"{decision.plan.sets} x {decision.plan.reps_per_side}" if decision.train else "-"
        table.add_row(date_words(day), decision.rung, doing, decision.reason, decision.rule)
    _say.print(table)
    for one in history.opened:
        _say.print(f"{date_words(one.day)}: {one.say}", markup=False)
    if told[-1][1].train:
        _tell_how_hard(history.profile, told[-1][1])


def _tell_how_hard(profile: Profile, decision: Decision) -> None:
    """Today's march for the person's own body: the four numbers in a line, and how to begin."""
    from psoas.programme.catalogue import load
    from psoas.report.bars import KEY, line
    from psoas.session.effort import of_decision, whose

    found = of_decision(decision, profile, load())
    if found.advice:
        _say.print(f"\n{found.advice}", markup=False)
    if found.estimates:
        _say.print(f"\n[bold]How hard today[/]: {line(found.estimates)}. {whose(profile)}")
        _say.print(f"A model estimate. {KEY} `psoas load` has all levels.", style="dim", markup=False)
