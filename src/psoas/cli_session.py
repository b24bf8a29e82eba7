"""A session in the terminal: today's steps, one after the other, led by the engine and the guide of the app."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from psoas.app.words import FORM_HELD, HOW_HARD, WARNING_SIGN, WORST_PAIN
from psoas.cli_journal import Data, now, opened
from psoas.cli_keys import QUIT, Keys, keys
from psoas.cli_routine import closed_today

if TYPE_CHECKING:
    from psoas.journal.person import StepDone
    from psoas.journal.store import Store
    from psoas.plan.asks import Ask
    from psoas.plan.decision import Decision
    from psoas.plan.today import TodayStep
    from psoas.programme.catalogue import Catalogue
    from psoas.session.engine import Session
    from psoas.session.guided import GuidedAction, GuidedPhase, GuidedView
    from psoas.session.messages import Message
    from psoas.session.view import Action, View

# Everything heavy is imported in the command that needs it, as in cli.py.
# ruff: noqa: PLC0415

#: How long one look for a key takes, seconds: so often time passes for the engine.
_LOOK_S = 0.25
_MARCH_KEYS = "l left, r right, Enter the leg whose turn it is, u take back, p pause, t too hard, h it hurts, q stop"
_GUIDED_KEYS = "Enter pause or go on, b back, s next part, t too hard, h it hurts, q stop"
_MARCH_ACTIONS: dict[str, Action] = {"l": "count-left", "r": "count-right", "u": "undo", QUIT: "stop"}
_GUIDED_ACTIONS: dict[str, GuidedAction] = {"b": "back", "s": "skip", "t": "too-hard", "h": "it-hurts"}

_say = Console(highlight=False, soft_wrap=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(session)


def session(
    data: Data = None,
    short: Annotated[bool, typer.Option("--short", help="The short version, for bad days.")] = False,
) -> None:
    """Lead today's steps here in the terminal; the march is counted with the keys l and r."""
    from psoas.programme.catalogue import load

    with opened(data) as store:
        if not closed_today(store):
            Leader(store, load(), keys(), short=short).lead()


class Gone(Exception):  # noqa: N818 - reads as a sentence where raised
    """The person stopped, or the input ended."""


@dataclass(slots=True)
class Leader:
    """Leads through a day.

    Attributes
    ----------
    press : Keys
        What the person presses and answers.
    clock : callable
        Seconds that only ever grow.
    """

    store: Store
    catalogue: Catalogue
    press: Keys
    short: bool = False
    clock: Callable[[], float] = time.monotonic

    def lead(self) -> None:
        """Ask what is due, then lead all that is on."""
        from psoas.plan.history import history_of
        from psoas.plan.today import today

        def plan() -> tuple[Sequence[Ask], Decision, Sequence[TodayStep]]:
            day = today(history_of(self.store), now(), self.catalogue, short=self.short)
            return day.asks, day.decision, day.steps

        try:
            for ask in plan()[0]:
                self._ask(ask)
            for place in range(len(plan()[2])):
                _, decision, steps = plan()  # once more: an answer may have changed what is on
                self._step(steps[place], decision)
        except Gone:
            _say.print("\nStopped. Everything you did is kept.")
            return
        _say.print("\nThat was all for today.")

    def _ask(self, ask: Ask) -> None:
        from psoas.journal.person import Answer, Morning

        if ask.kind == "morning":
            pain = self._number("How was your pain on the morning after the last session?")
            self.store.tell(Morning(pain), at=now(), session_id=ask.session_id)
        elif ask.kind == "before-session":
            pain = self._number("How is your pain just now?")
            if pain is not None:
                self.store.tell(Answer("pain-now", pain), at=now())

    def _step(self, step: TodayStep, decision: Decision) -> None:
        name = next(each.name for each in self.catalogue.steps if each.id == step.step)
        if step.state != "due" or step.optional:
            return
        _say.print(f"\n[bold]{name}[/]: {escape(self.catalogue.by_id(step.exercise_id).name)}")
        _say.print(escape(step.locked or step.why))
        if step.locked:
            return
        if step.step == "strengthen":
            self._march(decision)
        else:
            self._guided(step)

    # -- massage, stretch, habit --------------------------------------------------------------------------------------

    def _guided(self, step: TodayStep) -> None:
        """Lead a step by its times; it is told when it ends, and not at all where the person goes away."""
        from psoas.plan.history import history_of
        from psoas.plan.leading import leading
        from psoas.session.guided import Guided
        from psoas.session.messages import Spoken

        def tell(how: StepDone) -> None:
            self.store.tell(how, at=now())

        exercise = self.catalogue.by_id(step.exercise_id)
        how = leading(history_of(self.store), now(), exercise, self.catalogue, short=self.short)
        if how.closed:
            _say.print(escape(how.closed))
            return
        guided = Guided(how.exercise, tell, easy=how.easier, held_s=how.held_s)
        _say.print("Enter begins, s leaves it out today, q stops.", style="dim")
        while guided.view.phase != "done":
            key = self.press.press(_LOOK_S)
            if key == QUIT:
                raise Gone
            action = _guided_action(key, guided.view)
            said = guided.tap(action, self.clock()) if action else guided.tick(self.clock())
            _show_time(guided.view.left_s if guided.view.phase == "running" else None)
            if action == "start":
                _say.print(_GUIDED_KEYS, style="dim")
            for each in said:
                if isinstance(each, Spoken):
                    left = f" ({guided.view.left_s:.0f} s)" if guided.view.phase == "running" else ""
                    _say.print(escape(f"{each.say}{left}"))
                    _say.bell()

    # -- the march ----------------------------------------------------------------------------------------------------

    def _march(self, decision: Decision) -> None:
        from psoas.plan.ladder import rung_of
        from psoas.session.engine import Session

        rung, plan = rung_of(decision.rung), decision.plan
        small = " A small movement is meant." if decision.small else ""
        _say.print(f"{plan.sets} x {plan.reps_per_side} each side, rest {plan.rest_s:g} s.{small}")
        _say.print("Enter begins, s leaves it out today, q stops.", style="dim")
        while (key := self.press.press(_LOOK_S)) not in ("", "s", QUIT):
            pass
        if key == QUIT:
            raise Gone
        if key == "s":
            return
        marching = Session(
            self.catalogue.level(rung.level),
            self.store,
            started_at=now(),
            plan=plan,
            band=rung.band != "none",
            counting="hand",
            march=self.catalogue.march,
            rung=rung.id,
        )
        _say.print(_MARCH_KEYS, style="dim")
        _tell(marching.tap("start", self.clock()), marching.view)
        ended_by = self._count(marching)
        self._feeling(marching, ended_by)
        if ended_by == QUIT:
            raise Gone

    def _count(self, marching: Session) -> str:
        """Count until it is over; the key that ended it, "" where it was done to its end."""
        while marching.view.phase != "done":
            key = self.press.press(_LOOK_S)
            if key is None:
                _tell(marching.tick(self.clock()), marching.view)
                _show_time(marching.view.rest_left_s)
            elif key in ("t", "h", QUIT):
                _tell(marching.tap("stop", self.clock()), marching.view)
                return key
            elif action := _march_action(key, marching.view):
                _tell(marching.tap(action, self.clock()), marching.view)
        return ""

    def _feeling(self, marching: Session, ended_by: str) -> None:
        """How it was; where it hurt the worst pain and the signs are asked first and nothing else."""
        from psoas.journal.person import Choice, Feeling
        from psoas.plan.history import history_of
        from psoas.plan.progression import pain_before

        if marching.view.session_id is None:
            return
        effort = form = None
        if ended_by == "h":
            _say.print("Stop here. Come out of it slowly.")
        else:
            effort = self._number(HOW_HARD)
            form = self._yes(FORM_HELD)
        during = self._number(WORST_PAIN)
        sign = self._yes(WARNING_SIGN)
        before = pain_before(history_of(self.store), marching.started_at)
        feeling = Feeling(before, during, effort, form, bool(sign))
        self.store.tell(feeling, at=now(), session_id=marching.view.session_id)
        if sign:
            _say.print("Stop here, and answer `psoas screening`: some signs need help at once.", style="bold red")
            raise Gone
        if ended_by == "t":
            self.store.tell(Choice("easier"), at=now())
            _say.print("Noted: next time it is easier.")

    # -- answers ------------------------------------------------------------------------------------------------------

    def _number(self, ask: str) -> int | None:
        while True:
            given = self.press.line(f"{ask} 0 to 10, or Enter to leave it open:")
            if given is None:
                raise Gone
            if not given.strip():
                return None
            if given.strip().isdecimal() and int(given) <= 10:
                return int(given)
            _say.print(f"“{escape(given.strip())}” is no number from 0 to 10. Give one, such as 3, or only Enter.")

    def _yes(self, ask: str) -> bool | None:
        while True:
            given = self.press.line(f"{ask} y or n, or Enter to leave it open:")
            if given is None:
                raise Gone
            word = given.strip().lower()
            if word in ("", "y", "yes", "n", "no"):
                return {"y": True, "n": False}.get(word[:1])
            _say.print(f"“{escape(given.strip())}” is neither yes nor no. Give y or n, or only Enter.")


def _guided_action(key: str | None, view: GuidedView) -> GuidedAction | None:
    enter: dict[GuidedPhase, GuidedAction] = {"ready": "start", "running": "pause", "paused": "resume"}
    return enter.get(view.phase) if key in ("", "p") else _GUIDED_ACTIONS.get(key or "")


def _march_action(key: str, view: View) -> Action | None:
    if key == "" and view.phase == "working":
        return "count-left" if view.left <= view.right else "count-right"
    if key == "" and view.phase == "resting":
        return "skip-rest"
    if key in ("", "p"):
        return "resume" if view.phase == "paused" else "pause"
    return _MARCH_ACTIONS.get(key)


def _show_time(left_s: float | None) -> None:
    """What is left of a hold or a rest, on a line of its own that is written over; in a pipe nothing."""
    if left_s is not None and _say.is_terminal:
        _say.print(f"{left_s:4.0f} s", end="\r", style="dim")


def _tell(messages: Sequence[Message], view: View) -> None:
    """Print what the app would say and show."""
    from psoas.session.messages import Counted, Spoken, Uncounted

    for each in messages:
        if isinstance(each, Counted | Uncounted):
            _say.print(f"left {view.left}, right {view.right} of {view.target}")
        elif isinstance(each, Spoken) and each.kind != "count":
            _say.print(escape(each.say), style="bold")
            _say.bell()
    if view.last_error and messages:
        _say.print(escape(view.last_error), style="red")
