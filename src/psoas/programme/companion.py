"""The words of the desk companion (companion.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text


class PromptWords(Strict):
    """A prompt; `waited` says what kept it away, by reason."""

    title: Text
    say: Text
    waited: Mapping[str, str]


class HintWords(Strict):
    """A hint before it."""

    title: Text
    say: Text


class TroubleWords(Strict):
    """What goes above an error of the journal."""

    title: Text


class ButtonWords(Strict):
    """What can be answered."""

    done: Text
    later: Text
    skip: Text
    call: Text


class StatusWords(Strict):
    """What the companion is doing, in a sentence."""

    off: Text
    off_since: Text
    start_it: Text
    silent: Text
    counting: Text
    on_break: Text
    shown: Text
    postponed: Text
    waiting: Text


class CompanionWords(Strict):
    """Everything that the companion says; `silent` by reason, `said` by what it answers."""

    prompt: PromptWords
    hint: HintWords
    trouble: TroubleWords
    buttons: ButtonWords
    silent: Mapping[str, Text]
    status: StatusWords
    said: Mapping[str, Text]


@cache
def companion_words() -> CompanionWords:
    """Return the words, read once."""
    return packaged(CompanionWords, "companion.toml")
