"""What the companion says, put together."""

from __future__ import annotations

from psoas.habit.events import Prompt
from psoas.programme.companion import companion_words


def prompt_words(prompt: Prompt, move: str) -> tuple[str, str]:
    """Return title and text of a prompt; `move` is a sentence about a small move, or ""."""
    words = companion_words().prompt
    waited = words.waited[prompt.waited_for] if prompt.waited_for else ""
    said = (words.say.format(minutes=round(prompt.still_s / 60)), waited, move)
    return words.title, " ".join(filter(None, said))


def hint_words() -> tuple[str, str]:
    """Return title and text of a hint."""
    words = companion_words().hint
    return words.title, words.say


def trouble_title() -> str:
    """Return the title of what goes wrong with the journal."""
    return companion_words().trouble.title
