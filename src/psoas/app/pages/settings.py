"""The page ``/settings``: what people can tell about themselves, and the journal as a whole."""

from __future__ import annotations

from psoas.app.pages.backups import backups
from psoas.app.pages.journal import everything
from psoas.app.state import AppState
from psoas.app.widgets import questions
from psoas.app.widgets.elements import Button, Words, el, link, section
from psoas.app.widgets.form import Form, things
from psoas.app.widgets.layout import frame, look_again
from psoas.app.widgets.voice_settings import VoiceSettings
from psoas.journal.profile_form import ACTIVITIES
from psoas.plan.reasons import capital
from psoas.plan.screening import questions as screening_questions

COUNTED_BY = {"camera": "The camera", "paced": "A beat leads me, without a camera", "hand": "I count by hand"}
_THEMES = {"system": "As the computer has it", "light": "Light", "dark": "Dark"}
_UNITS = {"metric": "Centimetres and kilograms", "imperial": "Feet, inches and pounds"}
_TEXTS = {"normal": "Normal", "large": "Large", "largest": "Largest"}
_SEXES = {"": "Not said", "female": "Female", "male": "Male"}


def build(house: AppState) -> None:
    """Build the page ``/settings``."""
    with frame("Settings", "settings", "settings"):
        with el("div", "stack"):
            Words("h1", "You and your things")
            Words(
                "p",
                "You can leave any of this empty. It stays on this computer, and you can change it any time.",
                "lead",
            )
        _About(house)
        with section("Voice"):
            Words(
                "p",
                "Kept in this browser. Only voices on this computer are used: nothing that is said leaves it.",
                "soft",
            )
            VoiceSettings()
        with section("Health questions"):
            Words("p", "If something has changed, answer them again. psoas goes by your newest answers.", "soft")
            with el("div", "row"):
                link("Answer the questions again", "/first", "btn")
                link("How psoas decides what is safe", "/learn/safety", "btn")
        backups(house)
        everything(house, take=True)


class _About:
    """The form, and below it the recurring questions, which use the person's own words for what bothers them."""

    def __init__(self, house: AppState) -> None:
        self._house = house
        self._form = form = Form(house)
        with section("What you have"):
            Words("p", "Your plan leaves out anything you don't have the things for.", "soft")
            things(form, closely=True)
        with section("What you want"):
            form.text("goal", "Your goal, in your own words")
            Words(
                "p",
                "What bothers you? Up to three things that are harder than they used to be, such as an hour of sitting "
                "or tying your shoes. Other words begin anew in Progress; the answers so far stay in your journal.",
                "soft",
            )
            for field, label in zip(ACTIVITIES, ("The first thing", "The second", "The third"), strict=True):
                form.text(field, label)
        with section("You"):
            Words(
                "p",
                "Height, weight, age and sex serve only to estimate how hard a level is for you. Without your age, "
                "psoas compares you with people under 40. Without your sex, it takes the average of women and men.",
                "soft",
            )
            with el("div", "fields"):
                form.text("height", "Your height, such as 175 cm or 5 ft 9 in", short=True)
                form.text("mass", "Your weight, such as 72 kg or 158 lb", short=True)
                form.text("age", "Your age in years, such as 42", short=True)
                form.choice("sex", "Your sex", _SEXES)
                form.choice("country", "Where you are, for the emergency number", _countries())
        with section("How psoas looks"), el("div", "fields"):
            form.choice("theme", "Colours", _THEMES)
            form.choice("text", "Size of the letters", _TEXTS)
            form.choice("units", "Lengths and weights", _UNITS)
        with section("How psoas behaves"):
            with el("div", "fields"):
                form.choice("counting", "Who counts the march", COUNTED_BY)
            Words("p", "In quiet hours, voice and sounds are off in a session, unless you turn them on there.", "soft")
            with el("div", "fields"):
                form.text("quiet_from", "Quiet from, such as 22:00", short=True)
                form.text("quiet_to", "Quiet until, such as 07:00", short=True)
            with el("div", "ticks"):
                form.tick("count_moves", "Count small moves with the camera, where it can")
                form.tick("easy_weeks", "Make every sixth week of training an easy one")
                form.tick("belly_contact", "Offer gentle contact with the belly as one of the massages")
        with el("div", "stack"):
            with el("div", "row"):
                Button("Keep it", self._keep, "main big", "good")
            form.foot()
        with section("How it is now"):
            Words("p", "Each answer is saved at once. Progress shows how they change.", "soft")
            self._now = el("div", "stack")
        self._ask()

    def _ask(self) -> None:
        self._activities = [self._form.typed[field] for field in ACTIVITIES]
        self._now.clear()
        with self._now:
            questions.all_of(self._house)

    def _keep(self) -> None:
        if not self._form.keep():
            return
        look_again()
        if self._activities != [self._form.typed[field] for field in ACTIVITIES]:
            self._ask()


def _countries() -> dict[str, str]:
    known = [number for number in screening_questions().numbers if number.country]
    named = {number.country: f"{capital(number.name)} ({number.emergency})" for number in known}
    return {"": "Somewhere else, or I'd rather not say", **named}
