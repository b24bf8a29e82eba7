"""Grades as word and icon, and the claims behind a text: shared by the pages below ``/learn``."""

from __future__ import annotations

from collections.abc import Sequence

from psoas.app.widgets.elements import Words, el, html, icon, link
from psoas.programme.evidence import Grade, evidence

#: The words and the icon of each grade, which is never shown by colour alone.
GRADE: dict[Grade, tuple[str, str, str]] = {
    "supported": ("Supported", "good", "good"),
    "plausible": ("Plausible", "plus", "good"),
    "contested": ("Contested", "talk", "warn"),
    "unsupported": ("Unsupported", "info", ""),
    "unsafe": ("False or unsafe", "warn", "bad"),
}


def grade_mark(grade: Grade) -> None:
    """Show one grade."""
    word, picture, tone = GRADE[grade]
    with el("span", f"grade {tone}"):
        html(icon(picture), "span", "contents")
        Words("span", word)


def rests_on(claim_ids: Sequence[str]) -> None:
    """Show the claims that a text rests on, each with its grade and a link to its sources.

    Raises
    ------
    CatalogueError
        If a claim has no grade.
    """
    with el("ul", "plain grades", aria_label="What this rests on"):
        for claim in map(evidence().claim, claim_ids):
            with el("li"):
                grade_mark(claim.grade)
                link(f"“{claim.claimed}”", f"/learn/evidence#{claim.id}")


def heading(title: str, lead: str) -> None:
    """Begin a page below ``/learn``: the link back, the title and what it is about."""
    with el("div", "stack"):
        link("Learn", "/learn", "eyebrow crumb")
        Words("h1", title)
        Words("p", lead, "lead")
