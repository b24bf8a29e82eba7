"""What the times in a journal mean when the computer's clock was wrong, or the person has travelled.

A time in the journal is what the clock said. Beside it the journal keeps the order of writing (ids), which no clock can
change. The rule, for everything that the plan reads:

1. The most entries whose times agree with the order of writing are believed; none of them is later than now or from
   before psoas. The latest one is always among them if it is recent: where it is unclear which clock was wrong, the
   later time asks for more rest.
2. An entry that is later than now, and a training that is more than a day earlier than a believed one that was written
   before it, counts as of the first moment that is certain to come after it: that of the next believed entry, or now.
   It is never left out, and no day off is cut short by it.
3. What happened in the last eight days is dated where the person is now, so that a day off is a whole day here.

Answers about warning signs are the exception to 2: one that is later than now, with none after it, is asked for again
(:func:`psoas.plan.screening.is_due`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from psoas.journal.answers import Entry, T
from psoas.plan.history import History, Open, Training

#: Two programs may write this long after the moment that they write down, and an import may be that old.
OUT_OF_ORDER = timedelta(days=1)
#: The rules that count days look back a week.
RECENT = timedelta(days=8)
#: Summer time is no journey.
SUMMER_TIME = timedelta(hours=1)
#: The time is set by the network now and then, and by so little it may go back.
SET_BACK = timedelta(minutes=10)
#: There was no psoas before.
FIRST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class _Line:
    """The believed entries of one table of the journal: ids and times, both rising."""

    ids: Sequence[int]
    times: Sequence[datetime]

    def after(self, number: int) -> datetime | None:
        """Return the time of the first entry written after that one; None if there is none, or its id is unknown."""
        at = bisect_right(self.ids, number)
        return self.times[at] if number and at < len(self.ids) else None

    def before(self, number: int) -> datetime | None:
        """Return the time of the last entry written before that one; None if there is none, or its id is unknown."""
        place = bisect_left(self.ids, number)
        return self.times[place - 1] if number and place else None


def as_understood(history: History, now: datetime) -> History:
    """Return the history with the times that it is understood to have, by the rule above; none is later than now.

    Doing it twice changes nothing more.

    Parameters
    ----------
    history : History
        As the journal has it.
    now : datetime
        The moment, with the person's time zone.
    """
    told, sessions = _lines(history, now)

    def entries(of: Sequence[Entry[T]], *, keep_last: bool = False) -> tuple[Entry[T], ...]:
        understood = (_entry(each, told, now, keep_last=keep_last) for each in of)
        return tuple(sorted(understood, key=lambda each: (each.at, each.id)))

    trainings = (_training(each, sessions, told, now) for each in history.trainings)
    return replace(
        history,
        trainings=tuple(sorted(trainings, key=lambda one: (one.counts_from, one.session_id))),
        screenings=entries(history.screenings, keep_last=True),
        profiles=entries(history.profiles),
        answers=entries(history.answers),
        choices=entries(history.choices),
        steps=entries(history.steps),
        opened=tuple(sorted((_open(o, sessions, now) for o in history.opened), key=lambda o: (o.at, o.session_id))),
        walks=entries(history.walks),
    )


def warnings(history: History, now: datetime) -> tuple[str, ...]:
    """Say in sentences which times of a history, as the journal has it, cannot be right, and what to do.

    Examples
    --------
    >>> from datetime import UTC
    >>> warnings(History(), datetime(1999, 1, 1, tzinfo=UTC))[0]
    'This computer says that it is 1 January 1999. Set its date: psoas counts your days off by it.'
    """
    if now.year < FIRST_YEAR:
        return (f"This computer says that it is {_day(now)}. Set its date: psoas counts your days off by it.",)
    ahead = [at for _, at in _dated(history) if at > now + SET_BACK]
    said = []
    if ahead:
        what = "An entry in your journal is" if len(ahead) == 1 else f"{len(ahead)} entries in your journal are"
        last = f"of {_day(ahead[0])}" if len(ahead) == 1 else f"the last one of {_day(max(ahead))}"
        said.append(
            f"{what} later than now ({last}). psoas counts what it does not know the day of as done just now, so "
            "it may ask for rest that you have had. If this computer's date is wrong, set it. If the date of a session "
            "is wrong, delete that session in your journal."
        )
    _, sessions = _lines(history, now)
    late = [one for one in history.trainings if _is_late(one, sessions, now)]
    back = [one.at for one in late if now - (sessions.after(one.session_id) or now) < RECENT]
    if back:
        said.append(
            f"A session is dated {_day(max(back))}, but it was written after later ones, so the clock was wrong. "
            "psoas counts it as done just now, and your day off comes after it."
        )
    return tuple(said)


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _lines(history: History, now: datetime) -> tuple[_Line, _Line]:
    """Return what is believed of the table of what was told, and of the table of sessions."""
    marches: Iterable[Training | Open] = (*history.trainings, *history.opened)
    told = ((each.id, each.at) for of in _told(history) for each in of)
    return _believed(told, now), _believed(((each.session_id, each.at) for each in marches), now)


def _told(history: History) -> tuple[Sequence[Entry[Any]], ...]:
    return (
        history.screenings,
        history.profiles,
        history.answers,
        history.choices,
        history.steps,
        history.walks,
    )


def _dated(history: History) -> Iterator[tuple[int, datetime]]:
    yield from ((each.session_id, each.at) for each in history.trainings)
    yield from ((each.session_id, each.at) for each in history.opened)
    yield from ((each.id, each.at) for of in _told(history) for each in of)


def _believed(written: Iterable[tuple[int, datetime]], now: datetime) -> _Line:
    """Return the longest part that is in order of both id and time (patience sorting)."""
    known = sorted(each for each in written if each[1] <= now and each[1].year >= FIRST_YEAR)
    latest = max(known, key=lambda each: each[1], default=None)
    if latest is not None and now - latest[1] < RECENT:
        known = [each for each in known if each <= latest or each[1] == latest[1]]
    # From the last one on, so that of two equally long parts the later one is found.
    known.reverse()
    tops: list[float] = []  # least last time of an ordered part of each length
    at_top: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(known):
        length = bisect_right(tops, -at.timestamp())
        before.append(at_top[length - 1] if length else -1)
        tops[length : length + 1] = [-at.timestamp()]
        at_top[length : length + 1] = [number]
    line: list[tuple[int, datetime]] = []
    last = at_top[-1] if at_top else -1
    while last >= 0:
        line.append(known[last])
        last = before[last]
    return _Line([number for number, _ in line], [at for _, at in line])


def _entry(entry: Entry[T], told: _Line, now: datetime, *, keep_last: bool) -> Entry[T]:
    at = _understood(entry.id, entry.at, told, now)
    if keep_last and entry.at > now and told.after(entry.id) is None:
        return entry
    return entry if at is entry.at else replace(entry, at=at)


def _training(training: Training, sessions: _Line, told: _Line, now: datetime) -> Training:
    at, last, sign = training.at, training.last_rep_at, training.sign_told_at
    if at > now or _is_late(training, sessions, now):
        at = last = _at_the_latest(training, sessions, told) or now
    at = _here(at, now)
    if last is not None:
        last = at if last == at else _here(min(last, now), now)
    if sign is not None:
        sign = _understood(training.sign_told_id, sign, told, now)
    if at is training.at and last is training.last_rep_at and sign is training.sign_told_at:
        return training
    return replace(training, at=at, last_rep_at=last, sign_told_at=sign)


def _is_late(training: Training, sessions: _Line, now: datetime) -> bool:
    """Tell whether a training was dated too early, by a clock that was behind.

    One of which nothing was told is doubted only for some days, because nothing else might ever say when it was.
    """
    before = sessions.before(training.session_id)
    doubted = before is not None and (training.first_told > 0 or now - before < RECENT)
    early = before is not None and training.at < before - OUT_OF_ORDER
    return training.at.year < FIRST_YEAR or (doubted and early)


def _at_the_latest(training: Training, sessions: _Line, told: _Line) -> datetime | None:
    """Return the first time that is certain to come after a training; None if there is none yet."""
    before, first = sessions.before(training.session_id), training.first_told
    after = (sessions.after(training.session_id), told.after(first - 1) if first > 1 else None)
    return min((each for each in after if each is not None and (before is None or each >= before)), default=None)


def _open(march: Open, sessions: _Line, now: datetime) -> Open:
    at = _understood(march.session_id, march.at, sessions, now)
    last = _here(min(march.last_rep_at, now), now) if at == march.at else at
    return march if at is march.at and last is march.last_rep_at else replace(march, at=at, last_rep_at=last)


def _understood(number: int, at: datetime, line: _Line, now: datetime) -> datetime:
    return _here((line.after(number) or now) if at > now else at, now)


def _here(at: datetime, now: datetime) -> datetime:
    """Convert a recent moment from another time zone to the person's own; return any other as it is."""
    away = abs((at.utcoffset() or timedelta()) - (now.utcoffset() or timedelta())) > SUMMER_TIME
    return at.astimezone(now.tzinfo) if away and now - at < RECENT else at
