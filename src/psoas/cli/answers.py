"""Questions in the terminal: one line is one answer, Enter leaves it open, and a wrong one is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from rich.console import Console
from rich.markup import escape

from psoas.cli.keys import Keys

T = TypeVar("T")
_say = Console(highlight=False, soft_wrap=True)


class Gone(Exception):  # noqa: N818 - reads as a sentence where raised
    """The person stopped, or the input ended."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks; every method raises `Gone` where the input has ended."""

    press: Keys

    def line(self, ask: str) -> str:
        """What was typed, without the spaces around it."""
        given = self.press.line(ask)
        if given is None:
            raise Gone
        return given.strip()

    def number(self, ask: str) -> int | None:
        """A number from 0 to 10; None where it is left open."""
        while True:
            given = self.line(f"{ask} 0 to 10, or Enter to leave it open:")
            if not given:
                return None
            if given.isdecimal() and int(given) <= 10:
                return int(given)
            _say.print(f"“{escape(given)}” is no number from 0 to 10. Give one, such as 3, or only Enter.")

    def before(self, ask: str) -> int | Literal["ill", "new"] | None:
        """What is asked before a session: a number from 0 to 10, "ill", "new", or None where it is left open."""
        while True:
            given = self.line(f"{ask} i if you are ill or feverish, n if something is new, or Enter:").lower()
            if not given:
                return None
            if given in ("i", "n"):
                return "ill" if given == "i" else "new"
            if given.isdecimal() and int(given) <= 10:
                return int(given)
            _say.print(f"“{escape(given)}” is none of these. Give a number from 0 to 10, i, n, or only Enter.")

    def yes(self, ask: str) -> bool | None:
        """Yes or no; None where it is left open."""
        while True:
            given = self.line(f"{ask} y or n, or Enter to leave it open:")
            word = given.lower()
            if word in ("", "y", "yes", "n", "no"):
                return {"y": True, "n": False}.get(word[:1])
            _say.print(f"“{escape(given)}” is neither yes nor no. Give y or n, or only Enter.")

    def one_of(self, answers: Sequence[T]) -> T | None:
        """One of the answers, which were listed from 1 on; None where it is left open."""
        while True:
            given = self.line(f"A number from 1 to {len(answers)}, or Enter to leave it open:")
            if not given:
                return None
            if given.isdecimal() and 1 <= int(given) <= len(answers):
                return answers[int(given) - 1]
            _say.print(f"“{escape(given)}” is not among them. Give a number from 1 to {len(answers)}, or only Enter.")
