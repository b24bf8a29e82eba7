"""The app assembled: routes, pages and the clock that drives the sessions. Nothing here listens on a port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial, wraps
from typing import ParamSpec

from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles
from nicegui import ui

from psoas.app.door.door import CALENDAR, Door
from psoas.app.door.key import DoorKey
from psoas.app.live import websocket as live
from psoas.app.look import look_css
from psoas.app.pages import after_session as after
from psoas.app.pages import decisions, desk_look, errors, learn, led_day, summary
from psoas.app.pages import desk as desk_page
from psoas.app.pages import exercise as guide
from psoas.app.pages import help as help_page
from psoas.app.pages import journal as journal_page
from psoas.app.pages import placement as placing
from psoas.app.pages import progress as progress_page
from psoas.app.pages import routine as routine_page
from psoas.app.pages import screening as first
from psoas.app.pages import session as session_page
from psoas.app.pages import settings as settings_page
from psoas.app.pages import start as choose
from psoas.app.pages import step as step_page
from psoas.app.pages import today as day
from psoas.app.state import TICK_S, AppState
from psoas.app.widgets import effort as how_hard
from psoas.app.widgets import open_session
from psoas.app.widgets.layout import ASSETS, LOOK, lost, say_at_the_top
from psoas.app.widgets.questions import well_enough
from psoas.errors import PsoasError
from psoas.journal.answers import Profile
from psoas.journal.errors import NoSuchSessionError
from psoas.journal.records import Counting
from psoas.plan.history import profile_of
from psoas.plan.screening import gate
from psoas.programme.model import Exercise
from psoas.programme.reading import CatalogueError
from psoas.session.refusals import NotTodayError

P = ParamSpec("P")

_FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#0d5f57"/>'
    '<path d="M12 5.5c-.6 6 1.6 8.6 4.5 11.7 2.3 2.5 3.2 5 3 9.3" fill="none" stroke="#fff" stroke-width="4.2" '
    'stroke-linecap="round"/></svg>'
)


def create(house: AppState, key: DoorKey) -> Door:
    """Create the whole app, behind its door.

    Parameters
    ----------
    house : AppState
        The state shared by all pages.
    key : DoorKey
        Who has it may come in.
    """

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        ticking = asyncio.create_task(_let_time_pass(house))
        yield
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        house.steps.leave()

    app = FastAPI(lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(live.routes(house))
    app.mount("/assets", StaticFiles(directory=ASSETS), name="assets")

    @app.get(CALENDAR)
    def calendar(march: str = "", walk: str = "", zone: str = "") -> Response:
        try:
            text = house.calendar(march, walk, zone)
        except PsoasError as problem:
            return Response(str(problem), status_code=400, media_type="text/plain")
        return Response(text, media_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})

    @app.get(LOOK)
    def look() -> Response:
        try:
            # To look into a journal makes one, and after its deletion there is to be none.
            profile = profile_of(house.store) if house.store.path.exists() else Profile()
        except PsoasError:  # a journal that cannot be read is no reason to show nothing
            profile = Profile()
        return Response(look_css(profile), media_type="text/css", headers={"Cache-Control": "no-store"})

    _pages(house)
    errors.register()
    ui.run_with(
        app,
        title="psoas",
        favicon=_FAVICON,
        dark=None,
        language="en-US",
        tailwind=False,
        reconnect_timeout=4.0,
        show_welcome_message=False,
    )
    return Door(app, key)


async def _let_time_pass(house: AppState) -> None:
    while True:
        house.tick()
        await asyncio.sleep(TICK_S)


def _pages(house: AppState) -> None:
    """Register the pages."""
    unless_closed, said_plainly = _Closing(house), _SaidPlainly(house)

    @ui.page("/")
    @said_plainly
    @unless_closed
    def start(band: int = 1) -> None:
        choose.build(house, bool(band))

    @ui.page("/level/{number}")
    @said_plainly
    @unless_closed
    def level(number: int, band: int = 1) -> None:
        exercise = house.catalogue.level(number)
        hard = partial(how_hard.on_level, house, exercise, bool(band))
        start = _starter(house, exercise, bool(band))
        before = partial(well_enough, house)
        found = house.unended()
        first = partial(open_session.unended_note, house, found) if found and found.level == number else None
        rules = house.free_start(number)
        guide.build(
            house.catalogue,
            exercise,
            bool(band),
            start,
            hard,
            rules=rules,
            before=before,
            first=first,
            blind=house.eyes.blind,
        )

    @ui.page("/exercise/{exercise_id}")
    @said_plainly
    @unless_closed
    def exercise_page(exercise_id: str, band: int = 1) -> None:
        exercise = house.catalogue.by_id(exercise_id)
        if why := guide.why_closed_to(house, exercise):
            guide.build_closed(exercise, why)
            return
        guide.build(house.catalogue, exercise, bool(band), _starter(house, exercise, bool(band)))

    @ui.page("/step/{exercise_id}")
    @said_plainly
    @unless_closed
    def step(exercise_id: str, short: int = 0) -> None:
        exercise = house.catalogue.by_id(exercise_id)
        if exercise.guide:
            step_page.build(house, exercise, bool(short))
        else:
            ui.navigate.to(f"/exercise/{exercise_id}")

    @ui.page("/go")
    @said_plainly
    @unless_closed
    def go() -> None:
        led_day.build(house)

    @ui.page("/session/{key}")
    @said_plainly
    @unless_closed
    def session(key: str, go: int = 0, back: int = 0) -> None:
        session_page.enter(house, key, go=bool(go), back=bool(back))

    @ui.page("/placement")
    @said_plainly
    @unless_closed
    def placement() -> None:
        placing.build(house)

    @ui.page("/hurt")
    @said_plainly
    def it_hurt() -> None:
        after.hurt_before(house)

    @ui.page("/hurt/{number}")
    @said_plainly
    def it_hurt_in(number: int) -> None:
        try:
            record = house.store.session(number)
        except NoSuchSessionError:
            raise
        except PsoasError:  # ask even if the journal cannot be read
            after.hurt_before(house)
            return
        after.hurt_in(house, record)

    @ui.page("/summary/{number}")
    @said_plainly
    def one_summary(number: int, change: int = 0) -> None:
        summary.build(house, house.store.session(number), change=bool(change))

    _pages_of_the_day(house, unless_closed)
    learn.pages(house)


def _pages_of_the_day(house: AppState, unless_closed: _Closing) -> None:
    """Register the pages around the exercises: the day, questions, journal and settings."""
    said_plainly = _SaidPlainly(house)

    @ui.page("/journal")
    @said_plainly
    def journal(offset: int = 0) -> None:
        journal_page.build(house, max(0, offset))

    @ui.page("/help")
    def help_me() -> None:
        help_page.build(house)

    @ui.page("/desk/look")
    @said_plainly
    @unless_closed
    def look_at_desk() -> None:
        desk_look.build(house)

    @ui.page("/desk")
    @said_plainly
    @unless_closed
    def desk() -> None:
        desk_page.build(house)

    @ui.page("/today")
    @said_plainly
    def today(short: int = 0, change: int = 0) -> None:
        day.build(house, bool(short), bool(change))

    @ui.page("/routine")
    @said_plainly
    @unless_closed
    def routine() -> None:
        routine_page.build(house)

    @ui.page("/first")
    @said_plainly
    def before_the_first_time() -> None:
        first.build(house, led_day.show)

    @ui.page("/plan")
    @said_plainly
    def plan() -> None:
        decisions.build(house)

    @ui.page("/progress")
    @said_plainly
    def progress() -> None:
        progress_page.build(house)

    @ui.page("/settings")
    @said_plainly
    def settings() -> None:
        settings_page.build(house)

    @ui.page("/gone")
    def gone() -> None:
        journal_page.gone()


def _starter(house: AppState, exercise: Exercise, band: bool) -> guide.Start | None:
    """Return what begins a session from an exercise's page; None while the questions come first."""

    def start(counting: Counting, flat_back: bool) -> None:
        try:
            running = house.begin_freely(exercise, band, counting, flat_back=flat_back)
        except NotTodayError:  # an answer in another tab changed the day, and Today says how
            ui.navigate.to("/today")
            return
        ui.navigate.to(f"/session/{running.key}")

    return None if house.questions_first else start


class _Closing:
    """Shows Today, which says why, instead of exercises that an answer has closed."""

    def __init__(self, house: AppState) -> None:
        self._house = house

    def __call__(self, page: Callable[P, None]) -> Callable[P, None]:
        @wraps(page)
        def build(*args: P.args, **kwargs: P.kwargs) -> None:
            history = self._house.history()
            if gate(history, self._house.today()) in ("emergency", "clinician"):
                day.show(self._house, history)
            else:
                page(*args, **kwargs)

        return build


class _SaidPlainly:
    """Shows an error that a person can act on as a page of its own, and says on every page if nothing can be kept."""

    def __init__(self, house: AppState) -> None:
        self._house = house

    def __call__(self, page: Callable[P, None]) -> Callable[P, Response | None]:
        @wraps(page)
        def build(*args: P.args, **kwargs: P.kwargs) -> Response | None:
            try:
                page(*args, **kwargs)
            except PsoasError as problem:
                lost("Not here", str(problem))
                if isinstance(problem, CatalogueError | NoSuchSessionError):
                    client = ui.context.client
                    return client.build_response(client.request, 404)
            if self._house.store.read_only is not None:
                say_at_the_top(str(self._house.store.read_only))
            return None

        return build
