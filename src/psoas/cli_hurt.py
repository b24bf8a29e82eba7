"""The three questions after "it hurts" in the terminal: the same as in the app, with the same consequences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from psoas.cli_answers import Asking, Gone
from psoas.cli_journal import now
from psoas.cli_routine import tell_outcome

if TYPE_CHECKING:
    from psoas.journal.store import Store
    from psoas.plan.hurt import Hurt, Kind

# Everything heavy is imported in the function that needs it, as in cli.py.
# ruff: noqa: PLC0415

_say = Console(highlight=False, soft_wrap=True)


def ask_where_it_hurts(store: Store, asking: Asking, after: Callable[[Hurt], str]) -> None:
    """Ask, write down what comes of it, and say what follows.

    Parameters
    ----------
    after : callable
        Writes down what belongs to the exercise that was stopped, and says what follows, in one sentence.

    Raises
    ------
    Gone
        After a warning sign: nothing else is led today.
    """
    from psoas.journal.person import Screening
    from psoas.plan.history import History, profile_of
    from psoas.plan.hurt import hurt_file
    from psoas.plan.screening import after_hurt

    hurt = _asked(asking)
    told = History(screenings=store.told(Screening)).screening
    closes = after_hurt(told.what if told else None, hurt)
    if closes is not None:
        # What to do is said before anything is written: a journal that cannot be written to must not hide it.
        tell_outcome(closes.outcome, profile_of(store).country)
        store.tell(closes, at=now())
    follows = after(hurt)
    if closes is None:
        _say.print(escape(hurt_file().again if hurt.asks_again else follows), style="bold" if hurt.asks_again else "")
    if hurt.asks_again:
        _say.print("Answer them with `psoas screening`.", style="bold")
    if hurt.stop_symptom:
        raise Gone


def _asked(asking: Asking) -> Hurt:
    """What was answered; a warning sign ends the questions."""
    from psoas.plan.hurt import Hurt, hurt_file

    file = hurt_file()
    signs = [kind for kind in file.kinds if kind.is_sign]
    others = [kind for kind in file.kinds if not kind.is_sign]
    _say.print(f"{file.title}\n[bold]{file.kind}[/]\n{file.signs}")
    _listed(signs)
    _say.print(file.others)
    _listed(others, len(signs))
    kind = asking.one_of([*signs, *others])
    if Hurt(kind).stop_symptom:
        return Hurt(kind)
    _say.print(f"[bold]{file.place}[/]")
    for number, place in enumerate(file.places, 1):
        _say.print(f"  {number}  {place.text}")
    return Hurt(kind, asking.one_of(file.places), asking.number(file.strong))


def _listed(kinds: Sequence[Kind], before: int = 0) -> None:
    for number, kind in enumerate(kinds, before + 1):
        _say.print(f"  {number}  {kind.text}")
