"""`psoas log`: write down a session done without psoas, or the morning after one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from psoas.cli import options
from psoas.cli.options import Data, opened, say
from psoas.errors import PsoasError
from psoas.report.words import date_words

if TYPE_CHECKING:
    from psoas.journal.store import Store

from psoas.cli.screening import readable_country, tell_signs
from psoas.cli.today import say_clock


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(log)


def log(
    data: Data = None,
    rung: Annotated[
        str | None, typer.Option(help="What you did, such as 1a or 3b. If you leave it out, today's.")
    ] = None,
    left: Annotated[int | None, typer.Option(help="Repetitions with the left leg, last set.", min=0, max=200)] = None,
    right: Annotated[int | None, typer.Option(help="Repetitions with the right leg, last set.", min=0, max=200)] = None,
    sets: Annotated[
        int | None, typer.Option(help="Sets you did. If you leave it out, as planned.", min=1, max=10)
    ] = None,
    before: Annotated[int | None, typer.Option(help="Pain just before it, 0 to 10.", min=0, max=10)] = None,
    during: Annotated[int | None, typer.Option(help="Worst pain during it, 0 to 10.", min=0, max=10)] = None,
    effort: Annotated[
        int | None,
        typer.Option(
            help="How hard: 0 nothing, 5 you can talk, 7 hard, 9 one more at most, 10 none left.", min=0, max=10
        ),
    ] = None,
    form: Annotated[bool | None, typer.Option("--form/--no-form", help="Whether your form held.")] = None,
    stop_symptom: Annotated[bool, typer.Option("--stop-symptom", help="A warning sign came up.")] = False,
    morning: Annotated[
        int | None, typer.Option(help="Pain on the morning after the last session, 0 to 10.", min=0, max=10)
    ] = None,
    soreness: Annotated[
        int | None, typer.Option(help="How sore your muscles were that morning, 0 to 10.", min=0, max=10)
    ] = None,
    note: Annotated[str, typer.Option(help="Anything to remember, in your own words.")] = "",
) -> None:
    """Write down a session that you did without psoas, or the morning after the last one."""
    from psoas.journal.answers import Feeling, Morning
    from psoas.plan import screening as asked
    from psoas.plan.clock import as_understood
    from psoas.plan.history import history_of
    from psoas.session import use_cases

    if stop_symptom:  # first, in case the journal cannot be written
        tell_signs(readable_country(data))
    with opened(data) as store:
        now = options.now()
        say_clock(history_of(store))
        if morning is not None or soreness is not None:
            trainings = [one for one in as_understood(history_of(store), now).trainings if one.day < now.date()]
            if not trainings:
                raise PsoasError("There was no session before today, so there is no morning after it yet.")
            use_cases.tell(store, now, Morning(morning, soreness), session_id=trainings[-1].session_id)
            said = " and ".join(
                f"{what} {n} out of 10" for what, n in (("pain", morning), ("soreness", soreness)) if n is not None
            )
            say.print(f"Noted: {said} on the morning after the session of {date_words(trainings[-1].day)}.")
        if left is None and right is None:
            if morning is None and soreness is None:
                raise PsoasError("Say how many you did, for example `psoas log --left 10 --right 10 --effort 5`.")
            return
        number = _log_session(store, now, rung, left or 0, right or 0, sets, note)
        use_cases.tell(store, now, Feeling(before, during, effort, form, stop_symptom, note), session_id=number)
        say.print(f"Noted: {left or 0} left and {right or 0} right.")
        if asked.gate(history_of(store), now) == "screen" and not stop_symptom:
            say.print("Before your next march, answer the questions about warning signs: `psoas screening`.")


def _log_session(
    store: Store, now: datetime, rung: str | None, left: int, right: int, sets: int | None, note: str
) -> int:
    """Write a session counted by hand, with the same repetitions in each set; return its number."""
    from dataclasses import replace

    from psoas.journal.records import RepRecord, Side
    from psoas.plan.history import history_of
    from psoas.plan.ladder import ladder_file, rung_of
    from psoas.plan.progression import decide
    from psoas.programme.catalogue import load

    decision = decide(history_of(store), now)
    known = [one.id for one in ladder_file().rungs]
    if rung is not None and rung not in known:
        raise PsoasError(f"There is no rung called “{rung}”. Choose one of: {', '.join(known)}.")
    if rung is None and not decision.rung:
        raise PsoasError(f"{decision.reason} If you trained all the same, say what you did, such as --rung {known[0]}.")
    done = rung_of(rung or decision.rung)
    plan = replace(decision.plan, sets=sets or decision.plan.sets)
    number = store.begin_session(
        started_at=now,
        exercise_id=load().level(done.level).id,
        level=done.level,
        band=done.banded,
        counting="hand",
        plan=plan,
        note=note,
        rung=done.id,
    )
    event = 0
    sides: tuple[tuple[Side, int], ...] = (("left", left), ("right", right))
    for each in range(1, plan.sets + 1):
        store.begin_set(number, each, 0.0)
        for side, count in sides:
            for _ in range(count):
                event += 1
                store.add_rep(RepRecord(number, event, each, side, "hand", 0.0))
        store.end_set(number, each, 0.0)
    store.end_session(number, now, "done")
    return number
