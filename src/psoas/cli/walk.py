"""`psoas walk`: the walking plan of this week, and a walk to write down."""

from __future__ import annotations

from typing import Annotated

import typer

from psoas.cli import options
from psoas.cli.options import Data, opened, say
from psoas.cli.screening import closed_today
from psoas.errors import PsoasError


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(walk)


def walk(
    minutes: Annotated[
        int | None, typer.Argument(help="Minutes that you walked. Leave it out to see this week.", min=1, max=600)
    ] = None,
    data: Data = None,
    pain: Annotated[int | None, typer.Option(help="Worst pain on the way, 0 to 10.", min=0, max=10)] = None,
    usual_minutes: Annotated[
        int | None, typer.Option(help="What you walk now: minutes a walk.", min=0, max=240)
    ] = None,
    usual_days: Annotated[int | None, typer.Option(help="What you walk now: days a week.", min=0, max=7)] = None,
) -> None:
    """Show this week's walks and why, or write down a walk: `psoas walk 20 --pain 0`."""
    from psoas.journal.answers import Walk
    from psoas.plan.history import history_of
    from psoas.plan.walking import walk_plan, words
    from psoas.session import use_cases

    if minutes is None and pain is not None:
        raise PsoasError("Say how long you walked, too, for example `psoas walk 20 --pain 0`.")
    with opened(data) as store:
        use_cases.tell_usual_walks(store, options.now(), usual_minutes, usual_days)
        if minutes is not None:
            say.print(use_cases.tell_walk(store, options.now(), Walk(minutes, pain)))
        if closed_today(store):
            return
        plan = walk_plan(history_of(store), options.now())
    if plan.closed:
        say.print(plan.closed)
        return
    if not plan.paused:
        say.print(f"[bold]{plan.asks}[/] {plan.so_far}".strip())
    say.print(plan.why)
    if not plan.begun:
        say.print(f"{words().usual} `psoas walk --usual-minutes 10 --usual-days 3`")
