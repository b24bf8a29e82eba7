"""What the voice says, and which of two things when both are due."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from psoas.body.skeleton import Side
from psoas.programme.model import Exercise, When
from psoas.session.messages import Beep, BeepKind, Message, Spoken, SpokenKind

#: Said wherever time passed in which nobody was led (`psoas.session.clock.STALL_S`).
STOOD_STILL = "Your computer took a break, so I paused. Go on when you are ready."
_RANK: dict[SpokenKind, int] = {kind: rank for rank, kind in enumerate(get_args(SpokenKind))}
# fmt: off
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on


def number(n: int) -> str:
    """A number as a word up to twenty, in digits above."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def duration(seconds: float) -> str:
    """A time as people say it, to five seconds."""
    whole = max(5, 5 * round(seconds / 5))
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return f"{whole} seconds"
    words = "a minute" if minutes == 1 else f"{number(minutes)} minutes"
    if rest == 0:
        return words
    return f"{words} and a half" if minutes == 1 and rest == 30 else f"{words} and {rest} seconds"


def begin(set_number: int, sets: int, reps: int) -> str:
    """Announcement of a set."""
    which = f"Set {number(set_number)} of {number(sets)}. " if sets > 1 else ""
    return f"{which}{number(reps).capitalize()} with each leg."


def other_leg(side: Side) -> str:
    """Call for the leg that still has work to do."""
    return f"Now the {side} leg."


def joined(*sentences: str) -> str:
    """Sentences said one after the other."""
    return " ".join(sentences)


def self_checks(exercise: Exercise, when: When) -> tuple[str, ...]:
    """What an exercise wants felt for at one time."""
    return tuple(check.say for check in exercise.to_feel(when))


def spoken_s(say: str) -> float:
    """About how long it takes to say a sentence, seconds: 150 words of 5 to 6 letters a minute, and a breath."""
    return 0.4 + len(say) / 14


@dataclass(frozen=True, slots=True)
class Line:
    """Something that could be said."""

    id: str
    say: str
    kind: SpokenKind


@dataclass(slots=True)
class SpeechQueue:
    """One mouth: picks what is said now, and lets nothing interrupt what matters more.

    Announcements of sets and countdowns are always said; everything else only where it is the most important thing due
    and nothing as important is still being said.
    """

    due: list[Line] = field(default_factory=list)
    _said: Line | None = None
    _until: float = 0.0

    def offer(self, id: str, say: str, kind: SpokenKind) -> None:
        """Put something forward to be said in this turn."""
        self.due.append(Line(id, say, kind))

    def choose(self, t: float) -> Line | None:
        """Pick what to say at `t` (seconds) and forget the rest."""
        due, self.due = sorted(self.due, key=lambda line: _RANK[line.kind]), []
        if not due:
            return None
        best = due[0]
        if best.kind == "set":
            together = [line for line in due if line.kind == "set"]
            best = Line(best.id, " ".join(line.say for line in together), "set")
        always = best.kind in ("set", "countdown")
        talking = self._said if t < self._until else None
        if talking and not always and _RANK[best.kind] >= _RANK[talking.kind]:
            return None
        self._said, self._until = best, t + spoken_s(best.say)
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
        The last number that was given out.
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
        """Give out the next number."""
        self.n += 1
        return self.n

    def send(self, message: Message) -> None:
        """Put a message in; its number comes from `next`."""
        self._messages.append(message)

    def beep(self, kind: BeepKind) -> None:
        """Put a sound in."""
        self.send(Beep(self.next(), kind))

    def offer(self, id: str, say: str, kind: SpokenKind) -> None:
        """Put a sentence forward; only the most important one of a turn is said."""
        self._voice.offer(id, say, kind)

    def take(self, t: float) -> tuple[list[Message], Line | None]:
        """End the turn at `t` (seconds): its messages, and the sentence that was chosen."""
        line = self._voice.choose(t)
        if line and line.kind in ("set", "side", "half", "remind"):
            self.announced = line.say
        if line and not self.silent:
            self.send(Spoken(self.next(), line.id, line.say, line.kind))
        messages, self._messages = self._messages, []
        return messages, line
