"""`psoas plan`: the decisions about the march, and the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from psoas.cli import options
from psoas.cli.options import Data, opened, say
from psoas.report.words import date_words

if TYPE_CHECKING:
    from psoas.journal.answers import Profile
    from psoas.plan.ladder import Decision


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(plan)


def plan(
    data: Data = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show every decision so far, with its rule.")] = False,
) -> None:
    """Say what psoas decided about the march, and why."""
    from rich.table import Table

    from psoas.plan.history import history_of
    from psoas.plan.today import explain as decisions

    with opened(data) as store:
        history = history_of(store)
    told = decisions(history, options.now())
    if not explain:
        say.print(told[-1][1].reason)
        return
    table = Table("Day", "Rung", "Plan", "Why", "Rule", box=None, header_style="bold")
    for day, decision in told:
        doing = f"{decision.plan.sets} x {decision.plan.reps_per_side}" if decision.train else "-"
        table.add_row(date_words(day), decision.rung, doing, decision.reason, decision.rule)
    say.print(table)
    for one in history.opened:
        say.print(f"{date_words(one.day)}: {one.say}", markup=False)
    if told[-1][1].train:
        _tell_how_hard(history.profile, told[-1][1])


def _tell_how_hard(profile: Profile, decision: Decision) -> None:
    """Print how to begin today's march, and its four load numbers, for the person's body."""
    from psoas.programme.catalogue import load
    from psoas.report.bars import KEY, line
    from psoas.session.effort import of_decision, whose

    found = of_decision(decision, profile, load())
    if found.advice:
        say.print(f"\n{found.advice}", markup=False)
    if found.estimates:
        say.print(f"\n[bold]How hard today[/]: {line(found.estimates)}. {whose(profile)}")
        say.print(f"A model estimate. {KEY} `psoas load` has all levels.", style="dim", markup=False)
