"""The three questions after "It hurts", and what comes of a warning sign among the answers (programme/hurt.toml).

A warning sign is the same fact that is asked before the first time, so that it has the same consequence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from psoas.journal.person import Screening
from psoas.plan import screening
from psoas.programme.model import Strict, Text
from psoas.programme.reading import packaged

Position = Literal["lying", "bridge", "leaning", "standing", "other"]


class Kind(Strict):
    """What it is like; `sign` names the fact of screening.toml that it is, "" for no warning sign."""

    id: str
    text: Text
    sign: str = ""


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
        return self.kind is not None and bool(self.kind.sign)

    @property
    def words(self) -> str:
        """Where and what, as the note of a session keeps it; "" where neither was said.

        Of a warning sign only what comes of it is kept, as before the first time.
        """
        kind = None if self.stop_symptom else self.kind
        return "; ".join(one.text for one in (self.place, kind) if one is not None)


@cache
def hurt_file() -> HurtFile:
    """All questions and texts."""
    return packaged(HurtFile, "hurt.toml")


def way_out(posture: str | None) -> str:
    """How to come out of an exercise of this posture (`Exercise.posture`), in one sentence."""
    ways = hurt_file().way_out
    return next((say for position, say in ways.items() if position == posture), ways["other"])


def screening_after(earlier: Screening | None, hurt: Hurt) -> Screening | None:
    """The screening to be told after a warning sign, never milder than the one before; None without a sign."""
    if hurt.kind is None or not hurt.kind.sign:
        return None
    return screening.also(earlier or Screening("go"), (hurt.kind.sign,))
