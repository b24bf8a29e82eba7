"""Find words that psoas avoids (wording.toml)."""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text


class Avoid(Strict):
    """Phrases to avoid, why, and what to say instead."""

    phrases: tuple[Text, ...] = Field(min_length=1)
    why: Text
    instead: Text


class Wording(Strict):
    """All phrases to avoid (wording.toml)."""

    avoid: tuple[Avoid, ...] = Field(min_length=1)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Avoid], ...]:
    wording = packaged(Wording, "wording.toml")
    return tuple((re.compile(_expression(phrase), re.I), avoid) for avoid in wording.avoid for phrase in avoid.phrases)


def _expression(phrase: str) -> str:
    words = [r"(?:[\w'’-]+\s+){0,4}?" if w == ".." else re.escape(w).replace(r"\*", r"\w*") for w in phrase.split()]
    joined = "".join(w if w.startswith("(?:") else w + r"\s+" for w in words).removesuffix(r"\s+")
    return rf"(?<!\w){joined}(?!\w)"


def forbidden_in(text: str) -> tuple[str, ...]:
    """Return a complaint, with an alternative, for every phrase to avoid in `text`.

    Parameters
    ----------
    text : str
        Words meant for a person.

    Examples
    --------
    >>> forbidden_in("Lift one knee.")
    ()
    >>> [said.split(":")[0] for said in forbidden_in("A proven method.")]
    ['“proven”']
    """
    return tuple(
        f"“{found[0]}”: {avoid.why} Say rather: {avoid.instead}."
        for pattern, avoid in _patterns()
        for found in pattern.finditer(text)
    )
