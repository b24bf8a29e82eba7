"""A session in the terminal: today's steps, one after the other, led by the engine and the guide of the app."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from psoas.cli_answers import Asking, Gone
from psoas.cli_hurt import ask_where_it_hurts
from psoas.cli_journal import Data, now, opened
from psoas.cli_keys import LOOK_S, QUIT, Keys, keys, show_time
from psoas.cli_march import Dose, March, planned
from psoas.cli_routine import closed_today

if TYPE_CHECKING:
    from psoas.journal.person import StepDone
    from psoas.journal.store import Store
    from psoas.plan.asks import Ask
    from psoas.plan.decision import Decision
    from psoas.plan.hurt import Hurt
    from psoas.plan.today import TodayStep
    from psoas.programme.catalogue import Catalogue
    from psoas.programme.model import Exercise
    from psoas.session.guided import Guided, GuidedAction, GuidedPhase, GuidedView

# Everything heavy is imported in the command that needs it, as in cli.py.
# ruff: noqa: PLC0415

_KEYS = "Enter pause or go on, b back, s next part, t too hard, h it hurts, q stop"
_ACTIONS: dict[str, GuidedAction] = {"b": "back", "s": "skip", "t": "too-hard", "h": "it-hurts"}

_say = Console(highlight=False, soft_wrap=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(session)


def session(
    data: Data = None,
    short: Annotated[bool, typer.Option("--short", help="The short version, for bad days.")] = False,
    level: Annotated[
        int | None, typer.Option(help="Only this level of the march, 1 to 6, of your own choice.", min=1, max=6)
    ] = None,
    without_band: Annotated[bool, typer.Option("--without-band", help="With --level: the band is not worn.")] = False,
) -> None:
    """Lead today's steps here in the terminal; the march is counted with the keys l and r."""
    from psoas.programme.catalogue import load

    with opened(data) as store:
        if closed_today(store):
            return
        leader = Leader(store, load(), keys(), short=short)
        if level is None:
            leader.lead()
        else:
            leader.lead_level(level, band=not without_band)


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
        try:
            self._ask_what_is_due()
            for place in range(len(self._plan()[2])):
                _, decision, steps = self._plan()  # once more: an answer may have changed what is on
                self._step(steps[place], decision)
        except Gone:
            _say.print("\nStopped. Everything you did is kept.")
            return
        _say.print("\nThat was all for today.")

    def lead_level(self, level: int, *, band: bool) -> None:
        """Lead one level of the person's own choice, where the rules of the day let it."""
        from psoas.plan.free import free_start, usual_plan
        from psoas.plan.history import history_of
        from psoas.plan.progression import pain_now

        exercise = self.catalogue.level(level)
        assert exercise.dose is not None, f"{exercise.id} has no dose, so no session can be led"
        try:
            said = free_start(history_of(self.store), now(), level)
            if not said.refused:
                self._ask_what_is_due()
                if pain_now(history_of(self.store), now().date()) is None:
                    self._ask_pain_now()
                said = free_start(history_of(self.store), now(), level)  # once more: the answers count
            if said.refused:
                _say.print(escape(said.refused))
                return
            _say.print(f"[bold]Level {level}: {escape(exercise.name)}[/]")
            if said.note:
                _say.print(escape(said.note))
            free = Dose(level, band and exercise.band is not None, "", usual_plan(exercise.dose))
            self._march(planned(said.as_planned) if said.as_planned else free)
        except Gone:
            _say.print("\nStopped. Everything you did is kept.")

    def _plan(self) -> tuple[Sequence[Ask], Decision, Sequence[TodayStep]]:
        from psoas.plan.history import history_of
        from psoas.plan.today import today

        day = today(history_of(self.store), now(), self.catalogue, short=self.short)
        return day.asks, day.decision, day.steps

    def _march(self, dose: Dose) -> None:
        March(self.store, self.catalogue, self.press, self.clock).lead(dose)

    def _ask_what_is_due(self) -> None:
        from psoas.journal.person import Morning

        for ask in self._plan()[0]:
            if ask.kind == "morning":
                pain = Asking(self.press).number("How was your pain on the morning after the last session?")
                self.store.tell(Morning(pain), at=now(), session_id=ask.session_id)
            elif ask.kind == "before-session":
                self._ask_pain_now()

    def _ask_pain_now(self) -> None:
        from psoas.journal.person import Answer

        pain = Asking(self.press).number("How is your pain just now?")
        if pain is not None:
            self.store.tell(Answer("pain-now", pain), at=now())

    def _step(self, step: TodayStep, decision: Decision) -> None:
        if step.state == "due" and not step.optional:
            self._lead_step(step, decision)
        if step.step == "strengthen":
            self._beside_the_march()

    def _beside_the_march(self) -> None:
        """What is done beside the march, as far as the day has it after the march."""
        also = next(each for each in self._plan()[2] if each.step == "strengthen").also
        if also is None or also.state != "due" or also.optional:
            return
        _say.print(f"\n[bold]And then[/]: {escape(self.catalogue.by_id(also.exercise_id).name)}")
        _say.print(escape(also.why))
        self._guided(also)

    def _lead_step(self, step: TodayStep, decision: Decision) -> None:
        name = next(each.name for each in self.catalogue.steps if each.id == step.step)
        _say.print(f"\n[bold]{name}[/]: {escape(self.catalogue.by_id(step.exercise_id).name)}")
        _say.print(escape(step.locked or step.why))
        if step.locked:
            return
        if step.step == "strengthen":
            self._march(planned(decision))
        else:
            self._guided(step)

    # -- massage, stretch, habit --------------------------------------------------------------------------------------

    def _guided(self, step: TodayStep) -> None:
        """Lead a step by its times; it is told when it ends, and not at all where the person goes away."""
        from psoas.plan.history import history_of
        from psoas.plan.leading import leading
        from psoas.session.guided import Guided
        from psoas.session.messages import Spoken

        led = secrets.token_hex(4)

        def tell(how: StepDone) -> None:
            self.store.tell(replace(how, led=led), at=now())

        exercise = self.catalogue.by_id(step.exercise_id)
        how = leading(history_of(self.store), now(), exercise, self.catalogue, short=self.short)
        if how.closed:
            _say.print(escape(how.closed))
            return
        guided = Guided(how.exercise, tell, easy=how.easier, held_s=how.held_s)
        _say.print("Enter begins, s leaves it out today, h it hurts, q stops.", style="dim")
        while guided.view.phase != "done":
            key = self.press.press(LOOK_S)
            if key == QUIT:
                raise Gone
            action = _guided_action(key, guided.view)
            said = guided.tap(action, self.clock()) if action else guided.tick(self.clock())
            show_time(guided.view.left_s if guided.view.phase == "running" else None)
            if action == "start":
                _say.print(_KEYS, style="dim")
            for each in said:
                if isinstance(each, Spoken):
                    left = f" ({guided.view.left_s:.0f} s)" if guided.view.phase == "running" else ""
                    _say.print(escape(f"{each.say}{left}"))
                    _say.bell()
        if guided.view.outcome == "stopped":
            self._it_hurt(guided, exercise)

    def _it_hurt(self, guided: Guided, exercise: Exercise) -> None:
        """Ask about it, and keep the answers with the step."""
        from psoas.journal.person import Answer
        from psoas.plan.history import history_of
        from psoas.plan.leading import after_stop

        def keep(hurt: Hurt) -> str:
            if hurt.strong is not None:
                self.store.tell(Answer("pain-now", hurt.strong), at=now())
            where, kind = (one.id if one else "" for one in (hurt.place, hurt.kept))
            guided.add(pain=hurt.strong, where=where, kind=kind)
            return " ".join(after_stop(history_of(self.store), now(), exercise))

        ask_where_it_hurts(self.store, Asking(self.press), keep)


def _guided_action(key: str | None, view: GuidedView) -> GuidedAction | None:
    enter: dict[GuidedPhase, GuidedAction] = {"ready": "start", "running": "pause", "paused": "resume"}
    return enter.get(view.phase) if key in ("", "p") else _ACTIONS.get(key or "")
