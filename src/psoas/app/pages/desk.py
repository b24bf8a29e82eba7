"""The page ``/desk``: neutral position, today's break goal and small move, and the workstation checklist."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.at_the_desk import AtTheDesk, WhenToAsk
from psoas.app.widgets.elements import Button, Tone, Words, bullets, el, html, link, note, section
from psoas.app.widgets.grades import rests_on
from psoas.app.widgets.layout import frame
from psoas.app.widgets.pictures import drawing
from psoas.app.widgets.walking import WalkCard
from psoas.journal.answers import Answer
from psoas.plan import due_questions
from psoas.plan.cut import ill, locks_of
from psoas.plan.history import history_of
from psoas.plan.steps import micro_move
from psoas.plan.walking import words
from psoas.programme.texts import WorkstationPoint
from psoas.report.words import plural

#: The answers about a point: value in the journal, words, and last part of the button's id.
_CHOICES: tuple[tuple[float | None, str, str], ...] = (
    (1, "Yes", "yes"),
    (0, "Not yet", "not-yet"),
    (None, "Does not apply", "none"),
)


def build(house: AppState) -> None:
    """Build the page."""
    with frame("Your desk", "learn"):
        with el("div", "stack"):
            Words("h1", "Your desk")
            Words("p", "Sit in a way that feels easy, and is easy to get up from.", "lead")
        with section("Today"):
            every, how_long = house.store.desk_wishes().every_min, house.catalogue.habit.break_min
            Words("p", f"Your goal: after {every} minutes of sitting, get up for {how_long} minutes.")
            AtTheDesk(house)
            _move(house)
            WhenToAsk(house)
            rests_on(["breaks-back", "breaks-metabolism"])
        with section(words().title) as walking:
            walking.props["id"] = "walking"
            Words("p", words().lead)
            WalkCard(house, whole=True)
        _neutral(house)
        Checklist(house)
        with section("How sure is it that a desk matters?"):
            rests_on(["desk-setup", "neutral-posture"])


def _neutral(house: AppState) -> None:
    exercise = house.catalogue.by_id("break-up-sitting")
    with section("Your neutral position"), el("div", "sitting"):
        html(drawing("sitting"), "figure", "card sitting-card")
        with el("div", "stack"):
            bullets(exercise.start, numbered=True)
            bullets(exercise.hold)
            with el("div", "row"):
                link("Look how I sit", "/desk/look", "btn", "camera")
                link("The habit step", f"/exercise/{exercise.id}", "btn")


def _move(house: AppState) -> None:
    history = history_of(house.store)
    if ill(history, house.today().date()):
        note("You are ill today, so there is no small move. Rest, and get up for a glass of water now and then.")
        return
    move_id = micro_move(house.today().date(), locks_of(history), house.catalogue)
    exercise = house.catalogue.by_id(move_id) if move_id else None
    if exercise is not None and exercise.small_move is not None:
        move = exercise.small_move
        times = f"{move.count} times, about" if move.count > 1 else "About"
        say = f"{move.say} {times} {move.seconds} seconds."
        with note(say, "good", "A small move for today's breaks"), el("div", "row"):
            link("Lead me through it", f"/step/{exercise.id}", "btn main", "play")
            link(f"How to do it: {exercise.name.lower()}", f"/exercise/{exercise.id}", "btn")
    else:
        note("The small moves are closed to you for now. Look out of the window and shift in your chair.")


class Checklist:
    """The twelve points and the list of what to change; each answer is saved at once.

    Parameters
    ----------
    house : AppState
        Gives the points, the journal and the date.
    """

    def __init__(self, house: AppState) -> None:
        self._house = house
        points = house.catalogue.habit.workstation
        said = due_questions.answers(history_of(house.store))
        with section(f"{len(points)} points to look at"):
            Words("p", "Sit at your desk and go through them. Each answer is saved at once.", "soft")
            with el("div", "desk-points"):
                for number, point in enumerate(points, 1):
                    _question(number, point, said, partial(self._tell, point.id))
        with section("What to change"):
            self._list = el("div", "stack", id="desk-to-do", tabindex="-1", aria_live="polite")
        self._show()

    def _tell(self, point_id: str, value: float | None) -> None:
        self._house.tell(Answer("workstation", value, point_id))
        self._show()

    def _done(self, point_id: str) -> None:
        self._tell(point_id, 1)
        # The pressed button is gone with its entry, so the focus moves to the list.
        with self._list:
            ui.run_javascript(
                f"document.getElementById('{point_id}-yes').checked = true;"
                "document.getElementById('desk-to-do').focus()"
            )

    def _show(self) -> None:
        history, points = history_of(self._house.store), self._house.catalogue.habit.workstation
        left, answered = due_questions.to_do(history, self._house.catalogue), len(due_questions.answers(history))
        self._list.clear()
        with self._list:
            if not left:
                note(*_nothing_left(answered, len(points)))
                return
            Words("p", f"{plural(len(left), 'thing')} to change. One of them comes up under Today until it is done.")
            with el("ul", "plain stack"):
                for point in left:
                    with el("li", "card todo"):
                        Words("p", point.todo)
                        Button("Done", partial(self._done, point.id), icon_name="good", label=f"Done: {point.todo}")


def _nothing_left(answered: int, all_: int) -> tuple[str, Tone]:
    if answered == 0:
        return "Answer the points above, and what you could change shows up here.", ""
    if answered < all_:
        return f"Nothing so far. {all_ - answered} of {all_} are not answered yet.", ""
    return "Nothing to change. Look again when you get a new chair, table or screen.", "good"


def _question(number: int, point: WorkstationPoint, said: dict[str, float | None], tell: partial[None]) -> None:
    """Build one point as a group of radio buttons, which are accessible without a script."""
    with el("fieldset", "card desk-point", id=point.id):
        Words("legend", f"{number}. {point.text}")
        with el("div", "answers"):
            for value, words, ending in _CHOICES:
                with el("label", "tick"):
                    box = el("input", type="radio", name=f"desk-{point.id}", id=f"{point.id}-{ending}")
                    if point.id in said and said[point.id] == value:
                        box.props["checked"] = True
                    box.on("change", partial(tell, value))
                    Words("span", words)
