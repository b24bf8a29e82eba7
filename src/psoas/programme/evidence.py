"""What is claimed, how well it is supported, and by what (evidence.toml); the questions people ask (questions.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Literal, Self

from pydantic import Field, model_validator

from psoas.programme.model import Strict, Text
from psoas.programme.reading import CatalogueError, did_you_mean, packaged

Grade = Literal["supported", "plausible", "contested", "unsupported", "unsafe"]


class Reference(Strict):
    """One source, as it is printed."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    cite: Text


class Claim(Strict):
    """One claim and its grade.

    Attributes
    ----------
    claimed : str
        As it is heard elsewhere: shown only in quotation marks, beside its grade.
    answer : str
        What can be said instead.
    grade : str
        One of the keys of `Evidence.grades`.
    why : str
        Why this grade, in one line.
    population, design : str
        Who was studied, and how.
    references : tuple of str
        Ids of `Evidence.references`.
    search : str or None
        What was looked for, where nothing can be cited.
    seller_interest : bool
        Whether the claim comes from somebody who sells it.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    claimed: Text
    answer: Text
    grade: Grade
    why: Text
    population: Text
    design: Text
    references: tuple[str, ...] = ()
    search: Text | None = None
    seller_interest: bool = False

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.references and self.search is None:
            raise ValueError(
                f"references: `{self.id}` cites nothing; add a reference, or say in `search` what was looked"
            )
        if self.grade == "supported" and len(self.references) < 2:
            raise ValueError(f"references: `{self.id}` is graded supported and needs two at least, or a lower grade")
        if self.seller_interest and self.grade in ("supported", "plausible"):
            raise ValueError(f"grade: `{self.id}` comes from a seller alone and cannot be graded {self.grade}")
        return self


class CitedByArticle(Strict):
    """A source of the article that the march comes from, and what we know of it; it supports no claim."""

    cite: Text
    state: Text


class Evidence(Strict):
    """All claims with the state of their review.

    Attributes
    ----------
    reviewer : str
        Who has looked it over.
    reviewed, review_by : date
        When it was last looked over, and when that is due again.
    grades : dict
        What each grade means.
    article : tuple of CitedByArticle
        What the article on the march cites, apart from the references: nothing rests on it.
    """

    reviewer: Text
    reviewed: date
    review_by: date
    grades: dict[Grade, Text]
    claims: tuple[Claim, ...] = Field(min_length=1)
    references: tuple[Reference, ...]
    article: tuple[CitedByArticle, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        known = [reference.id for reference in self.references]
        for claim in self.claims:
            for wanted in claim.references:
                if wanted not in known:
                    raise ValueError(f"references: `{claim.id}` cites `{wanted}`. {did_you_mean(wanted, known)}")
            if claim.grade not in self.grades:
                raise ValueError(f"grades: `{claim.grade}` of `{claim.id}` is not explained; add a sentence for it")
        cited = {wanted for claim in self.claims for wanted in claim.references}
        if unused := [one for one in known if one not in cited]:
            raise ValueError(f"references: nobody cites `{unused[0]}`; take it out or cite it")
        return self

    def claim(self, claim_id: str) -> Claim:
        """Claim of that id.

        Raises
        ------
        CatalogueError
            If there is none: it has no grade, and may not be shown.
        """
        for claim in self.claims:
            if claim.id == claim_id:
                return claim
        hint = did_you_mean(claim_id, (claim.id for claim in self.claims))
        raise CatalogueError(f"There is no graded claim called `{claim_id}`. {hint}")

    def cited(self, claim: Claim) -> tuple[str, ...]:
        """References of a claim as they are printed."""
        by_id = {reference.id: reference.cite for reference in self.references}
        return tuple(by_id[wanted] for wanted in claim.references)


class Question(Strict):
    """A question with its answer and the claims that the answer rests on."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    ask: Text
    answer: Text
    claims: tuple[str, ...] = Field(min_length=1)


class AskedQuestions(Strict):
    """All of them."""

    questions: tuple[Question, ...] = Field(min_length=1)


@cache
def evidence() -> Evidence:
    """The claims that psoas brings.

    Raises
    ------
    CatalogueError
        At the first mistake, with file, line and what to do about it.
    """
    return packaged(Evidence, "evidence.toml")


@cache
def questions() -> tuple[Question, ...]:
    """The questions that psoas brings, every claim in them graded.

    Raises
    ------
    CatalogueError
        At the first mistake, or where an answer rests on a claim without a grade.
    """
    asked = packaged(AskedQuestions, "questions.toml").questions
    all_graded(question.claims for question in asked)
    return asked


def all_graded(rests_on: Iterable[Sequence[str]]) -> None:
    """Look up every claim that something rests on.

    Raises
    ------
    CatalogueError
        At the first that has no grade.
    """
    for claim_id in chain.from_iterable(rests_on):
        evidence().claim(claim_id)
