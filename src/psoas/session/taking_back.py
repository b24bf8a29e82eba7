"""Take back what was told or done, and put it back: the one use case behind Today, the journal page and the terminal.

An entry is never erased but marked, and everything that reads the journal skips what is marked. So plan, progression
and report see the day as if it had not been given. What keeps a person safe is not taken back but corrected where it
was asked: a warning sign, a stop because it hurt, the questions before the first time, feeling ill.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from psoas.errors import PsoasError
from psoas.habit.walking import TOO_MUCH
from psoas.journal.answers import Answer, Choice, Entry, Feeling, Morning, StepDone, Told, Walk
from psoas.journal.records import Marked, SessionRecord
from psoas.journal.store import Store

#: How long a page offers to undo something.
OFFERED = timedelta(minutes=10)
#: Kinds of which entries can be taken back.
_KINDS: tuple[type[Any], ...] = (Answer, Choice, Feeling, Morning, StepDone, Walk)
#: Answers that close or limit something for safety. Each has its own way to be corrected.
_SAFETY = ("sign", "ill")


class StaysError(PsoasError):
    """It cannot be taken back; the message says why and what can be done instead."""


@dataclass(frozen=True, slots=True)
class Undo:
    """What one tap can undo.

    Attributes
    ----------
    what : Told or None
        What was told last and can be taken back; None if something was taken back last and can be put back.
    marked : Marked
        The entries and sessions.
    """

    what: Told | None
    marked: Marked


def may_be_taken_back(what: object) -> bool:
    """Tell whether an entry may be taken back: nothing that stopped, closed or limited something for safety."""
    match what:
        case Answer():
            return what.asked not in _SAFETY
        case Feeling():
            return not (what.hurt or what.stop_symptom)
        case StepDone():
            return what.state != "stopped" and what.only_pull is not False
        case Choice():
            return what.chosen == "swap"
        case Walk():
            return (what.pain or 0) < TOO_MUCH
    return isinstance(what, Morning)


def take_back(store: Store, now: datetime, *ids: int) -> Marked:
    """Take back entries by their row ids; of a led step or a walk, every record of it.

    Parameters
    ----------
    now : datetime
        With time zone.

    Returns
    -------
    Marked
        What was taken back, for `put_back`.

    Raises
    ------
    StaysError
        If one of them keeps the person safe, or is not there; nothing is taken back then.
    """
    entries = [entry for kind in _KINDS for entry in store.told(kind)]
    wanted = [entry for entry in entries if entry.id in ids]
    runs = {_run(entry.what) for entry in wanted} - {""}
    wanted += [entry for entry in entries if _run(entry.what) in runs and entry.id not in ids]
    if not set(ids) <= {entry.id for entry in wanted}:
        raise StaysError("That is no longer there, so there is nothing to take back.")
    if not all(may_be_taken_back(entry.what) for entry in wanted):
        raise StaysError(
            "psoas keeps this, because it keeps you safe. If it was a mistake, answer the questions about warning "
            "signs again."
        )
    marked = Marked(told=tuple(sorted(entry.id for entry in wanted)))
    store.mark(marked, now)
    return marked


def _run(what: Told) -> str:
    """Return what the records of one led step or of one walk have in common, or ""."""
    match what:
        case StepDone():
            return what.led
        case Walk():
            return what.run
    return ""


def why_kept(record: SessionRecord, feelings: Sequence[Entry[Feeling]]) -> str:
    """Say why a session may not be deleted, or return ""; `feelings` may be those of all sessions."""
    if record.state == "running":
        return "This session has not ended. Open it and choose “Leave it at that”; then it can be deleted."
    felt = [entry.what for entry in feelings if entry.session_id == record.id]
    if all(map(may_be_taken_back, felt)):
        return ""
    return (
        "This session was stopped because of pain or a warning sign. psoas keeps it, because the days after it are "
        "planned with that in mind."
    )


def take_back_session(store: Store, now: datetime, session_id: int) -> Marked:
    """Take back a whole session with what was told of it.

    Raises
    ------
    StaysError
        If it was stopped because of pain or a warning sign: deleting it must not open what that closed. Also if it has
        not ended.
    NoSuchSessionError
        If there is no such session.
    """
    if why := why_kept(store.session(session_id), store.told(Feeling)):
        raise StaysError(why)
    marked = Marked(sessions=(session_id,))
    store.mark(marked, now)
    return marked


def put_back(store: Store, marked: Marked) -> None:
    """Put back what was taken back."""
    store.mark(marked, None)


def put_back_last(store: Store) -> Marked:
    """Put back what was taken back last, and return it.

    Raises
    ------
    StaysError
        If nothing was taken back.
    """
    marked = store.last_taken_back()
    if marked.at is None:
        raise StaysError("Nothing was deleted or taken back, so there is nothing to undo.")
    put_back(store, marked)
    return marked


def undo(store: Store, now: datetime, found: Undo) -> None:
    """Take back or put back what `undoable` found.

    Raises
    ------
    StaysError
        If it is not there any more.
    """
    if found.what is None:
        put_back(store, found.marked)
    else:
        take_back(store, now, *found.marked.told)


def undoable(store: Store, now: datetime, *kinds: type[Any]) -> Undo | None:
    """Return what was told or taken back last, if that was within `OFFERED`; None if it may not be undone.

    Parameters
    ----------
    kinds : type
        What to look at besides what was taken back, such as `StepDone`. Of answers only the pain of the moment.
    """
    told = [entry for kind in kinds for entry in store.told(kind) if now - OFFERED <= entry.at <= now]
    told = [entry for entry in told if not isinstance(entry.what, Answer) or entry.what.asked == "pain-now"]
    last = max(told, key=lambda entry: (entry.at, entry.id), default=None)
    marked = store.last_taken_back()
    if marked.at is not None and now - OFFERED <= marked.at <= now and (last is None or last.at <= marked.at):
        return Undo(None, marked)
    if last is None or not may_be_taken_back(last.what):
        return None
    return Undo(last.what, Marked(told=(last.id,)))


def of_today(steps: Sequence[Entry[StepDone]], day: date, exercise_ids: Collection[str]) -> tuple[int, ...]:
    """Return the ids of what was done or left out of these exercises on a day; none if one of them must stay."""
    found = [entry for entry in steps if entry.day == day and entry.what.exercise_id in exercise_ids]
    return tuple(entry.id for entry in found) if all(may_be_taken_back(entry.what) for entry in found) else ()
