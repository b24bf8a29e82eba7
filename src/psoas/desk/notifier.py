"""How the companion reaches a person: one interface, several ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from psoas.desk.words import hint_words, prompt_words, trouble_title
from psoas.habit.events import Break, Hint, LetGo, News, Prompt, Withdrawn
from psoas.habit.observation import Said

#: What a button does: the companion hears the word.
Reply = Callable[[Said], None]
#: Buttons below a prompt, and below a hint, as what they say.
PROMPT_ANSWERS: tuple[Said, ...] = ("done", "later", "skip", "call")
HINT_ANSWERS: tuple[Said, ...] = ("later", "skip", "call")


class Notifier(Protocol):
    """Shows at most one message at a time."""

    async def start(self, answer: Reply) -> str | None:
        """Get ready; return a sentence that says why it cannot, or None."""

    async def show(self, title: str, text: str, answers: tuple[Said, ...]) -> None:
        """Show a message in place of any before."""

    async def clear(self) -> None:
        """Take the message down."""

    async def stop(self) -> None:
        """Let go of everything."""


async def tell(notifier: Notifier, event: News, move: Callable[[], str]) -> None:
    """Show what an event asks for, or take it down; `move` gives the sentence about a small move."""
    match event:
        case Hint():
            await notifier.show(*hint_words(), HINT_ANSWERS)
        case Prompt():
            await notifier.show(*prompt_words(event, move()), PROMPT_ANSWERS)
        case Withdrawn() | LetGo() | Break():
            await notifier.clear()


async def tell_trouble(notifier: Notifier, trouble: str) -> None:
    """Show why the day cannot be written down; take that down again once it can, with ""."""
    if trouble:
        await notifier.show(trouble_title(), trouble, ())
    else:
        await notifier.clear()
