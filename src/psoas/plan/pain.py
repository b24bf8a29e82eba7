"""The three questions after "It hurts", and the consequences of the answers (programme/hurt.toml).

A warning sign is a fact of the screening, so that it has the same consequence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from psoas.journal.answers import Answer, Feeling, Screening
from psoas.plan.screening import Fact, also, facts, questions
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text

Position = Literal["lying", "bridge", "leaning", "standing", "seated", "other"]


class Kind(Strict):
    """A kind of pain.

    Attributes
    ----------
    sign : str
        Its id as a fact in screening.toml, or "".
    normal : bool
        Whether it is ordinary, harmless effort.
    say : str
        Sentence about it, or "".
    """

    id: str
    text: Text
    sign: str = ""
    normal: bool = False
    say: str = ""


class PainPlace(Strict):
    """Where it hurts."""

    id: str
    text: Text


class HurtFile(Strict):
    """All questions and texts (hurt.toml).

    Attributes
    ----------
    way_out : dict
        How to come out of each position, in one sentence; "other" if there is none to come out of.
    kinds : tuple of Kind
        All kinds except the warning signs.
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
    places: tuple[PainPlace, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Hurt:
    """The answers; None means skipped.

    Attributes
    ----------
    kind : Kind or None
        What it is like.
    place : PainPlace or None
        Where it hurts.
    strong : int or None
        How strong it is, 0 to 10.
    corrects : bool
        Whether it replaces earlier answers given by mistake.
    """

    kind: Kind | None = None
    place: PainPlace | None = None
    strong: int | None = None
    corrects: bool = False

    @property
    def fact(self) -> Fact | None:
        """Return the warning sign, or None."""
        return facts()[self.kind.sign] if self.kind is not None and self.kind.sign else None

    @property
    def stop_symptom(self) -> bool:
        """Tell whether it is a warning sign."""
        return self.fact is not None

    @property
    def normal(self) -> bool:
        """Tell whether it is ordinary effort."""
        return self.kind is not None and self.kind.normal

    @property
    def kept(self) -> Kind | None:
        """Return the kind if it may be stored; of a warning sign only the outcome is."""
        return self.kind if self.kind is not None and not self.kind.sign else None

    @property
    def words(self) -> str:
        """Return place and kind for a session's note, or ""."""
        return "; ".join(one.text for one in (self.place, self.kept) if one is not None)

    @property
    def feeling(self) -> Feeling:
        """Return the feeling for the session that it ended."""
        return Feeling(
            during=self.strong,
            stop_symptom=self.stop_symptom,
            note=self.words,
            hurt=not self.normal,
            normal=self.normal,
            corrects=self.corrects,
        )

    @property
    def reports(self) -> tuple[Answer, ...]:
        """Return the journal entries for signs whose reports are counted."""
        return reports_of([self.kind.sign or self.kind.id]) if self.kind is not None else ()


def reports_of(signs: Iterable[str], *, mistaken: bool = False) -> tuple[Answer, ...]:
    """Return the journal entries for counted signs among these facts or kinds of pain; `mistaken` takes them back."""
    counted = {each.sign for each in questions().counted}
    return tuple(Answer("sign", 0 if mistaken else 1, sign) for sign in sorted(set(signs) & counted))


@cache
def hurt_file() -> HurtFile:
    """Read all questions and texts."""
    return packaged(HurtFile, "hurt.toml")


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds: the warning signs in the order of screening.toml, then the others."""
    signs = (Kind(id=fact.id, text=fact.session, sign=fact.id) for fact in facts().values() if fact.session)
    return (*signs, *hurt_file().kinds)


def after_hurt(earlier: Screening | None, hurt: Hurt) -> Screening | None:
    """Return the screening to write down after "It hurts", never milder than before; None without a warning sign."""
    return also(earlier or Screening("go"), (hurt.fact.id,)) if hurt.fact is not None else None


def way_out(posture: str | None) -> str:
    """Tell in one sentence how to come out of a posture (`Exercise.posture`)."""
    ways = hurt_file().way_out
    return next((say for position, say in ways.items() if position == posture), ways["other"])
