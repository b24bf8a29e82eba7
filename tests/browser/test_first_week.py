"""The calm person's first week in a real browser, by keyboard alone, as the bench lived it: both must say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bench.weeks.__main__ import live
from bench.weeks.life import BEGIN, Day
from bench.weeks.people import PEOPLE
from browser.driving import SERVE_AT, launch
from browser.keyboard import Keyboard
from browser.walking import COUNTER
from psoas.journal.answers import Answer, Morning, Profile
from psoas.journal.store import Store
from psoas.plan.history import history_of
from psoas.plan.progression import decide
from psoas.programme.catalogue import load

pytestmark = pytest.mark.browser

CALM, CATALOGUE = PEOPLE[0], load()


class Dated:
    """A psoas with an empty journal and the date that the test tells it; at first a Monday in March."""

    def __init__(self, data: Path) -> None:
        self._now = data.with_suffix(".now")
        self.at(BEGIN)
        self.psoas = launch(data, SERVE_AT)

    def at(self, now: datetime) -> None:
        """From now on it is that moment."""
        self._now.write_text(now.isoformat())


@pytest.fixture
def dated(tmp_path: Path) -> Iterator[Dated]:
    running = Dated(tmp_path / "data")
    yield running
    running.psoas.process.terminate()
    running.psoas.process.wait(timeout=10)


class Tab:
    """The person's tab, through one week; the mouse stays where it is."""

    def __init__(self, dated, page):
        self.dated, self.page, self.keys = dated, page, Keyboard(page)

    def first_time(self, profile: Profile) -> None:
        page, keys = self.page, self.keys
        page.goto(self.dated.psoas.address)
        keys.press("link", "Begin")
        for number in range(1, 8):
            page.get_by_role("img", name=f"{number} of 7").wait_for()
            keys.press("button", "None of these")
        page.get_by_text("We cannot check you").wait_for()
        keys.press("link", "Settings")
        for band in profile.bands:
            keys.reach(page.get_by_label(f"{band.strength.capitalize()} mini band"))
            page.keyboard.press(" ")
        keys.write(page.get_by_label("box, bench or step", exact=False).first, f"{profile.box_height_m:g}")
        keys.press("button", "Keep it")
        page.get_by_text("Kept, at").wait_for()

    def live(self, day: Day) -> None:
        """One day as the bench lived it; every sentence about the march is the one that the plan had said there."""
        page, keys = self.page, self.keys
        now = BEGIN + timedelta(days=day.number)
        self.dated.at(now)
        if day.number == 0:
            self.first_time(CALM.profile)
        page.goto(self.dated.psoas.address + "/today")
        for told in day.told:
            if isinstance(told, Morning):  # the led day asks for it
                keys.press("button", re.compile("^(Start today|Go on) · "))
                self.answer("morning", told.pain)
                keys.press("button", "Later")
                keys.press("button", "Stop for now")
                page.wait_for_function("location.pathname === '/today'")
        page.get_by_text(day.decision.reason).first.wait_for()
        keys.unfold("Change today")
        for told in day.told:
            if isinstance(told, Answer) and told.asked == "pain-now":
                self.answer("right now", told.value)
                page.get_by_text("Your pain today: ").wait_for()
        page.get_by_text(day.decision.reason).first.wait_for()
        for step, how in day.did:
            if step.step != "strengthen":
                assert how == "done"
                card = self.card(CATALOGUE.by_id(step.exercise_id).name)
                keys.press("button", "Done", within=card)
                card.get_by_text("Done today").wait_for()
        if day.march:
            self.dated.at(day.march.at)
            self.march(day)
        elif not day.decision.train:
            assert page.get_by_role("button", name="Only the march").count() == 0

    def card(self, name: str):
        return self.page.locator("li", has=self.page.get_by_role("heading", name=name, exact=True))

    def answer(self, question: str, pain: float) -> None:
        group = self.page.get_by_role("group", name=re.compile(question))
        self.keys.press("button", re.compile(rf"^{pain:g}\b"), within=group)
        if "morning" in question:  # soreness is asked beside it, and may be left open
            self.keys.press("button", "Keep it")
        group.wait_for(state="detached")

    def march(self, day: Day) -> None:
        """Counted by hand; the rest is skipped."""
        page, keys = self.page, self.keys
        keys.press("button", "By hand")
        keys.press("button", "Only the march")
        page.wait_for_function("location.pathname.startsWith('/session/')")
        page.get_by_role("button", name="Start", exact=True).first.wait_for()
        page.keyboard.press(" ")
        page.get_by_role("button", name="Left, one more").wait_for()
        for number, (left, right) in enumerate(day.march.sets, 1):
            if number > 1:
                keys.press("button", "Skip the rest")
            page.get_by_text(f"Set {number} of {len(day.march.sets)}").first.wait_for()
            for _ in range(left):
                page.keyboard.press("ArrowLeft")
            page.wait_for_function(f"document.querySelector('[data-count=left]').innerText === '{left}'")
            for _ in range(right):
                page.keyboard.press("ArrowRight")
        page.wait_for_function("location.pathname.startsWith('/summary/')")
        felt = day.march.feeling
        for group, value in (("How hard was it", felt.effort), ("Your worst pain", felt.during)):
            buttons = page.get_by_role("group", name=group)
            keys.press("button", re.compile(rf"^{value}\b"), within=buttons)
        keys.unfold("Form, and a note to yourself")
        form = page.get_by_role("group", name="Did your form hold")
        keys.press("button", "Yes" if felt.form_kept else "No", within=form)
        keys.press("button", "Keep it")
        form.wait_for(state="detached")
        keys.press("link", "Today", exact=True)
        page.get_by_text("your body gets stronger on the day off").first.wait_for()


def test_the_calm_persons_first_week_by_keyboard_alone_says_what_the_plan_says(dated, chromium):
    days, wrong = live(CALM, 1, 1, CATALOGUE)
    assert wrong == []
    assert sum(day.march is not None for day in days) >= 3
    assert any(not day.decision.train for day in days)
    page = chromium(dated.psoas, width=390)
    page.add_init_script(COUNTER)
    tab = Tab(dated, page)
    for day in days:
        tab.live(day)
    assert page.evaluate("sessionStorage.taps") is None, "the mouse was used"

    store = Store(dated.psoas.data)
    history = history_of(store)
    store.close()
    assert [band.strength for band in history.profile.bands] == [band.strength for band in CALM.profile.bands]
    assert history.profile.box_height_m == CALM.profile.box_height_m
    for day in days:
        at = day.march.at if day.march else BEGIN + timedelta(days=day.number, minutes=5)
        earlier = tuple(each for each in history.trainings if each.at < at)
        assert decide(replace(history, trainings=earlier), at) == day.decision
    done = [(each.at, each.rung, each.during, each.effort, each.form_kept) for each in history.trainings]
    marched = [day.march for day in days if day.march]
    assert done == [(m.at, m.rung, m.feeling.during, m.feeling.effort, m.feeling.form_kept) for m in marched]
    steps = [(entry.day, entry.what.exercise_id) for entry in history.steps]
    assert steps == [(day.day, step.exercise_id) for day in days for step, _ in day.did if step.step != "strengthen"]
