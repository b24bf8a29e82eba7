"""Numbers as words, as a voice says them."""

from __future__ import annotations

# fmt: off
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on


def number(n: int) -> str:
    """Write a number as a word up to twenty, in digits above."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)
