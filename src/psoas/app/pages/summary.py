"""What came of a session: counts, ranges, tempo, faults in words, cues; left against right."""

from __future__ import annotations

from collections import Counter

from psoas.app.pages.after_session import felt_section
from psoas.app.pages.sides import by_set
from psoas.app.pages.work import why_no_work
from psoas.app.state import House
from psoas.app.widgets.elements import Words, el, link, note, section
from psoas.app.widgets.feeling import summary_section
from psoas.app.widgets.layout import frame
from psoas.app.widgets.open_session import not_ended
from psoas.journal.records import CueRecord, RepRecord, SessionRecord
from psoas.plan.history import profile_of
from psoas.programme.model import Exercise
from psoas.report.words import day, minutes, plural, times

_BY = {"camera": "seen by the camera", "hand": "counted by hand", "pace": "paced by the beat, nobody watched"}


def build(house: House, record: SessionRecord) -> None:
    """Build the page ``/summary/{id}``."""
    exercise = house.catalogue.by_id(record.exercise_id)
    reps = house.store.reps(record.id)
    with frame("Summary", "journal"):
        _head(house, record, exercise)
        if record.state == "running":
            not_ended(house, record)
        _scores(record, reps)
        felt_section(house, record, reps)
        by_set(house.store.reps(record.id, short=True))
        _could_tell_work(house, reps)
        _faults(exercise, reps)
        summary_section(exercise)
        _cues(house.store.cues(record.id))
        _short(house.store.reps(record.id, short=True))
        with el("div", "row"):
            link("Once more", f"/level/{record.level}?band={int(record.band)}", "btn main", "repeat")
            link("Open the journal", "/journal", "btn")


def _head(house: House, record: SessionRecord, exercise: Exercise) -> None:
    with el("div", "stack"):
        Words("p", day(record.started_at, house.today()), "eyebrow")
        Words(
            "h1",
            {"done": "Done. Well marched.", "stopped": "Stopped early, and that is fine."}.get(
                record.state, "Not finished yet"
            ),
        )
        band = "" if exercise.band is None else " with the band" if record.band else " without the band"
        length = ""
        if record.ended_at:
            length = f", {minutes((record.ended_at - record.started_at).total_seconds())} in all"
        Words("p", f"Level {record.level}, {exercise.name}{band}{length}.", "lead")


def _scores(record: SessionRecord, reps: list[RepRecord]) -> None:
    planned = record.plan.sets * record.plan.reps_per_side
    with el("section", "two", aria_label="Counts"):
        for side in ("left", "right"):
            n = sum(rep.side == side for rep in reps)
            with el("div", "card"):
                Words("h2", side.capitalize())
                Words("p", str(n), "score", data_total=side)
                Words("p", f"of {planned} planned", "soft")
    by = Counter(rep.counted_by for rep in reps)
    if by:
        Words("p", "; ".join(f"{n} {_BY[how]}" for how, n in by.most_common()).capitalize() + ".", "soft")


def _could_tell_work(house: House, reps: list[RepRecord]) -> None:
    if missing := why_no_work(reps, profile_of(house.store)):
        with note(missing):
            link("Tell them in the settings", "/settings", "btn")


def _faults(exercise: Exercise, reps: list[RepRecord]) -> None:
    by_camera = [rep for rep in reps if rep.counted_by == "camera"]
    if not by_camera:
        return
    checks = {check.id: check for check in exercise.checks}
    found = Counter(fault for rep in by_camera for fault in rep.faults)
    with section("How it went"):
        if not found:
            note("Nothing to correct in what the camera could see.", "good")
            return
        with el("ul", "plain stack"):
            for fault, n in found.most_common():
                sides = Counter(rep.side for rep in by_camera if fault in rep.faults)
                where = " and ".join(f"{times(sides[s])} {s}" for s in ("left", "right") if sides[s])
                check = checks.get(fault)
                with el("li", "card"):
                    Words("h3", check.cue if check else fault)
                    Words(
                        "p",
                        f"In {plural(n, 'repetition')} of {len(by_camera)} ({where}). {check.why if check else ''}",
                        "soft",
                    )


def _cues(cues: list[CueRecord]) -> None:
    said = Counter(cue.say for cue in cues if cue.kind != "notice")
    notices = Counter(cue.say for cue in cues if cue.kind == "notice")
    if said:
        with section("What the coach said"), el("ul", "list"):
            for say, n in said.most_common():
                Words("li", f"{say} ({times(n)})" if n > 1 else say)
    if notices:
        with section("What could not be seen"), el("ul", "list"):
            for say, n in notices.most_common():
                Words("li", f"{say} ({times(n)})" if n > 1 else say)


def _short(reps: list[RepRecord]) -> None:
    n = sum(rep.short for rep in reps)
    if n:
        what = plural(n, "movement").capitalize()
        Words("p", f"{what} did not reach far enough and {'was' if n == 1 else 'were'} not counted.", "soft")
