"""The card of the walking plan: this week, why, and one tap for a walk."""

from __future__ import annotations

from dataclasses import replace

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link, note
from psoas.app.widgets.grades import rests_on
from psoas.app.widgets.scale import PAIN, NumberScale, OneOf
from psoas.journal.answers import Walk
from psoas.plan.walking import WalkPlan, walk_plan, words
from psoas.session import taking_back, use_cases

#: Other lengths of a walk to choose from, minutes.
_OTHERS = (5, 10, 15, 20, 25, 30, 40, 50, 60)
#: What somebody may walk now, days a week.
_DAYS = range(8)


class WalkCard:
    """The card, which tells a walk with one tap and asks afterwards whether it hurt.

    Parameters
    ----------
    house : AppState
        Gives the journal and the date.
    whole : bool
        Whether to show also how it goes on, what it rests on, and the question about what is walked now.
    """

    def __init__(self, house: AppState, *, whole: bool) -> None:
        self._house, self._whole = house, whole
        self._place = el("div", "stack walk-card", aria_live="polite")
        self._show()

    def _show(self, said: str = "") -> None:
        plan = walk_plan(self._house.history(), self._house.today())
        self._place.clear()
        with self._place:
            if said:
                note(said, "good")
            if plan.closed:
                note(plan.closed)
                return
            if plan.paused:
                note(plan.why, "warn")
                return
            Words("p", f"{plan.asks} {plan.so_far}".strip(), "lead")
            Words("p", plan.why, "soft")
            self._buttons(plan)
            if not self._whole:
                link("More about walking", "/desk#walking", "soft")
                return
            if not plan.begun:
                self._usual()
            Words("p", words().how, "soft")
            rests_on(words().claims)

    def _buttons(self, plan: WalkPlan) -> None:
        minutes = plan.week.target.minutes
        with el("div", "row"):
            Button(words().log.format(minutes=minutes), lambda: self._log(minutes), "main", "good")
        with el("details", "change"):
            Words("summary", words().other)
            OneOf("How many minutes?", {n: (str(n), f"{n} minutes") for n in _OTHERS}, "numbers", self._log)

    def _log(self, minutes: int) -> None:
        """Keep the walk at once, then ask whether it hurt."""
        walk = Walk(minutes, run=self._house.today().isoformat())
        said = self._tell(walk)
        self._place.clear()
        with self._place:
            note(said, "good")
            NumberScale(words().hurt, PAIN, lambda pain: self._show(self._tell(replace(walk, pain=pain))))
            with el("div", "row"):
                Button("Leave it open", self._show)
                Button("Undo", lambda: self._undo(walk), "quiet", "undo")

    def _tell(self, walk: Walk) -> str:
        return use_cases.tell_walk(self._house.store, self._house.today(), walk)

    def _undo(self, walk: Walk) -> None:
        records = (entry.id for entry in self._house.store.told(Walk) if entry.what.run == walk.run)
        taking_back.take_back(self._house.store, self._house.today(), *records)
        self._show()

    def _usual(self) -> None:
        """Ask what somebody walks now, so that the plan begins there."""
        with el("details", "change"):
            Words("summary", words().usual)
            minutes = OneOf("Minutes a walk", {n: (str(n), f"{n} minutes") for n in (0, *_OTHERS)}, "numbers")
            days = OneOf("Days a week", {n: (str(n), f"{n} days a week") for n in _DAYS}, "numbers")
            Button("Begin there", lambda: self._begin(minutes.value, days.value))

    def _begin(self, minutes: int | None, days: int | None) -> None:
        use_cases.tell_usual_walks(self._house.store, self._house.today(), minutes, days)
        self._show()
