"""Every page of the app, and a journal with enough in it that all of them have something to show."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from desk_life import weeks_at_desk
from lives import half_year
from marching import begun_march
from psoas.journal.answers import Answer, Feeling, Screening, StepDone
from psoas.journal.records import SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import load

LEARN = ("", "/psoas", "/sitting", "/expect", "/flare-up", "/questions", "/evidence", "/levels", "/safety", "/load")
#: Weeks behind the person.
WEEKS = 8


def lived_in(data: Path) -> list[str]:
    """Write such a journal, with its moment beside it (see `browser.driving.SERVE_AT`); give the paths of all pages."""
    store = Store(data)
    now = half_year(store, WEEKS) + timedelta(days=2)
    done = store.sessions(limit=1)[0].id
    hurt = _march(store, now - timedelta(days=2), "stopped")
    store.tell(Feeling(hurt=True), now - timedelta(days=2), hurt)
    under_way = _march(store, now - timedelta(minutes=10), "running")
    store.tell(Screening("go"), now - timedelta(days=1))
    store.tell(Answer("pain-now", 1), now - timedelta(minutes=9))
    store.tell(StepDone("massage", "warm-up", "skipped"), now - timedelta(minutes=1))
    weeks_at_desk(store, now)
    store.close()
    data.with_suffix(".now").write_text(now.isoformat())
    return pages(done, hurt, under_way)


def pages(done: int = 1, hurt: int = 2, under_way: int = 3) -> list[str]:
    """The paths of all pages, for the numbers of a session that is done, one that hurt and one under way."""
    exercises = load().exercises
    guided = [each.id for each in exercises if each.guide]
    drawn = ["gentle-contact", "half-kneeling-stretch", "break-up-sitting"]
    return [
        *(
            "/",
            "/today",
            "/today?change=1&short=1",
            "/routine",
            "/go",
            "/first",
            "/plan",
            "/progress",
            "/settings",
            "/desk",
            "/desk/look",
        ),
        *("/journal", f"/summary/{done}", f"/summary/{done}?change=1", f"/summary/{hurt}", f"/hurt/{hurt}", "/hurt"),
        *(f"/level/{level}" for level in range(1, 7)),
        *(f"/exercise/{each}" for each in drawn),
        *(f"/step/{each}" for each in guided[:2]),
        *(f"/learn{each}" for each in LEARN),
        *("/placement", f"/session/{under_way}?go=1", "/help", "/gone", "/nowhere", "/level/first", "/level/9"),
    ]


def _march(store: Store, at, state) -> int:
    number = begun_march(store, at, SetPlan(2, 10, 60))
    if state != "running":
        store.end_session(number, at + timedelta(minutes=3), state)
    return number
