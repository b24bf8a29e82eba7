"""The voice's sentences, and which one is said if several are due."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from psoas.body.skeleton import Side
from psoas.programme.model import Exercise, When
from psoas.programme.numbers import number
from psoas.session.messages import URGENT, Beep, BeepKind, Message, Spoken, SpokenKind

#: Said wherever time passed in which nobody was led (`psoas.session.clock.STALL_S`).
STOOD_STILL = "Your computer took a break, so I paused. Go on when you are ready."
#: Said once in a session when the journal cannot be written; the page says why.
NOT_KEPT = "I can't write this down right now. I count on, and keep trying."
_RANK: dict[SpokenKind, int] = {kind: rank for rank, kind in enumerate(get_args(SpokenKind))}


def duration(seconds: float) -> str:
    """Put a duration into words, to five seconds."""
    whole = max(5, 5 * round(seconds / 5))
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return f"{whole} seconds"
    words = "a minute" if minutes == 1 else f"{number(minutes)} minutes"
    if rest == 0:
        return words
    return f"{words} and a half" if minutes == 1 and rest == 30 else f"{words} and {rest} seconds"


def begin(set_number: int, sets: int, reps: int) -> str:
    """Return the announcement of a set."""
    which = f"Set {number(set_number)} of {number(sets)}. " if sets > 1 else ""
    return f"{which}{number(reps).capitalize()} with each leg."


def other_leg(side: Side, *, sure: bool) -> str:
    """Return the call for the leg that is behind; `sure` unless the camera may have mixed up the legs."""
    return f"Change sides: now the {side} leg." if sure else f"If your {side} leg has not worked yet, change sides now."


def counted(side: Side, count: int) -> str:
    """Return a repetition's number with its leg.

    Examples
    --------
    >>> counted("left", 3)
    'Left three.'
    """
    return f"{side.capitalize()} {number(count)}."


def joined(*sentences: str) -> str:
    """Join sentences."""
    return " ".join(sentences)


def self_checks(exercise: Exercise, when: When) -> tuple[str, ...]:
    """Return an exercise's self-checks for a moment of the set."""
    return tuple(check.say for check in exercise.to_feel(when))


def spoken_s(say: str) -> float:
    """Estimate how long a sentence takes, seconds: 150 words of 5 to 6 letters a minute, and a breath."""
    return 0.4 + len(say) / 14


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that could be said."""

    id: str
    say: str
    kind: SpokenKind
    counts: str = ""


@dataclass(slots=True)
class SpeechQueue:
    """Picks the sentence to say now, and interrupts nothing more important.

    Set announcements and countdowns are always said. Every count is said, before anything else of its turn, and waits
    until the voice is free. Anything else is said only if it is the most important line due and no line of the same or
    higher rank is still being spoken.
    """

    due: list[Line] = field(default_factory=list)
    counts: list[Line] = field(default_factory=list)
    _said: Line | None = None
    _until: float = 0.0

    def offer(self, id: str, say: str, kind: SpokenKind) -> None:
        """Offer a line for this turn; a count is kept until it is said."""
        (self.counts if kind == "count" else self.due).append(Line(id, say, kind))

    def uncount(self, *, all: bool) -> None:
        """Forget the latest count, or all of them, if they were not said yet."""
        del self.counts[0 if all else -1 :]

    def choose(self, t: float) -> Line | None:
        """Pick the line to say at `t` (seconds), and forget the others but counts."""
        best = self._best(t)
        if best is None and (not self.counts or t < self._until):
            return None
        counts, self.counts = joined(*(line.say for line in self.counts)), []
        best = best or Line("count", "", "count")
        line = Line(best.id, f"{counts} {best.say}".strip(), best.kind, counts)
        self.heard(line, t)
        return line

    def heard(self, line: Line, t: float) -> None:
        """Take note of a line that is spoken from `t` on, or as soon as the voice is free."""
        begins = t if line.kind in URGENT else max(t, self._until)
        self._said, self._until = line, begins + spoken_s(line.say)

    def _best(self, t: float) -> Line | None:
        due, self.due = sorted(self.due, key=lambda line: _RANK[line.kind]), []
        if not due:
            return None
        best = due[0]
        if best.kind == "set":
            together = [line for line in due if line.kind == "set"]
            best = Line(best.id, " ".join(line.say for line in together), "set")
        talking = self._said if t < self._until else None
        if talking and best.kind not in URGENT and _RANK[best.kind] >= _RANK[talking.kind]:
            return None
        return best


class Outbox:
    """Collects the messages of one turn.

    Parameters
    ----------
    silent : bool
        Whether the voice is off.

    Attributes
    ----------
    n : int
        The last message number used.
    announced : str or None
        The last announcement, also in silence.
    """

    def __init__(self, *, silent: bool) -> None:
        self.silent = silent
        self.n = 0
        self.announced: str | None = None
        self._messages: list[Message] = []
        self._voice = SpeechQueue()

    def next(self) -> int:
        """Return the next message number."""
        self.n += 1
        return self.n

    def send(self, message: Message) -> None:
        """Add a message; its number comes from `next`."""
        self._messages.append(message)

    def beep(self, kind: BeepKind) -> None:
        """Add a sound."""
        self.send(Beep(self.next(), kind))

    def offer(self, id: str, say: str, kind: SpokenKind) -> None:
        """Offer a line; only the most important one of a turn is said."""
        self._voice.offer(id, say, kind)

    def uncount(self, *, all: bool) -> None:
        """Do not say the latest count, or any, if it is not said yet."""
        self._voice.uncount(all=all)

    def take(self, t: float) -> tuple[list[Message], Line | None]:
        """End the turn at `t` (seconds); return its messages and the chosen line."""
        line = self._voice.choose(t)
        if line and line.kind in ("set", "wait", "side", "half", "remind"):
            self.announced = line.say
        if line and not self.silent:
            self.send(Spoken(self.next(), line.id, line.say, line.kind, line.counts))
        messages, self._messages = self._messages, []
        return messages, line
