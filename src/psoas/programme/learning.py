"""Texts to read: the psoas (anatomy.toml), why sitting matters, what to expect, what to do in a flare-up."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from psoas.programme.evidence import Reference, all_graded
from psoas.programme.reading import did_you_mean, packaged
from psoas.programme.strict import Strict, Text


class AnatomyPart(Strict):
    """One layer of the drawings.

    Attributes
    ----------
    id : str
        Class of its shapes in the drawings.
    name, latin : str
        Plain and anatomical name.
    begins, ends : str
        Origin and insertion, in plain words.
    shown : bool
        Whether it is visible at first.
    references : tuple of str
        Ids of `Anatomy.references`; empty only for what is obvious.
    """

    id: str = Field(pattern=r"^[a-z][a-z-]+$")
    name: Text
    latin: Text
    begins: Text
    ends: Text
    shown: bool
    references: tuple[str, ...]


class Anatomy(Strict):
    """The psoas and its neighbours.

    Attributes
    ----------
    what : tuple of str
        What the psoas does.
    drawn : str
        What the drawings show and what they cannot.
    front, side : str
        Descriptions of the two drawings for screen readers.
    parts : tuple of AnatomyPart
        The layers, in menu order.
    """

    title: Text
    lead: Text
    what: tuple[Text, ...] = Field(min_length=1)
    drawn: Text
    front: Text
    side: Text
    parts: tuple[AnatomyPart, ...] = Field(min_length=1)
    references: tuple[Reference, ...]

    @model_validator(mode="after")
    def _cites_what_is_listed(self) -> Self:
        known = [reference.id for reference in self.references]
        for part in self.parts:
            for wanted in part.references:
                if wanted not in known:
                    raise ValueError(f"references: `{part.id}` cites `{wanted}`. {did_you_mean(wanted, known)}")
        return self


class Passage(Strict):
    """A few sentences under a title, and the claims behind them."""

    title: Text
    text: tuple[Text, ...] = Field(min_length=1)
    claims: tuple[str, ...] = Field(min_length=1)


class Sitting(Strict):
    """Why sitting matters."""

    title: Text
    lead: Text
    passages: tuple[Passage, ...] = Field(min_length=1)


class Advised(Strict):
    """A few sentences under a title, and the claims behind them, if any."""

    title: Text
    text: tuple[Text, ...] = Field(min_length=1)
    claims: tuple[str, ...] = ()


class SittingAdvice(Strict):
    """Advice on what to expect or what to do."""

    title: Text
    lead: Text
    passages: tuple[Advised, ...] = Field(min_length=1)


@cache
def anatomy() -> Anatomy:
    """Load the anatomy of the psoas.

    Raises
    ------
    CatalogueError
        At the first mistake, with file, line and what to do about it.
    """
    return packaged(Anatomy, "anatomy.toml")


@cache
def sitting() -> Sitting:
    """Load why sitting matters; all claims are graded.

    Raises
    ------
    CatalogueError
        At the first mistake, or if a passage rests on an ungraded claim.
    """
    read = packaged(Sitting, "sitting.toml")
    all_graded(passage.claims for passage in read.passages)
    return read


@cache
def expect() -> SittingAdvice:
    """Load what to expect in the first weeks and months; raises as `sitting` does."""
    return _advice("expect.toml")


@cache
def flare_up() -> SittingAdvice:
    """Load what to do when symptoms flare up for some days; raises as `sitting` does."""
    return _advice("flare-up.toml")


def _advice(file: str) -> SittingAdvice:
    read = packaged(SittingAdvice, file)
    all_graded(passage.claims for passage in read.passages)
    return read
