"""Left and right of each set of a session: what was said of it, a picture and a table."""

from __future__ import annotations

from psoas.app.pages.work import NOTE, work_words
from psoas.app.widgets.elements import Words, el, html, note, section
from psoas.body.skeleton import SIDES
from psoas.coach.comparison_words import CHECK, LABELS, middle_words, sentences, verdict
from psoas.coach.events import Rep
from psoas.coach.set_comparison import MEASURES, Comparison, compare
from psoas.journal.records import RepRecord
from psoas.report.recording_sides import sides_plot
from psoas.session.observer import seen_rep


def by_set(records: list[RepRecord]) -> None:
    """Show each set that a camera saw.

    Parameters
    ----------
    records : list of RepRecord
        All repetitions of a session that were not taken back, full and short.
    """
    sets = {record.set_number: _seen(records, record.set_number) for record in records}
    if not any(sets.values()):
        if records:
            note("No camera watched, so psoas can say how many, and not how they were done.")
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
                    Words("p", "Only repetitions that the camera saw are numbered here.", "soft")
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
        html(sides_plot(reps, found, f"set-{number}"))
        with el("div", "stack"):
            with el("ul", "list"):
                for sentence in sentences(found):
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
