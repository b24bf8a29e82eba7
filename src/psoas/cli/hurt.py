"""The three questions after "it hurts" in the terminal: the same as in the app, with the same consequences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from psoas.cli.answers import Asking, Gone
from psoas.cli.journal import now
from psoas.cli.today import spoken_here, tell_trouble, tell_verdict
from psoas.errors import PsoasError

if TYPE_CHECKING:
    from psoas.journal.answers import Told
    from psoas.journal.store import Store
    from psoas.plan.pain import Hurt, Kind

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
    from psoas.plan.pain import after_hurt, hurt_file
    from psoas.session.safety import as_far_as_readable, verdict, write_down

    hurt = _asked(asking)
    known = as_far_as_readable(store)
    closes = after_hurt(known.screening.what if known.screening else None, hurt)
    told: list[Told] = list(hurt.reports)
    if closes is not None and hurt.fact is not None:
        # What to do is said before anything is written: a journal that cannot be written to must not hide it.
        tell_verdict(verdict(closes, (hurt.fact,), known.profile.country, spoken_here()))
        told.insert(0, closes)
    tell_trouble(write_down(store, told, now()))
    try:
        follows = after(hurt)
    except PsoasError as problem:
        follows = str(problem)
    if closes is not None:
        raise Gone
    own = hurt.kind.say if hurt.kind is not None else ""
    _say.print(escape(own or follows))
    if own and follows != hurt_file().before and not hurt.normal:
        _say.print(escape(follows))


def _asked(asking: Asking) -> Hurt:
    """What was answered; a warning sign ends the questions."""
    from psoas.plan.pain import Hurt, hurt_file, kinds

    file = hurt_file()
    signs = [kind for kind in kinds() if kind.sign]
    others = [kind for kind in kinds() if not kind.sign]
    _say.print(f"{file.title}\n[bold]{file.kind}[/]\n{file.signs}")
    _listed(signs)
    _say.print(file.others)
    _listed(others, len(signs))
    kind = asking.one_of([*signs, *others])
    if Hurt(kind).stop_symptom or Hurt(kind).normal:
        return Hurt(kind)
    _say.print(f"[bold]{file.place}[/]")
    for number, place in enumerate(file.places, 1):
        _say.print(f"  {number}  {place.text}")
    return Hurt(kind, asking.one_of(file.places), asking.number(file.strong))


def _listed(kinds: Sequence[Kind], before: int = 0) -> None:
    for number, kind in enumerate(kinds, before + 1):
        _say.print(f"  {number}  {kind.text}")
