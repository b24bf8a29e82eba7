"""A row of numbers to tap, from 0 to 10: no slider, so that it works by keyboard and with an unsteady hand."""

from __future__ import annotations

from collections.abc import Callable

from psoas.app.elements import Button, Words, el


class Scale:
    """One question answered by one tap.

    Parameters
    ----------
    ask : str
        The question.
    ends : tuple of str
        What 0 and 10 mean.
    on_pick : callable
        Called with the number.
    """

    def __init__(self, ask: str, ends: tuple[str, str], on_pick: Callable[[int], None]) -> None:
        self.value: int | None = None
        self._on_pick = on_pick
        self._buttons: list[Button] = []
        with el("div", "scale", role="group", aria_label=ask):
            Words("p", ask, "ask")
            with el("div", "numbers"):
                for number in range(11):
                    end = {0: f", {ends[0]}", 10: f", {ends[1]}"}.get(number, "")
                    button = Button(str(number), lambda n=number: self._pick(n), label=f"{number}{end}")
                    button.props["aria-pressed"] = "false"
                    self._buttons.append(button)
            with el("div", "ends soft"):
                Words("span", f"0 {ends[0]}")
                Words("span", f"10 {ends[1]}")

    def _pick(self, number: int) -> None:
        self.value = number
        for at, button in enumerate(self._buttons):
            button.props["aria-pressed"] = "true" if at == number else "false"
            button.update()
        self._on_pick(number)
