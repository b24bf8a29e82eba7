"""`psoas today` and `psoas choose`: the day's plan, and the person's decisions about the march."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from psoas.cli import options
from psoas.cli.options import Data, opened, say
from psoas.errors import PsoasError
from psoas.report.words import left_today, whole_minutes

if TYPE_CHECKING:
    from psoas.plan.history import History
    from psoas.plan.offers import Offer
    from psoas.plan.today import TodayStep
    from psoas.programme.catalogue import Catalogue

from psoas.cli.screening import closed_today

#: How the command line asks each kind of due question.
_DUE = {
    "morning": "How was the morning after your last session? `psoas log --morning 0 --soreness 0` (pain, then sore "
    "muscles, which are normal, 0 to 10).",
    "pain-week": "How was your pain over the last seven days? `psoas about --pain-week 0` (0 to 10).",
    "activities": 'How well can you do what bothers you? `psoas about --activity "YOUR WORDS = 0"` (0 to 10).',
    "sitting-share": "How much of your last working day did you sit? `psoas about --sitting 0` (percent).",
    "overall": "How are things since you started? `psoas about --overall 4` (1 very much better, 4 the same, 7 worse).",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(today)
    app.command()(choose)


def today(
    data: Data = None,
    short: Annotated[bool, typer.Option("--short", help="The short version, for bad days.")] = False,
) -> None:
    """Show what is on today: the four steps, how long they take, and why."""
    from psoas.plan.history import history_of
    from psoas.plan.ladder import smaller
    from psoas.plan.limits import taught
    from psoas.plan.offers import at_hand, of_today
    from psoas.plan.today import today as plan_of
    from psoas.programme.catalogue import load
    from psoas.session.effort import of_decision
    from psoas.session.use_cases import unended, with_unended

    with opened(data) as store:
        history = history_of(store)
        say_clock(history)
        if closed_today(store):
            return
        left_open = unended(store, options.now(), history)
    catalogue = taught(load(), history, options.now())
    day = with_unended(plan_of(history, options.now(), catalogue, short=short), left_open, catalogue)
    names = {step.id: step.name for step in catalogue.steps}
    say.print(f"[bold]Today[/]: {left_today(day.minutes())}")
    for number, step in enumerate(day.steps, 1):
        exercise = catalogue.by_id(step.exercise_id)
        state = {"due": "", "done": " (done)", "skipped": " (left out)", "stopped": " (stopped)"}[step.state]
        due = step.state == "due" and not step.locked
        time = f", {whole_minutes(step.minutes)}{', if you like' if step.optional else ''}" if due else ""
        say.print(f"\n{number}  [bold]{names[step.step]}[/]: {exercise.name}{time}{state}")
        say.print(f"   {step.locked or step.why}")
        if step.step == "strengthen" and left_open:
            on = left_open.refused or "Go on with it, or leave it at that: `psoas session`."
            say.print(f"   {' '.join(filter(None, (left_open.say, left_open.why, on)))}", markup=False)
        if step.step == "strengthen" and day.decision.train and not step.locked:
            doing = day.decision.plan
            say.print(f"   {doing.sets} x {doing.reps_per_side} with each leg, rest {doing.rest_s:g} s")
            if less := smaller(day.decision.rung, small=day.decision.small):
                say.print(f"   {less.note}")
            if advice := of_decision(day.decision, history.profile, catalogue).advice:
                say.print(f"   {advice}", markup=False)
        if step.also is not None:
            _tell_extensor(step.also, catalogue)
    march = next(step for step in day.steps if step.step == "strengthen")
    say_offers(at_hand(of_today(history, options.now(), due=march.state == "due" and day.decision.train)))
    due_asks = [_DUE[ask.kind] for ask in day.asks if ask.kind in _DUE]
    if due_asks:
        say.print("\nStill open:")
    for text in due_asks:
        say.print(f"  {text}", markup=False)


def say_clock(history: History) -> None:
    """Warn of times in the journal, or of the computer, that cannot be right."""
    from psoas.plan.clock import warnings

    for wrong in warnings(history, options.now()):
        say.print(escape(wrong), style="yellow")


def _tell_extensor(step: TodayStep, catalogue: Catalogue) -> None:
    """Print the exercise beside today's march."""
    state = {"done": " (done)", "skipped": " (left out)", "stopped": " (stopped)"}.get(step.state, "")
    time = f", {whole_minutes(step.minutes)}{', if you like' if step.optional else ''}" if not state else ""
    say.print(f"   And then: {catalogue.by_id(step.exercise_id).name}{time}{state}\n   {step.why}")


def say_offers(found: Sequence[Offer]) -> None:
    """Print the open decisions, each with its reason and its command."""
    if found:
        say.print("\nUp to you:")
    for offer in found:
        say.print(f"  [bold]{escape(offer.button)}[/]: `psoas choose {offer.kind}`\n  {escape(offer.reason)}")


def choose(
    what: Annotated[str, typer.Argument(help="What you choose. Leave it out to see the list.")] = "",
    data: Data = None,
) -> None:
    """List what you can choose for the march right now, or choose it: `psoas choose easier`."""
    from psoas.plan.history import history_of
    from psoas.plan.offers import offers
    from psoas.plan.progression import decide
    from psoas.session import use_cases

    with opened(data) as store:
        if closed_today(store):
            return
        found = offers(history_of(store), options.now())
        if not what:
            say_offers(found)
            if not found:
                say.print("There is nothing to choose for the march right now.")
            return
        offer = next((each for each in found if each.kind == what), None)
        if offer is None:
            names = ", ".join(each.kind for each in found)
            known = f"Choose one of: {names}." if names else "There is nothing to choose right now."
            raise PsoasError(f"“{what}” is not something you can choose right now. {known}")
        if offer.tells is None:
            say.print("That test runs in the app. Open `psoas`, go to Today, and choose “Change the march”.")
            return
        use_cases.tell(store, options.now(), offer.tells)
        say.print(escape(decide(history_of(store), options.now()).reason))
