"""The journal: every session, and export, import and deletion of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import events, ui

from psoas.app.pages.summary import work_words
from psoas.app.pages.told import delete_button
from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Words, el, link, note, section
from psoas.app.widgets.layout import frame
from psoas.app.widgets.undo import undo_bar
from psoas.errors import PsoasError
from psoas.journal.answers import Entry, Feeling
from psoas.journal.export import LARGEST, document_of, text_of
from psoas.journal.records import SessionRecord
from psoas.report.words import day, left_and_right

#: Number of sessions on one page.
PAGE = 50
#: To be typed before everything is deleted: two taps can happen by accident, or be stolen.
_WORD = "delete"
_STATE = {"done": "done", "stopped": "stopped early", "running": "not finished"}


def build(house: AppState, offset: int = 0) -> None:
    """Build the page ``/journal``."""
    sessions = house.store.sessions(limit=PAGE + 1, offset=offset)
    with frame("Journal", "journal"):
        undo_bar(house, "/journal")
        with el("div", "stack"):
            Words("h1", "Your journal")
            Words("p", "Every repetition that was counted. It stays on this computer and nowhere else.", "lead")
            with el("div", "row"):
                link("How it goes, in pictures", "/progress", "btn")
                link("Settings", "/settings", "btn")
        if not sessions:
            with note("Nothing here yet. You'll find your first session here when it's done."):
                link("Choose a level", "/", "btn main", "go")
        else:
            with el("section", aria_label="Sessions"), el("ul", "sessions"):
                feelings = house.store.told(Feeling)
                for record in sessions[:PAGE]:
                    _entry(house, record, feelings)
        with el("nav", "row", aria_label="Older and newer sessions"):
            if offset:
                link("Newer", f"/journal?offset={max(0, offset - PAGE)}", "btn")
            if len(sessions) > PAGE:
                link("Older", f"/journal?offset={offset + PAGE}", "btn")
        everything(house)


def _entry(house: AppState, record: SessionRecord, feelings: Sequence[Entry[Feeling]]) -> None:
    name = house.catalogue.by_id(record.exercise_id).name
    with el("li", "card"):
        link(day(record.started_at, house.today()), f"/summary/{record.id}")
        reps = house.store.reps(record.id)
        with el("div", "what soft"):
            Words("div", f"Level {record.level}, {name}: {_STATE[record.state]}")
            if work := work_words(reps):
                Words("div", f"Work of the hips, estimated: {work[0].lower()}{work[1:]}")
        Words("span", left_and_right(reps), "sum")
        if record.state != "running":
            when = day(record.started_at, house.today())
            with el("div", "row entry-tools"):
                label = f"Change what you told, {when}"
                link("Change", f"/summary/{record.id}?change=1", "btn quiet", aria_label=label)
                delete_button(house, record, feelings, f"Delete the session, {when}")


def everything(house: AppState, *, take: bool = False) -> None:
    """Build the controls for the whole journal; `take` adds the import."""
    with section("Your data"):
        Words("p", f"All of it is kept in {house.store.folder}, and nowhere else.", "soft")
        with el("div", "row"):
            Button("Save as a file (JSON)", lambda: _export(house))
            reader = _Reader(house) if take else None
            if not house.store.is_empty():
                _Deleter(house)
        if reader:
            reader.problem = el("div", role="alert")
            Words(
                "p",
                "This file is a backup. Any psoas with an empty journal can read it in, here or with the command "
                "“psoas import”. The command “psoas backup” copies the journal as it is on the disk.",
                "soft",
            )


def gone() -> None:
    """Build the page ``/gone``; it does not open the journal, because that would create a new one."""
    with frame("Deleted"), el("div", "stack"):
        Words("h1", "Everything is deleted")
        Words(
            "p", "psoas has no session, answer or copy left on this computer. Files you saved yourself are still there."
        )
        with el("div", "row"):
            link("Begin anew", "/", "btn main", "go")


def _export(house: AppState) -> None:
    whole = text_of(house.store.export_json()).encode()
    ui.download.content(whole, f"psoas-journal-{house.today():%Y-%m-%d}.json", "application/json")


class _Reader:
    """Button and file chooser for an import; `problem` says why a file was refused."""

    def __init__(self, house: AppState) -> None:
        self._house = house
        self.problem: ui.element | None = None
        upload = ui.upload(
            on_upload=self._take,
            on_rejected=lambda: self._say("This file is too big to be a journal. Choose one that psoas saved."),
            auto_upload=True,
            max_file_size=LARGEST,
        )
        upload.classes("unseen")
        # In the browser itself, which opens a file chooser only after a tap.
        button = Button("Read in a saved file", upload.reset)
        button.on("click", js_handler=f"() => getElement({upload.id}).$refs.qRef.pickFiles()")

    async def _take(self, event: events.UploadEventArguments) -> None:
        try:
            self._house.store.import_json(document_of(await event.file.read()))
        except PsoasError as error:
            self._say(str(error))
            return
        ui.navigate.to("/journal")

    def _say(self, sentence: str) -> None:
        assert self.problem is not None
        self.problem.clear()
        with self.problem:
            note(sentence, "bad")


class _Deleter:
    """Button and dialog for deleting the journal; a word must be typed, and it says why nothing was deleted."""

    def __init__(self, house: AppState) -> None:
        self._house, self._typed = house, ""
        Button("Delete everything", lambda: self._dialog("showModal"), "bad")
        with el("dialog", "card ask", aria_labelledby="ask-title") as self._ask:
            Words("h2", "Delete the whole journal?", id="ask-title")
            Words(
                "p",
                "This deletes all your sessions and answers, what you said about yourself, and every copy psoas made. "
                "It cannot be undone.",
            )
            with el("div", "field"):
                Words("label", f"To do so, type the word {_WORD}", for_="delete-word")
                box = el("input", "short", id="delete-word", type="text", autocomplete="off", autocapitalize="off")
                box.on("input", lambda event: self._type(str(event.args)), js_handler="(e) => emit(e.target.value)")
            self._problem = el("div", role="alert")
            with el("div", "row"):
                Button("Delete everything", self._delete, "bad")
                Button("Keep it", lambda: self._dialog("close"), "main")

    def _dialog(self, method: str) -> None:
        ui.run_javascript(f"getHtmlElement({self._ask.id}).{method}()")

    def _type(self, text: str) -> None:
        self._typed = text.strip().lower()

    def _delete(self) -> None:
        if self._typed != _WORD:
            self._say(f"Nothing is deleted yet. Type {_WORD} in the box first.")
            return
        try:
            self._house.clear()
        except PsoasError as error:
            self._say(str(error))
            return
        ui.navigate.to("/gone")

    def _say(self, sentence: str) -> None:
        self._problem.clear()
        with self._problem:
            note(sentence, "bad")
