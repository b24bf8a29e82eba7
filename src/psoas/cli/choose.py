"""What the person may decide about the march, from the command line: what Today and /plan have as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from psoas.cli.journal import Data, now, opened
from psoas.cli.today import closed_today, say_offers
from psoas.errors import PsoasError

if TYPE_CHECKING:
    pass

# Everything heavy is imported in the command that needs it, as in cli.py.
# ruff: noqa: PLC0415

_say = Console(highlight=False, soft_wrap=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(choose)


def choose(
    what: Annotated[str, typer.Argument(help="One of those that the command lists without it.")] = "",
    data: Data = None,
) -> None:
    """List what you may decide about the march just now, or decide it: `psoas choose easier`."""
    from psoas.plan.history import history_of
    from psoas.plan.offers import offers
    from psoas.plan.progression import decide

    with opened(data) as store:
        if closed_today(store):
            return
        found = offers(history_of(store), now())
        if not what:
            say_offers(found)
            if not found:
                _say.print("There is nothing to decide about the march just now.")
            return
        offer = next((each for each in found if each.kind == what), None)
        if offer is None:
            names = ", ".join(each.kind for each in found)
            known = f"Choose one of: {names}." if names else "There is nothing to decide just now."
            raise PsoasError(f"“{what}” is not among what you may decide about the march just now. {known}")
        if offer.tells is None:
            _say.print("That test is led in the app: open `psoas`, then Today, and “Change the march”.")
            return
        store.tell(offer.tells, at=now())
        _say.print(escape(decide(history_of(store), now()).reason))
