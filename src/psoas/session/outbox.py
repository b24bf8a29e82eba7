"""What one turn of the session gives out: numbered messages, and at most one sentence."""

from __future__ import annotations

from psoas.session import speech
from psoas.session.messages import Beep, BeepKind, Message, Spoken, SpokenKind
from psoas.session.speech import Line


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
        self._voice = speech.Voice()

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
