"""The three questions after "It hurts", and what is kept of the answers (programme/hurt.toml).

A warning sign is the same fact that is asked before the first time, so that it has the same consequence
(`psoas.plan.screening.after_hurt`); tingling or numbness in one leg is not among those facts, and brings all the
questions again (`psoas.plan.screening.is_due`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from psoas.journal.person import Feeling
from psoas.programme.model import Strict, Text
from psoas.programme.reading import packaged

Position = Literal["lying", "bridge", "leaning", "standing", "other"]


class Kind(Strict):
    """What it is like.

    Attributes
    ----------
    sign : str
        The fact of screening.toml that it is; "" for none.
    asks_again : bool
        A sign of which only the questions before the first time can tell what it means.
    """

    id: str
    text: Text
    sign: str = ""
    asks_again: bool = False

    @property
    def is_sign(self) -> bool:
        """Whether it is a warning sign."""
        return bool(self.sign) or self.asks_again


class Place(Strict):
    """Where it hurts."""

    id: str
    text: Text


class HurtFile(Strict):
    """All of it (hurt.toml).

    Attributes
    ----------
    way_out : dict
        How to come out of a position, one sentence each; "other" where there is none to come out of.
    """

    title: Text
    lead: Text
    kind: Text
    place: Text
    strong: Text
    before: Text
    unsaid: Text
    signs: Text
    others: Text
    again: Text
    way_out: dict[Position, Text]
    kinds: tuple[Kind, ...] = Field(min_length=1)
    places: tuple[Place, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Hurt:
    """What was answered; each None where it was left open.

    Attributes
    ----------
    kind : Kind or None
        What it is like.
    place : Place or None
        Where.
    strong : int or None
        How strong, 0 to 10.
    """

    kind: Kind | None = None
    place: Place | None = None
    strong: int | None = None

    @property
    def stop_symptom(self) -> bool:
        """Whether it is a warning sign."""
        return self.kind is not None and self.kind.is_sign

    @property
    def asks_again(self) -> bool:
        """Whether the questions about warning signs come again before anything goes on."""
        return self.kind is not None and self.kind.asks_again

    @property
    def kept(self) -> Kind | None:
        """What it is like, as it may be kept: of a fact of the screening only what comes of it is, as always."""
        return self.kind if self.kind is not None and not self.kind.sign else None

    @property
    def words(self) -> str:
        """Where and what, as the note of a session keeps it; "" where neither was said."""
        return "; ".join(one.text for one in (self.place, self.kept) if one is not None)

    def feeling(self, before: int | None) -> Feeling:
        """How the session was that ended with it; `before`: pain before it, 0 to 10, None where it was not said."""
        return Feeling(before, self.strong, None, None, self.stop_symptom, self.words, hurt=True)


@cache
def hurt_file() -> HurtFile:
    """All questions and texts."""
    return packaged(HurtFile, "hurt.toml")


def way_out(posture: str | None) -> str:
    """How to come out of an exercise of this posture (`Exercise.posture`), in one sentence."""
    ways = hurt_file().way_out
    return next((say for position, say in ways.items() if position == posture), ways["other"])
