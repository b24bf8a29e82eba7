"""What there is to read: the psoas (anatomy.toml), why sitting matters, what to expect, what a flare-up asks for."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from psoas.programme.evidence import Reference, all_graded
from psoas.programme.model import Strict, Text
from psoas.programme.reading import did_you_mean, packaged


class AnatomyPart(Strict):
    """One layer of the drawings.

    Attributes
    ----------
    id : str
        Class of its shapes in the drawings.
    name, latin : str
        In plain words, and as books call it.
    begins, ends : str
        From where to where it reaches; of a muscle, what it pulls together.
    shown : bool
        Whether it is there before anybody chooses.
    references : tuple of str
        Ids of `Anatomy.references`; empty only for what everybody can see.
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
        What it does.
    drawn : str
        What the drawings are and are not.
    front, side : str
        What the two drawings show, for whoever does not see them.
    parts : tuple of AnatomyPart
        The layers, in the order in which they are chosen.
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
    """A few sentences under a title, and the claims that they rest on."""

    title: Text
    text: tuple[Text, ...] = Field(min_length=1)
    claims: tuple[str, ...] = Field(min_length=1)


class Sitting(Strict):
    """Why sitting matters."""

    title: Text
    lead: Text
    passages: tuple[Passage, ...] = Field(min_length=1)


class Advised(Strict):
    """A few sentences under a title; `claims` where they rest on any."""

    title: Text
    text: tuple[Text, ...] = Field(min_length=1)
    claims: tuple[str, ...] = ()


class SittingAdvice(Strict):
    """What to expect, or what to do: passages under one title."""

    title: Text
    lead: Text
    passages: tuple[Advised, ...] = Field(min_length=1)


@cache
def anatomy() -> Anatomy:
    """Where the psoas is.

    Raises
    ------
    CatalogueError
        At the first mistake, with file, line and what to do about it.
    """
    return packaged(Anatomy, "anatomy.toml")


@cache
def sitting() -> Sitting:
    """Why sitting matters, every claim in it graded.

    Raises
    ------
    CatalogueError
        At the first mistake, or where a passage rests on a claim without a grade.
    """
    read = packaged(Sitting, "sitting.toml")
    all_graded(passage.claims for passage in read.passages)
    return read


@cache
def expect() -> SittingAdvice:
    """What to expect in the first weeks and months; errors as of `sitting`."""
    return _advice("expect.toml")


@cache
def flare_up() -> SittingAdvice:
    """What to do when it is clearly worse for some days; errors as of `sitting`."""
    return _advice("flare-up.toml")


def _advice(file: str) -> SittingAdvice:
    read = packaged(SittingAdvice, file)
    all_graded(passage.claims for passage in read.passages)
    return read
