"""Questions about how a session felt: asked once in its summary, and always optional."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from nicegui import ui

from psoas.app.live.guided_step import LiveGuidedStep
from psoas.app.pages.told import told_section
from psoas.app.state import AppState
from psoas.app.widgets import pain as hurt
from psoas.app.widgets.elements import Button, Words, bullets, el, link, note, section
from psoas.app.widgets.layout import frame
from psoas.app.widgets.scale import PAIN, NumberScale, OneOf, YesNo
from psoas.journal.answers import Answer, Feeling
from psoas.journal.records import RepRecord, SessionRecord
from psoas.plan.guided_step import after_stop, leading, next_time, texts
from psoas.plan.history import history_of
from psoas.plan.pain import Hurt, hurt_file, way_out
from psoas.plan.progression import held_low, outlook
from psoas.plan.today import today
from psoas.report.words import ANYTHING, FORM_HELD, HOW_HARD, WARNING_SIGN, WHICH_SIGNS, WORST_PAIN, time_left
from psoas.session import use_cases
from psoas.session.safety import signs_in_a_session

_ENDED = {"done": "Done.", "skipped": "Left out today."}


def to_top() -> None:
    """Scroll to the top, where the new content is."""
    ui.run_javascript("scrollTo({top: 0})")


class AfterStep:
    """The end of a step.

    Parameters
    ----------
    house : AppState
        Gives journal, programme and date.
    led : LiveGuidedStep
        The finished step.
    short : bool
        Whether it is the short version of the day.
    alone : callable
        Called to hide everything else on the page.
    go_on : callable, optional
        Goes on with the led day that the step belongs to.
    """

    def __init__(
        self,
        house: AppState,
        led: LiveGuidedStep,
        short: bool,
        alone: Callable[[], None],
        go_on: Callable[[], None] | None = None,
    ) -> None:
        self._house = house
        self._go_on_with_the_day = go_on
        self._led = led
        self._short = short
        self._alone = alone
        self._box = el("section", "after stack", aria_live="polite", aria_label="How it ended")
        self._show()

    def _show(self) -> None:
        state = self._led.view.outcome
        self._box.clear()
        with self._box:
            if state == "stopped" and not self._led.answered:
                self._ask()
                return
            if state == "stopped":
                self._what_it_means()
                return
            Words("h2", _ENDED[str(state)])
            if self._led.view.spent_s >= 1:
                Words("p", f"{time_left(self._led.view.spent_s)} in all.", "soft")
            if counted := self._led.counted_words:
                Words("p", counted)
            if self._led.exercise.step == "stretch" and state == "done":
                self._ask_whether_it_pulled()
            self._go_on()

    # -- where it hurt ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        Words("h2", hurt_file().title)
        hurt.ask(self._house, self._answered, self._alone)

    def _answered(self, said: Hurt) -> str:
        """Save the answers about the stop, and say what they mean for the plan."""
        led, kind = self._led, said.kept
        if said.strong is not None:
            led.tell(Answer("pain-now", said.strong))
        led.add(pain=said.strong, where=said.place.id if said.place else "", kind=kind.id if kind else "")
        led.answered = True
        to_top()
        return " ".join(self._means())

    def _means(self) -> tuple[str, ...]:
        kept = () if self._led.trouble else (texts().means.kept,)
        return (*kept, *after_stop(history_of(self._house.store), self._house.today(), self._led.exercise))

    def _what_it_means(self) -> None:
        Words("h2", hurt_file().title)
        note(" ".join(self._means()))
        with el("div", "row"):
            if self._go_on_with_the_day:
                Button("Go on with the day", self._go_on_with_the_day, "", "go")
            link("Today", "/today", "btn main", "go")
            link("What to do in a flare-up", "/learn/flare-up", "btn")
            link("When to get help", "/help", "btn")

    # -- otherwise ----------------------------------------------------------------------------------------------------

    def _ask_whether_it_pulled(self) -> None:
        with el("div", "card stack"):
            told = self._led.told.only_pull if self._led.told else None
            answers = {True: ("Yes", ""), False: ("No", "")}
            ask = "Did it only pull, at 3 out of 10 at most?"
            OneOf(ask, answers, on_pick=self._keep_whether_it_pulled, value=told)
            self._easier = Words("p", "", role="status")

    def _keep_whether_it_pulled(self, only_pull: bool) -> None:
        house, led = self._house, self._led
        led.add(only_pull=only_pull)
        means = next_time(history_of(house.store), house.today(), led.exercise)
        self._easier.say("" if only_pull else means)

    def _go_on(self) -> None:
        house, led, end = self._house, self._led, f"?short={int(self._short)}"
        history, now = history_of(house.store), house.today()
        day = today(history, now, house.catalogue, short=self._short)
        following = use_cases.with_unended(day, house.unended(history), house.catalogue).next_step()
        how = leading(history, now, house.catalogue.by_id(led.exercise.id), house.catalogue, short=self._short)
        at_desk = led.exercise.small_move is not None and led.exercise.step == "habit"
        with el("div", "row"):
            if at_desk:
                link("Your desk", "/desk", "btn main big", "go")
            elif following is None:
                Words("p", "That's everything for today.")
            elif house.catalogue.by_id(following.exercise_id).level is not None:
                link("Next: the march", f"/today{end}", "btn main big", "go")
            else:
                name = house.catalogue.by_id(following.exercise_id).name
                link(f"Next: {name}", f"/step/{following.exercise_id}{end}", "btn main big", "go")
            link("Back to today", f"/today{end}", "btn" if following or at_desk else "btn main big")
            if not how.closed:
                Button("Once more", self._again, icon_name="repeat")
        if how.closed:
            note(how.closed)

    def _again(self) -> None:
        house, exercise = self._house, self._led.exercise
        history, now = history_of(house.store), house.today()
        how = leading(history, now, house.catalogue.by_id(exercise.id), house.catalogue, short=self._short)
        if not how.closed:
            house.steps.begin(how)
        ui.navigate.to(f"/step/{exercise.id}?short={int(self._short)}")


_EFFORT = ("no effort", "none left")
#: Fractions of faultless repetitions: "yes" is suggested from the first on, "no" below the second.
_MOSTLY, _SELDOM = 0.9, 0.5


def felt_section(house: AppState, record: SessionRecord, *, change: bool = False) -> None:
    """Build the part of the summary that asks how it was and then says what comes next.

    Parameters
    ----------
    record : SessionRecord
        The session; no questions are asked while it runs, or if no level was done.
    change : bool
        Whether the answers are unfolded so that they can be changed.
    """
    if record.level is None or record.state == "running":
        return
    told = feelings_of(house, record)
    if _hurt_is_open(told):
        with section("It hurt"), el("div", "card stack"):
            Words("p", "You stopped because it hurt. Three short questions are still open.")
            with el("div", "row"):
                link("Answer them", f"/hurt/{record.id}", "btn main", "go")
    elif told:
        told_section(house, record, told, unfolded=change)
        _next_time(house)
    else:
        quick_questions(house, record, lambda: ui.navigate.to(f"/summary/{record.id}"))


def hurt_in(house: AppState, record: SessionRecord) -> None:
    """Build the page ``/hurt/{id}``: the three questions after "It hurts" during a session."""
    if not _hurt_is_open(feelings_of(house, record)):
        ui.navigate.to(f"/summary/{record.id}")
        return

    def after(told: Hurt) -> str:
        use_cases.tell_feeling(house.store, house.today(), record.id, told.feeling)
        return outlook(house.history(), house.today())

    _hurt_page(house, after, way_out(house.catalogue.by_id(record.exercise_id).posture))


def hurt_before(house: AppState) -> None:
    """Build the page ``/hurt``: the same questions before anything was done."""

    def after(told: Hurt) -> str:
        return use_cases.tell_hurt_before(house.store, house.today(), told)

    _hurt_page(house, after, way_out(None))


def _hurt_page(house: AppState, after: hurt.After, way: str) -> None:
    with frame("It hurts", "today"):
        with el("div", "stack narrow"):
            Words("h1", hurt_file().title, tabindex="-1")
            Words("p", way)
        hurt.ask(house, after)


def feelings_of(house: AppState, record: SessionRecord) -> list[Feeling]:
    """Return the answers about a session, oldest first."""
    return [entry.what for entry in house.store.told(Feeling) if entry.session_id == record.id]


def _hurt_is_open(told: Sequence[Feeling]) -> bool:
    """Tell whether a stop for pain was saved but the questions about it are unanswered."""
    return bool(told) and all(feeling == Feeling(hurt=True) for feeling in told) and len(told) == 1


def _next_time(house: AppState) -> None:
    with section("What comes next"), el("div", "card stack"):
        Words("p", outlook(house.history(), house.today()), "next")
        with el("div", "row"):
            link("Today", "/today", "btn main", "go")
            link("What psoas decided so far, and why", "/plan", "btn")
            if held_low(house.history(), house.today()):
                link("What to do in a flare-up", "/learn/flare-up", "btn")


def quick_questions(house: AppState, record: SessionRecord, kept: Callable[[], None]) -> None:
    """Ask how a session was: effort, pain and warning signs first, the rest folded away.

    Parameters
    ----------
    kept : callable
        Called once the answers are saved, except after a warning sign, when what to do comes first.
    """
    with el("section", "card stack felt-form", aria_labelledby="how-was-it"):
        Words("h2", "How was it?", id="how-was-it")
        asked, offered = _form_offer(house.store.reps(record.id))
        said = house.unsaid.setdefault(record.id, Feeling(form_kept=offered))

        def note(**answer: Any) -> None:
            house.unsaid[record.id] = replace(house.unsaid.get(record.id, said), **answer)

        NumberScale(HOW_HARD, _EFFORT, lambda n: note(effort=n), value=said.effort)
        NumberScale(WORST_PAIN, PAIN, lambda n: note(during=n), value=said.during)
        YesNo(WARNING_SIGN, said.stop_symptom or None, lambda yes: note(stop_symptom=yes))
        with el("details", "change"):
            Words("summary", WHICH_SIGNS)
            bullets(signs_in_a_session())
        with el("details", "change"):
            Words("summary", "Form, and a note to yourself")
            YesNo(asked, said.form_kept, lambda yes: note(form_kept=yes))
            _own_words(said.note, lambda words: note(note=words))

        def keep() -> None:
            if record.id not in house.unsaid:  # tapped twice
                return
            feeling = house.unsaid.pop(record.id)
            if feeling.stop_symptom:  # what to do comes first, even if the journal fails
                before = use_cases.pain_before_session(house.store, record.started_at)
                house.tell_soon([replace(feeling, before=before)], session_id=record.id)
                ui.navigate.to("/help")
            else:
                use_cases.tell_feeling(house.store, house.today(), record.id, feeling)
                kept()

        Button("Keep it", keep, "main big", "good")


def _form_offer(reps: Sequence[RepRecord]) -> tuple[str, bool | None]:
    """Return what the coach saw of the form and the answer to suggest, which may be None."""
    seen = [rep for rep in reps if rep.counted_by == "camera"]
    if not seen:
        return FORM_HELD, None
    held = sum(not rep.faults for rep in seen)
    share = held / len(seen)
    offered = True if share >= _MOSTLY else False if share < _SELDOM else None
    return f"The coach saw your form hold in {held} of {len(seen)}. {FORM_HELD.replace('your form', 'it')}", offered


def _own_words(text: str, write: Callable[[str], None]) -> None:
    """Build a text field for a note; `write` receives its text."""
    with el("label", "own-words"):
        Words("span", ANYTHING, "ask")
        field = Words("textarea", text, rows="2", maxlength="500")
    field.on("input", lambda event: write(str(event.args).strip()), js_handler="(event) => emit(event.target.value)")
