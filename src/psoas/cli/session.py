"""`psoas session`: today's steps in the terminal, with the app's session engine and guide."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from psoas.cli import options
from psoas.cli.keys import GO_ON, LOOK_S, QUIT, Asking, Gone, Keys, keys, show_time
from psoas.cli.march import MarchLeader, ask_where_it_hurts
from psoas.cli.options import Data, opened, say
from psoas.cli.screening import closed_today
from psoas.report.words import MORNING_PAIN, MORNING_SORE
from psoas.seconds import seconds

if TYPE_CHECKING:
    from psoas.journal.answers import StepDone
    from psoas.journal.store import Store
    from psoas.plan.due_questions import Ask
    from psoas.plan.ladder import Decision
    from psoas.plan.pain import Hurt
    from psoas.plan.today import TodayStep
    from psoas.programme.catalogue import Catalogue
    from psoas.programme.model import Exercise
    from psoas.session.guided import Guided, GuidedAction, GuidedView
    from psoas.session.guided_states import GuidedPhase
    from psoas.session.use_cases import March

_KEYS = "Enter pause or go on, b back, s next part, t too hard, h it hurts, q stop"
_ACTIONS: dict[str, GuidedAction] = {"b": "back", "s": "skip", "t": "too-hard", "h": "it-hurts"}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(session)


def session(
    data: Data = None,
    short: Annotated[bool, typer.Option("--short", help="The short version, for bad days.")] = False,
    level: Annotated[int | None, typer.Option(help="Do only this level of the march, 1 to 6.", min=1, max=6)] = None,
    without_band: Annotated[bool, typer.Option("--without-band", help="With --level: do it without a band.")] = False,
) -> None:
    """Lead today's steps here in the terminal. You count the march with the keys l and r."""
    from psoas.journal.lock import leading_in_terminal
    from psoas.plan.history import history_of
    from psoas.plan.limits import taught
    from psoas.programme.catalogue import load

    with opened(data) as store, leading_in_terminal(store.folder):
        if closed_today(store):
            return
        leader = Leader(store, taught(load(), history_of(store), options.now()), keys(), short=short)
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
        The person's input.
    clock : callable
        Monotonic clock, seconds.
    """

    store: Store
    catalogue: Catalogue
    press: Keys
    short: bool = False
    clock: Callable[[], float] = seconds

    def lead(self) -> None:
        """Ask what is due, then lead everything that is on."""
        try:
            self._resume_or_end()
            self._ask_what_is_due()
            for place in range(len(self._plan()[2])):
                _, decision, steps = self._plan()  # planned again, since an answer may have changed it
                self._step(steps[place], decision)
        except Gone:
            say.print("\nStopped. Everything you did is kept.")
            return
        say.print("\nThat's everything for today.")

    def lead_level(self, level: int, *, band: bool) -> None:
        """Lead a level that the person chose, if the day's rules allow it."""
        from psoas.plan.cut import pain_now
        from psoas.plan.free_start import free_start
        from psoas.plan.history import history_of
        from psoas.session import use_cases
        from psoas.session.refusals import NotTodayError

        try:
            if self._resume_or_end(level):
                return
            if not free_start(history_of(self.store), options.now(), level).refused:
                self._ask_what_is_due()
                if pain_now(history_of(self.store), options.now().date()) is None:
                    self._ask_pain_now()
            history = history_of(self.store)  # read again, with the answers
            march = use_cases.of_own_choice(history, options.now(), level, self.catalogue, band=band)
            say.print(f"[bold]Level {level}: {escape(march.exercise.name)}[/]")
            if note := free_start(history, options.now(), level).note:
                say.print(escape(note))
            self._march(march)
        except NotTodayError as refused:
            say.print(escape(str(refused)))
        except Gone:
            say.print("\nStopped. Everything you did is kept.")

    def _resume_or_end(self, level: int | None = None) -> bool:
        """Offer to resume or end an unfinished march, of that level if given; return whether there was one."""
        from psoas.session.use_cases import unended

        found = unended(self.store, options.now())
        if found is None or level not in (None, found.level):
            return False
        say.print(f"[bold]{found.say}[/] {escape(found.refused or found.why)}".strip())
        say.print(f"Enter to {'leave it for now' if found.refused else 'go on'}, l to leave it at that.", style="dim")
        while (key := self.press.press(LOOK_S)) not in ("", "l", QUIT):
            pass
        if key == QUIT:
            raise Gone
        march = MarchLeader(self.store, self.catalogue, self.press, self.clock)
        if key == "l":
            march.leave_at_that(found.session_id)
        elif not found.refused:
            march.go_on(found.session_id)
        return True

    def _plan(self) -> tuple[Sequence[Ask], Decision, Sequence[TodayStep]]:
        from psoas.plan.history import history_of
        from psoas.plan.today import today

        day = today(history_of(self.store), options.now(), self.catalogue, short=self.short)
        return day.asks, day.decision, day.steps

    def _march(self, march: March) -> None:
        MarchLeader(self.store, self.catalogue, self.press, self.clock).lead(march)

    def _ask_what_is_due(self) -> None:
        from psoas.journal.answers import Morning
        from psoas.plan.cut import pain_now
        from psoas.plan.history import history_of
        from psoas.session import use_cases

        asks = self._plan()[0]
        for ask in asks:
            if ask.kind == "morning":
                asking = Asking(self.press)
                pain, sore = asking.number(MORNING_PAIN), asking.number(MORNING_SORE)
                use_cases.tell(self.store, options.now(), Morning(pain, sore), session_id=ask.session_id)
            elif ask.kind == "before-session":
                self._ask_pain_now()
        asked = any(ask.kind == "before-session" for ask in asks)
        if not asked and pain_now(history_of(self.store), options.now().date()) is None:
            self._ask_before("How are you today? Pain 0 to 10,")

    def _ask_pain_now(self) -> None:
        self._ask_before("How is your pain right now? 0 to 10,")

    def _ask_before(self, ask: str) -> None:
        """Ask how the person is before a session.

        Raises
        ------
        Gone
            If something is new: the questions come first.
        """
        from psoas.session import use_cases

        said = Asking(self.press).before(ask)
        if said == "new":
            say.print("Then please answer the questions first: `psoas screening`.", style="bold")
            raise Gone
        if said is not None:
            use_cases.tell_before(self.store, options.now(), said)

    def _step(self, step: TodayStep, decision: Decision) -> None:
        if step.state == "due" and not step.optional:
            self._lead_step(step, decision)
        if step.step == "strengthen":
            self._lead_extensor()

    def _lead_extensor(self) -> None:
        """Lead the exercise beside the march, if it is still due after the march."""
        also = next(each for each in self._plan()[2] if each.step == "strengthen").also
        if also is None or also.state != "due" or also.optional:
            return
        say.print(f"\n[bold]And then[/]: {escape(self.catalogue.by_id(also.exercise_id).name)}")
        say.print(escape(also.why))
        self._guided(also)

    def _lead_step(self, step: TodayStep, decision: Decision) -> None:
        from psoas.session import use_cases

        name = next(each.name for each in self.catalogue.steps if each.id == step.step)
        say.print(f"\n[bold]{name}[/]: {escape(self.catalogue.by_id(step.exercise_id).name)}")
        say.print(escape(step.locked or step.why))
        if step.locked:
            return
        if step.step == "strengthen":
            self._march(use_cases.planned(decision, self.catalogue))
        else:
            self._guided(step)

    # -- massage, stretch, habit --------------------------------------------------------------------------------------

    def _guided(self, step: TodayStep) -> None:
        """Lead a timed step, and write it down when it ends; if the person leaves, only if half of it was done."""
        from psoas.plan.guided_step import leading
        from psoas.plan.history import history_of
        from psoas.session import use_cases
        from psoas.session.guided import Guided

        led = secrets.token_hex(4)

        def tell(how: StepDone) -> None:
            use_cases.tell(self.store, options.now(), replace(how, led=led))

        exercise = self.catalogue.by_id(step.exercise_id)
        how = leading(history_of(self.store), options.now(), exercise, self.catalogue, short=self.short)
        if how.closed:
            say.print(escape(how.closed))
            return
        guided = Guided(how.exercise, tell, easy=how.easier, held_s=how.held_s)
        say.print("Enter to start, s to leave it out today, h if it hurts, q to stop.", style="dim")
        try:
            self._run_to_end(guided)
        finally:
            guided.leave()  # even after Ctrl-C, a step counts if enough of it was done
        if guided.view.outcome == "stopped":
            self._ask_where_it_hurt(guided, exercise)

    def _run_to_end(self, guided: Guided) -> None:
        from psoas.session.messages import Spoken

        while guided.view.phase != "done":
            key = self.press.press(LOOK_S)
            if key == QUIT:
                raise Gone
            before = guided.view.phase
            action = _guided_action(key, guided.view)
            said = guided.tap(action, self.clock()) if action else guided.tick(self.clock())
            show_time(guided.view.left_s if guided.view.phase == "running" else None)
            if action == "start":
                say.print(_KEYS, style="dim")
            for each in said:
                if isinstance(each, Spoken):
                    left = f" ({guided.view.left_s:.0f} s)" if guided.view.phase == "running" else ""
                    say.print(escape(f"{each.say}{left}"))
                    say.bell()
            if guided.view.phase == "paused" != before:
                say.print(GO_ON, style="dim")

    def _ask_where_it_hurt(self, guided: Guided, exercise: Exercise) -> None:
        """Ask where it hurt, and write the answers down with the step."""
        from psoas.plan.guided_step import after_stop
        from psoas.plan.history import history_of
        from psoas.session import use_cases

        def keep(hurt: Hurt) -> str:
            if hurt.strong is not None:
                use_cases.tell_before(self.store, options.now(), hurt.strong)
            where, kind = (one.id if one else "" for one in (hurt.place, hurt.kept))
            guided.add(pain=hurt.strong, where=where, kind=kind)
            return " ".join(after_stop(history_of(self.store), options.now(), exercise))

        ask_where_it_hurts(self.store, Asking(self.press), keep)


def _guided_action(key: str | None, view: GuidedView) -> GuidedAction | None:
    enter: dict[GuidedPhase, GuidedAction] = {"ready": "start", "running": "pause", "paused": "resume"}
    return enter.get(view.phase) if key in ("", "p") else _ACTIONS.get(key or "")
