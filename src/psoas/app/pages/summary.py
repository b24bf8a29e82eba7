"""The summary of a session: counts, ranges, tempo, faults, cues, and left against right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from psoas.analysis import load_words
from psoas.analysis.loads import difference
from psoas.app.pages.after_session import felt_section
from psoas.app.pages.told import delete_button
from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, el, html, link, note, section
from psoas.app.widgets.figure import Drawing, PauseButton
from psoas.app.widgets.layout import frame
from psoas.app.widgets.open_session import not_ended
from psoas.app.widgets.session_panels import summary_section
from psoas.app.widgets.undo import undo_bar
from psoas.body.skeleton import SIDES, Side
from psoas.coach.comparison_words import CHECK, LABELS, doubts, findings, middle_words, verdict
from psoas.coach.cues import CHANGE_SIDES
from psoas.coach.events import Rep
from psoas.coach.quick_strides import QUICK_ID
from psoas.coach.second_opinion.doubts import Doubt, miscounted
from psoas.coach.set_comparison import MEASURES, Comparison, compare
from psoas.coach.turns import too_alike_to_compare
from psoas.journal.answers import Feeling, Profile
from psoas.journal.records import CueRecord, RepRecord, SessionRecord
from psoas.plan.history import profile_of
from psoas.programme.model import Exercise
from psoas.report.beside import NOTE as BESIDE_NOTE
from psoas.report.beside import beside
from psoas.report.chart import svg
from psoas.report.recording_plot import sides_chart
from psoas.report.words import day, minutes, plural, times
from psoas.session.observer import seen_rep


def by_set(records: list[RepRecord]) -> None:
    """Show each set that a camera saw.

    Parameters
    ----------
    records : list of RepRecord
        All repetitions of a session, full and short, except those taken back.
    """
    sets = {record.set_number: _seen(records, record.set_number) for record in records}
    if not any(sets.values()):
        if records:
            note("No camera was watching, so psoas knows how many you did, but not how.")
        return
    with section("Left and right, over each set"):
        clear = worked = False
        for number, reps in sorted(sets.items()):
            if not reps:
                continue
            found = compare(reps)
            clear = clear or found.clear
            with el("article", "card sides-set", aria_label=f"Set {number}"):
                if len(sets) > 1:
                    Words("h3", f"Set {number}")
                work = work_words([record for record in records if record.set_number == number])
                _one(found, reps, number, work)
                worked = worked or bool(work)
                if any(r.set_number == number and r.counted_by != "camera" for r in records):
                    Words("p", "Only repetitions that the camera saw have a number here.", "soft")
        Words(
            "p",
            "Each bar is the range of one repetition; a triangle marks something to work on, a dashed bar one that "
            "fell short. The table has the medians; half of the repetitions lie within ± of them. What one camera "
            f"cannot tell apart is called about the same.{' ' + CHECK if clear else ''}",
            "soft",
        )
        if worked:
            Words("p", NOTE, "soft")


def _seen(records: list[RepRecord], number: int) -> list[Rep]:
    return [rep for r in records if r.set_number == number and (rep := seen_rep(r)) is not None]


def _one(found: Comparison, reps: list[Rep], number: int, work: str) -> None:
    with el("div", "beside"):
        if chart := sides_chart(reps, found):
            html(svg(chart, f"set-{number}", "sides"))
        with el("div", "stack"):
            with el("ul", "list"):
                for sentence in findings(found):
                    Words("li", sentence)
                if work:
                    Words("li", f"Work of lifting, estimated: {work[0].lower()}{work[1:]}")
            _table(found, number)


def _table(found: Comparison, number: int) -> None:
    name = f"Left and right in set {number}"
    with el("div", "tablebox", tabindex="0", role="region", aria_label=name), el("table"):
        with el("thead"), el("tr"):
            Words("td", "")
            for head in ("Left", "Right", "Difference"):
                Words("th", head, scope="col")
        with el("tbody"):
            for measure in MEASURES:
                with el("tr"):
                    Words("th", LABELS[measure], scope="row")
                    for side in SIDES:
                        middle, spread = middle_words(found.side(side).middle(measure), measure)
                        with el("td"):
                            Words("span", middle or "not seen")
                            Words("small", spread)
                    Words("td", verdict(found, measure))


NOTE = (
    "Work is a model estimate in joules (J), from your height and weight, your band and the angle of the hip that the "
    "camera saw, and a camera sees one leg better than the other. It has not measured your muscles."
)


def work_words(reps: Sequence[RepRecord]) -> str:
    """Work of lifting of these counted repetitions, ``"Left 31 J, right 28 J over 12 each: about the same."``.

    Empty if no repetition has its work; if only some have, the sentence says how many are missing.
    """
    works: dict[Side, list[float]] = {
        side: [rep.work_j for rep in reps if rep.side == side and rep.work_j is not None] for side in SIDES
    }
    known = {side: found for side, found in works.items() if found}
    if not known:
        return ""
    mixed_up = too_alike_to_compare([rep.side for rep in sorted(reps, key=lambda rep: rep.end_s) if not rep.short])
    apart = None if mixed_up else difference(works["left"], works["right"])
    each = [fmean(found) if found else 0.0 for found in (works["left"], works["right"])]
    line = load_words.work_line(
        {side: (sum(found), len(found)) for side, found in known.items()}, load_words.verdict(apart, *each)
    )
    missing = sum(not rep.short and rep.work_j is None for rep in reps)
    left_out = f" {missing} of {missing + sum(map(len, works.values()))} were not seen well enough for this."
    return line + (left_out if missing else "")


def why_no_work(reps: Sequence[RepRecord], profile: Profile) -> str:
    """Say what psoas would need to know to compute the work; empty if that would not be enough."""
    seen = [rep for rep in reps if rep.counted_by == "camera" and not rep.short]
    told = profile.mass_kg is not None and profile.height_m is not None
    if not seen or told or any(rep.work_j is not None for rep in seen):
        return ""
    return "If you give your height and weight, psoas can also estimate how much work each hip does from now on."


_BY = {"camera": "seen by the camera", "hand": "counted by hand", "pace": "paced by the beat, with no camera"}


def build(house: AppState, record: SessionRecord, *, change: bool = False) -> None:
    """Build the page ``/summary/{id}``; with `change`, what was told of it is unfolded."""
    exercise = house.catalogue.by_id(record.exercise_id)
    reps = house.store.reps(record.id)
    with frame("Summary", "journal"):
        undo_bar(house, f"/summary/{record.id}", Feeling)
        _head(house, record, exercise)
        if record.state == "running":
            not_ended(house, record)
        _doubts(house.store.reps(record.id, short=True), house.kept_doubts(record.id))
        _scores(record, reps)
        felt_section(house, record, change=change)
        by_set(house.store.reps(record.id, short=True))
        _beside(house, record, exercise, reps)
        _could_tell_work(house, reps)
        _faults(exercise, reps)
        summary_section(exercise)
        _cues(house.store.cues(record.id))
        _short(house.store.reps(record.id, short=True))
        with el("div", "row"):
            if _may_march_again(house, record):
                link("Once more", f"/level/{record.level}?band={int(record.band)}", "btn main", "repeat")
            else:
                link("Today", "/today", "btn main", "go")
            link("Open the journal", "/journal", "btn")
            if record.state != "running":
                delete_button(house, record, house.store.told(Feeling), "Delete this session")


def _may_march_again(house: AppState, record: SessionRecord) -> bool:
    """Return whether no rule speaks against this level now."""
    rules = house.free_start(record.level) if record.level is not None else None
    return rules is not None and not (rules.refused or rules.note)


def _head(house: AppState, record: SessionRecord, exercise: Exercise) -> None:
    with el("div", "stack"):
        Words("p", day(record.started_at, house.today()), "eyebrow")
        Words(
            "h1",
            {"done": "Done. Nice marching!", "stopped": "You stopped early, and that's fine."}.get(
                record.state, "Not finished yet"
            ),
        )
        band = "" if exercise.band is None else " with the band" if record.band else " without the band"
        length = ""
        if record.ended_at:
            length = f", {minutes((record.ended_at - record.started_at).total_seconds())} in all"
        Words("p", f"Level {record.level}, {exercise.name}{band}{length}.", "lead")


def _doubts(records: list[RepRecord], second_opinion: dict[int, tuple[Doubt, ...]]) -> None:
    """What psoas is unsure of, above the numbers that depend on it."""
    numbers = sorted({record.set_number for record in records})
    found = {}
    for number in numbers:
        compared = compare(_seen(records, number))
        say = miscounted(second_opinion.get(number, ()), mixed_up=compared.why_not == "alike")
        found[number] = (*doubts(compared), *([say] if say else []))
    for doubt in dict.fromkeys(doubt for each in found.values() for doubt in each):
        sets = [str(number) for number in numbers if doubt in found[number]]
        where = f"Set {' and '.join(sets)}: " if len(numbers) > len(sets) else ""
        note(f"{where}{doubt}", "warn")


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


def _beside(house: AppState, record: SessionRecord, exercise: Exercise, reps: list[RepRecord]) -> None:
    """Show the best and the worst repetition of each set beside the exercise, while they are in memory."""
    counted = {rep.event for rep in reps}
    kept = [one for one in house.kept_reps(record.id) if one.event in counted]
    figures: list[Drawing] = []
    found = {
        number: beside(
            [one.rep for one in kept if one.set_number == number],
            [one.skeletons for one in kept if one.set_number == number],
            exercise,
            band=record.band,
            tag=f"set-{number}",
        )
        for number in sorted({one.set_number for one in kept})
    }
    if not any(found.values()):
        return
    with section("You beside the exercise"):
        for number, pairs in found.items():
            for one in pairs:
                with el("article", "card stack beside-you"):
                    Words("h3", f"Set {number}. {one.title}" if len(found) > 1 else one.title)
                    Words("p", one.difference)
                    with el("div", "pair"):
                        figures += [Drawing(one.yours), Drawing(one.exercise)]
        PauseButton(figures)
        Words("p", f"{BESIDE_NOTE} It is drawn from memory and soon gone. Nothing is stored.", "soft")


def _could_tell_work(house: AppState, reps: list[RepRecord]) -> None:
    if missing := why_no_work(reps, profile_of(house.store)):
        with note(missing):
            link("Add them in the settings", "/settings", "btn")


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


def said_and_unseen(cues: list[CueRecord]) -> tuple[Counter[str], Counter[str]]:
    """Count what the coach said about the person, and what it said that it could not see."""
    # A call to change sides or to go slower is kept as a notice; it is about the person, not about what was seen.
    unseen = [cue.kind == "notice" and cue.cue_id not in (CHANGE_SIDES[0], QUICK_ID) for cue in cues]
    said = Counter(cue.say for cue, hidden in zip(cues, unseen, strict=True) if not hidden)
    return said, Counter(cue.say for cue, hidden in zip(cues, unseen, strict=True) if hidden)


def _cues(cues: list[CueRecord]) -> None:
    said, notices = said_and_unseen(cues)
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
