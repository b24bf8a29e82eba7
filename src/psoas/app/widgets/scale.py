"""Questions answered by one tap, without a slider, so that a keyboard or an unsteady hand will do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from psoas.app.widgets.elements import Button, Words, el

T = TypeVar("T")
#: What the ends of a scale of pain mean.
PAIN = ("none", "worst imaginable")
SORENESS = ("not sore", "very sore")


class OneOf(Generic[T]):
    """A question with buttons, of which the one that was tapped last stays pressed.

    Parameters
    ----------
    ask : str
        The question.
    answers : mapping
        Answer to what its button shows and what a screen reader says ("" for the same).
    classes : str
        Of the row of buttons.
    on_pick : callable, optional
        Called with the answer.
    value : T or None
        The answer that is offered: pressed already, until another is.

    Attributes
    ----------
    value : T or None
        The answer; None while there is none.
    buttons : dict
        Answer to its button.
    """

    def __init__(
        self,
        ask: str,
        answers: Mapping[T, tuple[str, str]],
        classes: str = "row",
        on_pick: Callable[[T], None] | None = None,
        value: T | None = None,
    ) -> None:
        self.value = value
        self._on_pick = on_pick
        self.buttons: dict[T, Button] = {}
        with el("div", "scale", role="group", aria_label=ask) as self._box:
            Words("p", ask, "ask")
            with el("div", classes):
                for answer, (shown, label) in answers.items():
                    button = Button(shown, lambda a=answer: self._pick(a), label=label)
                    button.props["aria-pressed"] = "true" if answer == value else "false"
                    self.buttons[answer] = button

    def _pick(self, picked: T) -> None:
        self.value = picked
        for answer, button in self.buttons.items():
            button.props["aria-pressed"] = "true" if answer == picked else "false"
            button.update()
        if self._on_pick is not None:
            self._on_pick(picked)


class NumberScale(OneOf[int]):
    """Numbers, from 0 to 10 where nothing else is said.

    Parameters
    ----------
    ask : str
        The question.
    ends : tuple of str
        What the first and the last number mean.
    on_pick : callable, optional
        Called with the number.
    numbers : sequence of int
        All of them, in order.
    unit : str
        Said after the first and the last: " %".
    value : int or None
        The number that was tapped before.
    """

    def __init__(
        self,
        ask: str,
        ends: tuple[str, str],
        on_pick: Callable[[int], None] | None = None,
        *,
        numbers: Sequence[int] = range(11),
        unit: str = "",
        value: int | None = None,
    ) -> None:
        first, last = numbers[0], numbers[-1]
        said = {first: f"{first}{unit}, {ends[0]}", last: f"{last}{unit}, {ends[1]}"}
        answers = {n: (str(n), said.get(n, f"{n}{unit}")) for n in numbers}
        super().__init__(ask, answers, "numbers", on_pick, value)
        with self._box, el("div", "ends soft"):
            Words("span", f"{first}{unit} {ends[0]}")
            Words("span", f"{last}{unit} {ends[1]}")


class YesNo(OneOf[bool]):
    """Yes or no; `value` is the one that is offered."""

    def __init__(self, ask: str, value: bool | None = None, on_pick: Callable[[bool], None] | None = None) -> None:
        super().__init__(ask, {True: ("Yes", ""), False: ("No", "")}, on_pick=on_pick, value=value)
