"""Questions answered by one tap, without a slider, for keyboards and unsteady hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from psoas.app.widgets.elements import Button, Words, el

T = TypeVar("T")
#: Meaning of the ends of a pain scale.
PAIN = ("none", "worst imaginable")
SORENESS = ("not sore", "very sore")


class OneOf(Generic[T]):
    """A question with buttons; the one tapped last stays pressed.

    Parameters
    ----------
    ask : str
        The question.
    answers : mapping
        For each answer, its label and what a screen reader says ("" for the same).
    classes : str
        Classes of the row of buttons.
    on_pick : callable, optional
        Called with the answer.
    value : T or None
        The suggested answer, pressed until another one is.
    titled : bool
        Whether a heading above already shows the question.

    Attributes
    ----------
    value : T or None
        The answer, or None.
    buttons : dict
        Button by answer.
    """

    def __init__(
        self,
        ask: str,
        answers: Mapping[T, tuple[str, str]],
        classes: str = "row",
        on_pick: Callable[[T], None] | None = None,
        value: T | None = None,
        *,
        titled: bool = False,
    ) -> None:
        self.value = value
        self._on_pick = on_pick
        self.buttons: dict[T, Button] = {}
        with el("div", "scale", role="group", aria_label=ask) as self._box:
            if not titled:
                Words("p", ask, "ask")
            with el("div", classes):
                for answer, (shown, label) in answers.items():
                    button = Button(shown, lambda a=answer: self._pick(a), label=label)
                    button.props["aria-pressed"] = "true" if answer == value else "false"
                    self.buttons[answer] = button

    def press(self, answer: T) -> None:
        """Show an answer that was given elsewhere."""
        self.value = answer
        for each, button in self.buttons.items():
            button.props["aria-pressed"] = "true" if each == answer else "false"
            button.update()

    def _pick(self, picked: T) -> None:
        self.press(picked)
        if self._on_pick is not None:
            self._on_pick(picked)


class NumberScale(OneOf[int]):
    """A scale of numbers, 0 to 10 by default.

    Parameters
    ----------
    ask : str
        The question.
    ends : tuple of str
        Meaning of the first and the last number.
    on_pick : callable, optional
        Called with the number.
    numbers : sequence of int
        The numbers, in order.
    unit : str
        Added to the first and the last: " %".
    value : int or None
        The number chosen before.
    titled : bool
        Whether a heading above already shows the question.
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
        titled: bool = False,
    ) -> None:
        first, last = numbers[0], numbers[-1]
        said = {first: f"{first}{unit}, {ends[0]}", last: f"{last}{unit}, {ends[1]}"}
        answers = {n: (str(n), said.get(n, f"{n}{unit}")) for n in numbers}
        super().__init__(ask, answers, "numbers", on_pick, value, titled=titled)
        with self._box, el("div", "ends soft"):
            Words("span", f"{first}{unit} {ends[0]}")
            Words("span", f"{last}{unit} {ends[1]}")


class YesNo(OneOf[bool]):
    """A yes-or-no question; `value` is the suggested answer."""

    def __init__(self, ask: str, value: bool | None = None, on_pick: Callable[[bool], None] | None = None) -> None:
        super().__init__(ask, {True: ("Yes", ""), False: ("No", "")}, on_pick=on_pick, value=value)
