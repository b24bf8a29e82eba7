"""Claims, their grades and their references (evidence.toml), and common questions (questions.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Literal, Self

from pydantic import Field, model_validator

from psoas.programme.reading import CatalogueError, did_you_mean, packaged
from psoas.programme.strict import Strict, Text

Grade = Literal["supported", "plausible", "contested", "unsupported", "unsafe"]


class Reference(Strict):
    """One source, as printed."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    cite: Text


class Claim(Strict):
    """One claim and its grade.

    Attributes
    ----------
    claimed : str
        As people say it; shown only in quotation marks, beside its grade.
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
        What was searched for, if there is nothing to cite.
    seller_interest : bool
        Whether the claim comes from a seller.
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
            raise ValueError(f"references: `{self.id}` is graded supported; give it at least two, or a lower grade")
        if self.seller_interest and self.grade in ("supported", "plausible"):
            raise ValueError(f"grade: `{self.id}` comes from a seller alone and cannot be graded {self.grade}")
        return self


class CitedByArticle(Strict):
    """A source cited by the article behind the march, and what we know of it; no claim rests on it."""

    cite: Text
    state: Text


class Evidence(Strict):
    """All claims and the state of their review.

    Attributes
    ----------
    reviewer : str
        Who reviewed it.
    reviewed, review_by : date
        When it was last reviewed, and when the next review is due.
    grades : dict
        What each grade means.
    article : tuple of CitedByArticle
        Sources of the article behind the march, kept apart from the references.
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
            raise ValueError(f"references: nothing cites `{unused[0]}`; cite it or remove it")
        return self

    def claim(self, claim_id: str) -> Claim:
        """Return the claim with that id.

        Raises
        ------
        CatalogueError
            If there is none; a claim without a grade must not be shown.
        """
        for claim in self.claims:
            if claim.id == claim_id:
                return claim
        hint = did_you_mean(claim_id, (claim.id for claim in self.claims))
        raise CatalogueError(f"There is no graded claim called `{claim_id}`. {hint}")

    def cited(self, claim: Claim) -> tuple[str, ...]:
        """Return the references of a claim, as printed."""
        by_id = {reference.id: reference.cite for reference in self.references}
        return tuple(by_id[wanted] for wanted in claim.references)


class Question(Strict):
    """A question, its answer, and the claims behind the answer."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    ask: Text
    answer: Text
    claims: tuple[str, ...] = Field(min_length=1)


class AskedQuestions(Strict):
    """All common questions."""

    questions: tuple[Question, ...] = Field(min_length=1)


@cache
def evidence() -> Evidence:
    """Load the packaged claims.

    Raises
    ------
    CatalogueError
        At the first mistake, with file, line and what to do about it.
    """
    return packaged(Evidence, "evidence.toml")


@cache
def questions() -> tuple[Question, ...]:
    """Load the packaged questions, all of whose claims are graded.

    Raises
    ------
    CatalogueError
        At the first mistake, or if an answer rests on an ungraded claim.
    """
    asked = packaged(AskedQuestions, "questions.toml").questions
    all_graded(question.claims for question in asked)
    return asked


def all_graded(rests_on: Iterable[Sequence[str]]) -> None:
    """Check that every claim is graded.

    Raises
    ------
    CatalogueError
        At the first ungraded claim.
    """
    for claim_id in chain.from_iterable(rests_on):
        evidence().claim(claim_id)
