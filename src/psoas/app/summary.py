"""What came of a session: counts, ranges, tempo, faults in words, cues; left against right."""

from __future__ import annotations

from collections import Counter
from statistics import mean

from psoas.app.elements import Words, el, link, note, section
from psoas.app.feeling import summary_section
from psoas.app.frame import frame
from psoas.app.house import House
from psoas.app.words import day, minutes, plural, times
from psoas.coach.form import hardly_seen
from psoas.journal.records import CueRecord, RepRecord, SessionRecord, Side
from psoas.programme.model import Exercise

_BY = {"camera": "seen by the camera", "hand": "counted by hand", "pace": "paced by the beat, nobody watched"}
#: A difference between the sides smaller than this is within what a camera can tell, degrees.
_SAME_DEG = 5.0


def build(house: House, record: SessionRecord) -> None:
    """Build the page ``/summary/{id}``."""
    exercise = house.catalogue.by_id(record.exercise_id)
    reps = house.store.reps(record.id)
    with frame("Summary", "journal"):
        _head(house, record, exercise)
        if record.state == "running":
            with note("This session is not finished yet. Its repetitions are safe."):
                link("Go on", f"/session/{record.id}", "btn main", "play")
        _scores(record, reps)
        _table(record, reps)
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


def _table(record: SessionRecord, reps: list[RepRecord]) -> None:
    measured = [rep for rep in reps if rep.range_deg is not None]
    if not measured:
        if reps:
            note("No camera watched, so psoas can say how many, and not how they were done.")
        return
    rows = (
        ("How far the hip moved", "range_deg", "{:.0f}°"),
        ("Time out", "out_s", "{:.1f} s"),
        ("Time held", "hold_s", "{:.1f} s"),
        ("Time back", "back_s", "{:.1f} s"),
    )
    with section("Left and right"):
        with el("div", "tablebox", tabindex="0", role="region", aria_label="Left and right"), el("table"):
            Words("caption", "Means of the repetitions that the camera saw.")
            with el("thead"), el("tr"):
                for name in ("", "Left", "Right"):
                    Words("th" if name else "td", name, **({"scope": "col"} if name else {}))
            with el("tbody"):
                for name, field, form in rows:
                    with el("tr"):
                        Words("th", name, scope="row")
                        for side in ("left", "right"):
                            value = _mean(measured, side, field)
                            Words("td", "not seen" if value is None else form.format(value))
        Words("p", _compared(measured))


def _mean(reps: list[RepRecord], side: Side | str, field: str) -> float | None:
    values = [v for rep in reps if rep.side == side and (v := getattr(rep, field)) is not None]
    return mean(values) if values else None


def _compared(reps: list[RepRecord]) -> str:
    left, right = _mean(reps, "left", "range_deg"), _mean(reps, "right", "range_deg")
    if left is None or right is None:
        return "Only one side was seen, so the sides cannot be compared."
    trust: dict[Side, float] = {
        "left": _mean(reps, "left", "trust") or 0.0,
        "right": _mean(reps, "right", "trust") or 0.0,
    }
    if unsure := hardly_seen(trust):
        return unsure
    apart = left - right
    if abs(apart) < _SAME_DEG:
        return "Both sides moved about as far as each other."
    side = "left" if apart > 0 else "right"
    return f"Your {side} hip moved {abs(apart):.0f}° further than the other one. Small differences are normal."


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
