"""The days as a log that reads like a story, and what came of them as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from statistics import mean, median

from rich.table import Table

from bench.weeks.day import Day
from bench.weeks.desk_rules import is_red
from bench.weeks.marches import trainings
from bench.weeks.people import Person
from psoas.journal.answers import Answer, Choice, Morning, Screening, Told
from psoas.programme.catalogue import Catalogue


def told_as_lines(person: Person, days: Sequence[Day], catalogue: Catalogue) -> Iterator[str]:
    """The log of a life."""
    yield f"{person.name}: {person.about}"
    for week, within in groupby(days, key=lambda day: day.number // 7):
        these = list(within)
        yield f"\n  Week {week + 1}"
        if not any(day.opened for day in these):
            yield f"    {_date(these[0].day)} and the whole week: not opened"
            continue
        for day in these:
            yield from (f"    {line}" for line in _day(day, catalogue))


def summary(lives: dict[str, Sequence[Day]], broken: dict[str, int]) -> Table:
    """One column a person."""
    table = Table("", *lives, box=None, header_style="bold")
    rows = {name: dict(_numbers(days)) for name, days in lives.items()}
    for what in next(iter(rows.values())):
        table.add_row(what, *(rows[name][what] for name in lives))
    table.add_row("rules broken", *(str(broken[name]) for name in lives))
    return table


def at_the_desk(lives: dict[str, Sequence[Day]]) -> Table:
    """One column for each who has a desk."""
    sitting = {name: days for name, days in lives.items() if any(day.desk for day in days)}
    table = Table("at the desk", *sitting, box=None, header_style="bold")
    rows = {name: dict(_desk_numbers(days)) for name, days in sitting.items()}
    for what in next(iter(rows.values()), {}):
        table.add_row(what, *(rows[name][what] for name in sitting))
    return table


def _desk_numbers(days: Sequence[Day]) -> Iterator[tuple[str, str]]:
    desks = [(day.number, day.desk) for day in days if day.desk]
    prompts = [len(desk.prompts) for _, desk in desks]
    asked, alone = (
        [sum(each.prompted is on_prompt for each in desk.breaks) for _, desk in desks] for on_prompt in (True, False)
    )
    yield "days at the desk", str(len(desks))
    yield "prompts a day, mean and most", f"{mean(prompts):.1f}, {max(prompts)}"
    yield "breaks a day, on a prompt and alone", f"{mean(asked):.1f}, {mean(alone):.1f}"
    for week in (1, 4, 13, 26):
        extra = [desk.extra_min for number, desk in desks if number < 7 * week]
        yield f"minutes between prompts, week {week}", str(min(90, 30 + extra[-1]))
    walks = [(day.number, day.walks) for day in days if day.walks]
    for week in (1, 4, 13, 26):
        asks = [walk.target for number, walk in walks if number < 7 * week]
        yield f"walks, week {week}", f"{asks[-1].minutes} min x {asks[-1].days}"
    yield "walks that were red", str(sum(is_red(walk) for _, walk in walks))
    yield "days without a walk asked for", str(sum(walk.paused for _, walk in walks))


def _day(day: Day, catalogue: Catalogue) -> Iterator[str]:
    if not day.opened:
        yield f"{_date(day.day)}  not opened"
        return
    said = day.decision.reason if day.decision and day.gate == "open" else f"(closed: {day.gate})"
    yield f"{_date(day.day)}  {said}"
    for event in day.events:
        yield f"           {event}"
    if day.told:
        answers = [words for told in day.told if (words := _words(told))]
        if answers:
            yield f"           said: {', '.join(answers)}"
    done = [
        f"{'easier ' if step.easier else ''}{catalogue.by_id(step.exercise_id).name.lower()}"
        f"{'' if how == 'done' else f' ({how})'}"
        for step, how in day.did
        if step.step != "strengthen"
    ]
    if done:
        yield f"           did: {', '.join(done)}"
    if day.desk:
        yield (
            f"           desk: sat {day.desk.sat_s / 3600:.1f} h, {len(day.desk.prompts)} prompts, "
            f"{len(day.desk.breaks)} breaks"
        )
    if day.walks and day.walks.walk:
        yield f"           walked {day.walks.walk.minutes} minutes; pain {day.walks.walk.pain}"
    if day.march:
        felt = day.march.feeling
        sets = ", ".join(f"{left}/{right}" for left, right in day.march.sets)
        form = "form held" if felt.form_kept else "form lost"
        yield (
            f"           march {day.march.rung}: {sets}; pain {felt.before}, at worst {felt.during}, "
            f"effort {felt.effort}, {form}"
        )


def _words(told: Told) -> str:
    match told:
        case Screening():
            return f"the questions ({told.outcome}{', confirmed' if told.confirmed else ''})"
        case Morning():
            return f"morning after {'-' if told.pain is None else told.pain}"
        case Answer():
            return f"{told.item or told.asked} {'-' if told.value is None else f'{told.value:g}'}"
        case Choice():
            return f"wishes: {told.chosen} {told.rung}".rstrip()
        case _:
            return ""


def _numbers(days: Sequence[Day]) -> Iterator[tuple[str, str]]:
    done = trainings(days)
    yield "days opened", str(sum(day.opened for day in days))
    yield "marches", str(len(done))
    yield "most marches in 7 days", str(max(_in_a_week(days)))
    for week in (4, 8, 13, 26):
        upto = [each.rung for each in done if each.lived.number < 7 * week]
        yield f"rung after week {week}", upto[-1] if upto else "-"
    pairs = list(pairwise(done))
    yield "steps up", str(sum(a.rung < b.rung for a, b in pairs))
    yield "steps down", str(sum(a.rung > b.rung for a, b in pairs))
    yield "red trainings", str(sum(each.red for each in done))
    yield "days on which the march waited", str(sum(_waits(day) for day in days))
    yield "days closed by a screening", str(sum(day.opened and day.gate != "open" for day in days))
    minutes = [day.minutes for day in days if day.opened and day.gate == "open"]
    yield "minutes a day, median", f"{median(minutes):.0f}" if minutes else "-"
    yield "questions a day, mean", f"{_questions(days):.1f}"
    yield "same sentence about the march, marches running", str(_longest_run(days))


def _in_a_week(days: Sequence[Day]) -> list[int]:
    return [sum(day.march is not None for day in days[n : n + 7]) for n in range(max(1, len(days) - 6))]


def _waits(day: Day) -> bool:
    return day.opened and day.gate == "open" and day.decision is not None and not day.decision.train


def _questions(days: Sequence[Day]) -> float:
    opened = [day for day in days if day.opened]
    return sum(isinstance(told, Answer | Morning) for day in opened for told in day.told) / max(1, len(opened))


def _longest_run(days: Sequence[Day]) -> int:
    said = [day.decision.reason for day in days if day.march and day.decision]
    return max((len(list(same)) for _, same in groupby(said)), default=0)


def _date(day: date) -> str:
    return f"{day:%a} {day.day:2} {day:%b}"
