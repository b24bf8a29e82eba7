"""What tells part of the signals on one kind of computer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import ClassVar, Protocol

from psoas.habit.signals import Signals, cannot_see


class NoAnswer(Exception):  # noqa: N818 - an answer that says why, not a fault of psoas
    """A service, program or package does not answer; the text goes behind "psoas can't see ...:"."""


class BackEnd(Protocol):
    """What tells part of the signals.

    Attributes
    ----------
    name : str
        For logs.
    tells : frozenset of str
        The fields of `Signals` that it may fill.
    troubles : Mapping
        Field to sentence for what it cannot tell at the moment.
    """

    name: ClassVar[str]
    tells: ClassVar[frozenset[str]]
    troubles: Mapping[str, str]

    async def start(self) -> str | None:
        """Begin; None if it works, else one sentence that says why not and what to do. It may be called again."""

    async def read(self) -> Signals:
        """Tell what it knows now. Never raises: what went away is None, and `troubles` says why."""

    async def stop(self) -> None:
        """Let go of everything. Harmless twice, or before `start`."""


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, NoAnswer) else f"the answer can't be understood ({error!r})"


class Teller(ABC):
    """What all back ends share: whatever they raise becomes None and a sentence.

    That goes for answers, too, that nobody has thought of: the companion must not end because a desktop has changed.
    """

    name: ClassVar[str]
    tells: ClassVar[frozenset[str]]

    def __init__(self) -> None:
        self.troubles: Mapping[str, str] = {}

    async def start(self) -> str | None:
        """Begin; a sentence if it does not work."""
        self.troubles = {}
        try:
            await self.begin()
        except Exception as error:
            await self.stop()
            self.lose(self.tells, _why(error))
            return next(iter(self.troubles.values()))
        except BaseException:  # broken off
            await self.stop()
            raise
        return None

    async def read(self) -> Signals:
        """Tell what it knows now."""
        self.troubles = {}
        try:
            return await self.ask()
        except Exception as error:
            self.lose(self.tells, _why(error))
            return Signals()

    def lose(self, fields: Collection[str], why: str) -> None:
        """Note that fields cannot be told now, and why."""
        self.troubles = {**self.troubles, **{field: cannot_see(field, why) for field in sorted(fields)}}

    @abstractmethod
    async def begin(self) -> None:
        """Connect to what it asks.

        Raises
        ------
        NoAnswer
            If it is not there.
        """

    @abstractmethod
    async def ask(self) -> Signals:
        """Ask once.

        Raises
        ------
        NoAnswer
            If nothing can be told.
        """

    @abstractmethod
    async def stop(self) -> None:
        """Let go of everything."""
