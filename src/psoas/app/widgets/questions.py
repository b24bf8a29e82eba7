"""The recurring questions, each an optional card: the morning after, the week, all the weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Tone, Words, el, link, note
from psoas.app.widgets.scale import PAIN, SORENESS, NumberScale, OneOf
from psoas.errors import PsoasError
from psoas.journal.answers import Answer, Asked, Morning
from psoas.plan.due_questions import FORTNIGHTLY, WEEKLY, Ask
from psoas.plan.history import History, history_of
from psoas.plan.offers import Offer, at_hand, of_today
from psoas.plan.outcomes import texts
from psoas.plan.progress import progress_of
from psoas.plan.progression import decide
from psoas.report.progress_words import answered_words, dated
from psoas.report.words import ILL_TODAY, MORNING_PAIN, MORNING_SORE, NEW_SINCE, WELL_ENOUGH


def well_enough(house: AppState) -> None:
    """Ask about illness in the current slot; people who are well can ignore it."""

    def ill() -> None:
        house.tell(Answer("ill", 1))
        ui.navigate.to("/today")

    with el("div", "well", role="group", aria_label=WELL_ENOUGH):
        Button(ILL_TODAY, ill, "quiet")
        link(NEW_SINCE, "/first", "btn quiet")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A question: its title, how it is asked, and what happens if it is skipped."""

    title: str
    ask: str
    later: str = ""


_KINDS: Mapping[Asked, _Kind] = {
    "pain-now": _Kind("Pain right now", "How is your pain right now?"),
    "pain-week": _Kind(
        "Pain over the last week",
        "Overall, how was your pain over the last seven days?",
        f"psoas asks again in {WEEKLY} days.",
    ),
    "activity": _Kind(
        "The things that bother you", "How well can you do it now?", f"psoas asks again in {FORTNIGHTLY} days."
    ),
    "sitting-share": _Kind(
        "Sitting on your last working day",
        "How much of your last working day did you sit, in percent?",
        f"psoas asks again in {WEEKLY} days.",
    ),
    "overall": _Kind(
        "How it is compared with the start",
        "Compared with when you started psoas, how are things overall?",
        "psoas asks this only at six and twelve weeks.",
    ),
}
#: The name of the answers in the journal, by kind of due question.
_ASKED: Mapping[str, Asked] = {
    "pain-week": "pain-week",
    "activities": "activity",
    "sitting-share": "sitting-share",
    "overall": "overall",
}


def over_weeks(house: AppState, history: History, asks: Iterable[Ask]) -> None:
    """Build a card for the due questions that do not change the day."""
    due = [_ASKED[ask.kind] for ask in asks if ask.kind in _ASKED]
    if due:
        with el("section", "card stack over-weeks", aria_labelledby="over-weeks"):
            Words("h2", "How are the weeks going?", id="over-weeks")
            Words("p", "Answer what you like. Progress shows if anything changes.", "soft")
            for asked in due:
                _Question(house, asked, history, due=True)


def all_of(house: AppState) -> None:
    """Build all these questions, due or not, each with its last answer."""
    history = history_of(house.store)
    for asked in _KINDS:
        if asked == "activity" and not history.profile.activities:
            Words(
                "p",
                "First name what bothers you above, and save it. Then you can say here how well you can do it.",
                "soft",
            )
        elif asked != "overall":
            _Question(house, asked, history, due=False)


def morning_after(keep: Callable[[Morning], None]) -> None:
    """Ask about pain and sore muscles separately: one is a sign to do less, the other is normal."""
    told = Morning(None)

    def note_pain(pain: int) -> None:
        nonlocal told
        told = replace(told, pain=pain)

    def note_soreness(soreness: int) -> None:
        nonlocal told
        told = replace(told, soreness=soreness)

    with el("section", "card stack", aria_label="The morning after"):
        NumberScale(MORNING_PAIN, PAIN, note_pain)
        NumberScale(MORNING_SORE, SORENESS, note_soreness)
        with el("div", "row"):
            Button("Keep it", lambda: keep(told), "main", "good")
            Button("I'd rather not say", lambda: keep(Morning(None)))


class _Question:
    """One question, folded away until opened; once answered, it says what the answer means."""

    def __init__(self, house: AppState, asked: Asked, history: History, *, due: bool) -> None:
        self._house, self._asked, self._due = house, asked, due
        self._activities = history.profile.activities
        with el("details", "later"):
            with el("summary"), el("span"):
                Words("span", _KINDS[asked].title)
                if not due:
                    self._last(history)
            self._place = el("div", "stack")
        self._ask()

    def _last(self, history: History) -> None:
        said = [e for e in history.answers if e.what.asked == self._asked and e.what.value is not None]
        if said and self._asked != "activity":
            unit = " %" if self._asked == "sitting-share" else ""
            last, today = said[-1], self._house.today().date()
            Words("span", f"{last.what.value:g}{unit}, on {dated(last.day, today)}", "soft")

    def _ask(self) -> None:
        self._place.clear()
        with self._place:
            {"activity": self._ask_activities, "overall": self._ask_overall}.get(self._asked, self._ask_number)()
            if self._due:
                Button("Not now", self._pass_over, "quiet")

    def _ask_number(self) -> None:
        ask = _KINDS[self._asked].ask
        if self._asked == "sitting-share":
            NumberScale(ask, ("none of it", "all of it"), self._keep_one, numbers=range(0, 101, 10), unit=" %")
        else:
            NumberScale(ask, PAIN, self._keep_one)

    def _ask_overall(self) -> None:
        answers = {number: (words, "") for number, words in enumerate(texts().overall, 1)}
        OneOf(_KINDS[self._asked].ask, answers, "stack", self._keep_one)

    def _ask_activities(self) -> None:
        ends = ("cannot do it", "as well as before")
        scales = {item: NumberScale(f"{item}: how well can you do it now?", ends) for item in self._activities}
        wrong = Words("p", "", "wrong", role="alert")

        def keep() -> None:
            said = [Answer("activity", scale.value, item) for item, scale in scales.items() if scale.value is not None]
            if said:
                self._keep(said)
            else:
                wrong.say("First tap a number for at least one of them.")

        Button("Keep it", keep, "main", "good")

    def _keep_one(self, value: int) -> None:
        self._keep([Answer(self._asked, value)])

    def _keep(self, answers: Iterable[Answer]) -> None:
        if not self._tell(answers):
            return
        history, now = history_of(self._house.store), self._house.today()
        said = answered_words(progress_of(history, now.date()), self._asked)
        self._show("Kept.", *(said or (decide(history, now).reason,)))

    def _pass_over(self) -> None:
        items = self._activities if self._asked == "activity" else ("",)
        if self._tell(Answer(self._asked, None, item) for item in items):
            self._show("That's fine.", _KINDS[self._asked].later)

    def _tell(self, answers: Iterable[Answer]) -> bool:
        try:
            for answer in answers:
                self._house.tell(answer)
        except PsoasError as problem:
            self._show("Not kept.", str(problem), tone="bad")
            return False
        return True

    def _show(self, title: str, *sentences: str, tone: Tone = "") -> None:
        self._place.clear()
        with self._place:
            with note(sentences[0], tone, title, live=True):
                for sentence in sentences[1:]:
                    Words("p", sentence)
            Button("Change it", self._ask, "quiet")


def today_offers(house: AppState, history: History, *, due: bool) -> None:
    """Build today's offers: the most wanted at hand, the others folded away.

    Parameters
    ----------
    due : bool
        Whether the march is on today and not done yet.
    """
    found = of_today(history, house.today(), due=due)
    asked_for = at_hand(found)
    listed(house, asked_for)
    others = [offer for offer in found if offer not in asked_for]
    if others:
        with el("details", "change"):
            Words("summary", "Change the march")
            listed(house, others)


def listed(house: AppState, found: Sequence[Offer]) -> None:
    """Build a list of offers, each with its button and its reason."""
    if not found:
        return
    with el("ul", "plain stack offers"):
        for offer in found:
            with el("li"):
                Button(offer.button, lambda offer=offer: take(house, offer))
                Words("p", offer.reason, "soft")


def take(house: AppState, offer: Offer) -> None:
    """Save the decision, and show the day as it is now."""
    if offer.tells is None:
        ui.navigate.to("/placement")
        return
    house.tell(offer.tells)
    ui.navigate.to("/today")
