"""State shared by the whole app: journal, catalogue, pose worker, running sessions and the seat before the camera."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from psoas.app.live.guided_steps import LiveGuidedSteps
from psoas.app.live.live_day import LiveDay
from psoas.app.live.live_desk_look import DESK_LOOK, LiveDeskLook
from psoas.app.live.live_session import ALONE_S, LiveSession
from psoas.app.live.on_camera import OnCamera
from psoas.app.live.pose_worker import PoseWorker
from psoas.app.live.seat import Seat, Ticket
from psoas.coach.flat_back import FlatBackCheck
from psoas.coach.second_opinion.doubts import Doubt
from psoas.errors import PsoasError
from psoas.journal.answers import Answer, Entry, Feeling, Screening, Told
from psoas.journal.errors import NoSuchSessionError, WrongAnswerError
from psoas.journal.records import Counting, SetPlan
from psoas.journal.store import Store
from psoas.plan.clock import as_understood, warnings
from psoas.plan.desk_policy import is_quiet
from psoas.plan.free_start import FreeStart, free_start
from psoas.plan.history import History, history_of, profile_of
from psoas.plan.limits import taught
from psoas.plan.offers import Easier
from psoas.plan.screening import gate
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Exercise
from psoas.seconds import seconds
from psoas.session import use_cases
from psoas.session.kept_reps import KeptRep
from psoas.session.safety import country_told
from psoas.session.session import Session
from psoas.session.use_cases import March, Unended

_log = logging.getLogger(__name__)

#: Time between two ticks of the sessions, and between two attempts to write to the journal, seconds.
TICK_S, RETRY_S = 0.1, 10.0
#: File beside the journal with the position in the guided step under way.
UNDER_WAY = "under-way.txt"
#: The programme is looked up again after this long, seconds, because another program may have written to the journal.
TAUGHT_S = 5.0
#: Later than any number in the journal.
_NEWEST = sys.maxsize
#: Digits of an address that are read; no journal has that many sessions.
_DIGITS = 30

SecondsClock = Callable[[], float]
WallClock = Callable[[], datetime]


#: Key of the live socket for the question that a led day asks.
DAY = "day"


class AppState:
    """Everything that lives as long as the server.

    Parameters
    ----------
    store, catalogue, eyes
        The journal, the programme and the pose worker.
    clock : callable
        Monotonic seconds, sleep included.
    today : callable
        Returns the date and time in the person's time zone.

    Attributes
    ----------
    programme : Catalogue
        The programme as read from its files (see `catalogue`).
    unsaid : dict
        Unsaved answers by session; they survive a reload of the page.
    trouble : str
        Why an answer could not be saved yet, or "".
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        eyes: PoseWorker,
        clock: SecondsClock = seconds,
        today: WallClock = lambda: datetime.now().astimezone(),
    ) -> None:
        self.store = store
        self.programme = catalogue
        self._taught: tuple[object, Catalogue] | None = None
        self.eyes = eyes
        self.clock = clock
        self.today = today
        self.seat = Seat()
        self.steps = LiveGuidedSteps(store.tell, clock, today, store.folder / UNDER_WAY)
        self.day: LiveDay | None = None
        self.desk_look = LiveDeskLook(clock)
        self.unsaid: dict[int, Feeling] = {}
        self.trouble = ""
        self._unwritten: list[tuple[Told, datetime, int | None]] = []
        self._try_at = 0.0
        self._running: dict[str, LiveSession] = {}
        self._tickets: dict[str, Ticket] = {}

    def begin(
        self,
        exercise: Exercise,
        band: bool,
        counting: Counting,
        *,
        flat_back: bool = False,
        rung: str = "",
        plan: SetPlan | None = None,
        small: bool = False,
    ) -> LiveSession:
        """Create a session, by default of the exercise's usual dose; it enters the journal with its first set.

        `flat_back` switches the flat-back experiment on; a resumed session goes on without it.
        `small` asks for a smaller movement in each set, as on a rung of small steps. What no camera can count, and
        any session on a computer without a usable camera, is led by the metronome.

        Raises
        ------
        QuestionsFirstError
            If the questions, or their outcome, come before the programme.
        NotTodayError
            If no march may be started today.
        """
        return self._begin(March(exercise, band, rung, plan, small), counting, flat_back=flat_back)

    def _begin(
        self, march: March, counting: Counting, *, flat_back: bool = False, silent: bool | None = None
    ) -> LiveSession:
        if counting == "camera" and self.eyes.blind:
            counting, flat_back = "paced", False
        back = FlatBackCheck() if flat_back else None
        engine = use_cases.begin(
            self.store,
            self.history(),
            self.today(),
            march,
            counting,
            levels=self.catalogue.march,
            back=back,
            silent=self.is_quiet() if silent is None else silent,
        )
        return self._keep("new-" + secrets.token_hex(4), engine, back, small=march.small)

    def begin_march(self, march: March, counting: Counting, *, silent: bool) -> LiveSession:
        """Create a session with the day's plan; see `begin`.

        Raises
        ------
        QuestionsFirstError, NotTodayError
            As `begin`.
        """
        return self._begin(march, counting, silent=silent)

    def lead_day(self, counting: Counting, *, short: bool = False) -> LiveDay:
        """Begin the led day, or resume it where it was left."""
        self.day = LiveDay(self, counting, short=short)
        return self.day

    def counting(self) -> Counting:
        """Return who counts the march in a led day; without a usable camera, by hand or by metronome."""
        chosen = profile_of(self.store).counting
        return "paced" if chosen == "camera" and self.eyes.blind else chosen

    def count_with(self, counting: Counting) -> None:
        """Save who counts the march in a led day."""
        self.tell(replace(profile_of(self.store), counting=counting))

    def count_moves(self, by_camera: bool) -> None:
        """Save whether the camera counts the small moves that it can count."""
        profile = profile_of(self.store)
        if profile.count_moves != by_camera:
            self.tell(replace(profile, count_moves=by_camera))

    def free_start(self, level: int) -> FreeStart:
        """Return what the day's rules say about starting a level of the person's choice."""
        return free_start(self.history(), self.today(), level)

    def begin_freely(
        self, exercise: Exercise, band: bool, counting: Counting, *, flat_back: bool = False
    ) -> LiveSession:
        """Create a session of a chosen level, with the day's rung and dose if nothing may be added.

        Raises
        ------
        QuestionsFirstError, NotTodayError
            As `begin`, and if the day's rules refuse this level.
        """
        assert exercise.level is not None, f"{exercise.id} is no level of the march"
        march = use_cases.of_own_choice(self.history(), self.today(), exercise.level, self.catalogue, band=band)
        return self._begin(march, counting, flat_back=flat_back)

    @property
    def questions_first(self) -> bool:
        """Tell whether the questions about warning signs are due, for the first time or again."""
        return gate(self.history(), self.today()) == "screen"

    def history(self) -> History:
        """Return everything that the plan depends on, including answers that could not be saved yet."""
        history = as_understood(history_of(self.store), self.today())
        if not self._unwritten:
            return history
        screenings = (Entry(at, what, id=_NEWEST) for what, at, _ in self._unwritten if isinstance(what, Screening))
        answers = (Entry(at, what, id=_NEWEST) for what, at, _ in self._unwritten if isinstance(what, Answer))
        return replace(history, screenings=(*history.screenings, *screenings), answers=(*history.answers, *answers))

    def clock_warnings(self) -> tuple[str, ...]:
        """Say which times in the journal, or of the computer, cannot be right."""
        return warnings(history_of(self.store), self.today())

    @property
    def catalogue(self) -> Catalogue:
        """Return the programme for this person now, within the limits of their answers."""
        when = (self.today().date(), self.clock() // TAUGHT_S)
        key = (id(self.programme), self.store.told_so_far, len(self._unwritten), when)
        if self._taught is None or self._taught[0] != key:
            try:
                self._taught = (key, taught(self.programme, self.history(), self.today()))
            except PsoasError:  # the journal cannot be read just now, so keep what held a moment ago
                return self._taught[1] if self._taught is not None else self.programme
        return self._taught[1]

    def country(self) -> str:
        """Return the person's country, or "" if it is unknown or the journal cannot be read."""
        return country_told(self.store)

    def tell_now(self, told: Sequence[Told], session_id: int | None = None) -> str:
        """Save an answer; return "" or why that failed. It is then tried again later."""
        self.tell_soon(told, session_id)
        self._write_down()
        return self.trouble

    def tell_soon(self, told: Sequence[Told], session_id: int | None = None) -> None:
        """Save an answer once the page has been sent; it counts from now on."""
        self._unwritten += [(what, self.today(), session_id) for what in told]
        self._try_at = max(self._try_at, self.clock() + 2 * TICK_S)

    def _write_down(self) -> None:
        """Save the waiting answers in order; after a failure, leave the journal alone for a while: waiting blocks."""
        while self._unwritten:
            what, at, session_id = self._unwritten[0]
            try:
                self.store.tell(what, at, session_id)
            except (NoSuchSessionError, WrongAnswerError):  # trying again would not help
                _log.exception("not written: %s", type(what).__name__)
            except PsoasError as problem:
                self.trouble, self._try_at = str(problem), self.clock() + RETRY_S
                return
            self._unwritten.pop(0)
        self.trouble = ""

    def running(self, key: str) -> LiveSession | None:
        """Return a running session; one that was interrupted by the server's stop resumes with its counts.

        Parameters
        ----------
        key : str
            `LiveSession.key` or the session's number in the journal.

        Returns
        -------
        LiveSession or None
            None if it is over.

        Raises
        ------
        PsoasError
            If there is no such session, or the journal cannot be read.
        """
        if held := self._held(key):
            return held
        if not key.isdecimal():
            raise NoSuchSessionError("That session had not begun yet, so nothing of it was kept. Start it again.")
        number = _number(key)
        record = self.store.session(number)
        if record.state != "running":
            return None
        resumed = use_cases.resume(self.store, number, self.catalogue, self.today(), silent=self.is_quiet())
        return self._keep(key, resumed.session, small=resumed.small)

    def on_camera(self, key: str) -> OnCamera | None:
        """Return what the camera looks on at: the led day's question (`DAY`), a desk, a step, or a running session."""
        if key == DESK_LOOK:
            return self.desk_look
        if key == DAY:
            return self.day
        return self.steps.on_camera(key) or self.running(key)

    def is_led(self, key: str) -> bool:
        """Tell whether a page is showing that session, or was a moment ago, as during a reload."""
        held = self._held(key)
        return held is not None and held.alone_s <= ALONE_S

    def number_of(self, key: str) -> int | None:
        """Return a session's number in the journal; None if it has not begun yet."""
        held = self._held(key)
        return held.view.session_id if held else _number(key) if key.isdecimal() else None

    def unended(self, history: History | None = None) -> Unended | None:
        """Return the unfinished session, which the person can resume or end, or None.

        If it is still running but no page shows it, it is paused.
        """
        found = use_cases.unended(self.store, self.today(), history)
        if found and (held := self._held(str(found.session_id))):
            held.rest_alone()
        return found

    def kept_reps(self, session_id: int) -> tuple[KeptRep, ...]:
        """Return the repetitions of a session with their skeletons, while they are in memory."""
        held = self._held(str(session_id))
        return held.engine.kept_reps if held else ()

    def kept_doubts(self, session_id: int) -> dict[int, tuple[Doubt, ...]]:
        """Return what may be miscounted in each set of a session, while it is in memory."""
        held = self._held(str(session_id))
        return held.engine.kept_doubts if held else {}

    def leave_at_that(self, session_id: int) -> None:
        """End a session with what was done; pages that still show it see that it is over."""
        if held := self._held(str(session_id)):
            held.tap("stop")
        use_cases.leave_at_that(self.store, session_id)

    def _held(self, key: str) -> LiveSession | None:
        by_number = (one for one in self._running.values() if str(one.view.session_id) == key)
        return self._running.get(key) or next(by_number, None)

    def change(self, running: LiveSession, level: int) -> LiveSession:
        """End a session, keeping its counts, and begin one of another level, counted in the same way.

        Raises
        ------
        NotTodayError
            If the rules refused that level when the session began; the session then goes on.
        """
        use_cases.may_change(self.history(), running.engine, level)
        view = running.view
        running.tap("stop")
        exercise = self.catalogue.level(level)
        flat_back = running.back is not None and exercise.low_back_is_felt
        return self._begin(March(exercise, running.band), view.counting, flat_back=flat_back, silent=view.silent)

    def easier(self, running: LiveSession) -> Easier | None:
        """Return the next easier option than a session, or None."""
        return use_cases.easier(self.history(), self.today(), running.engine, small=running.small)

    def keep_for_next_time(self, running: LiveSession, easier: Easier | None) -> None:
        """Save the choice of an easier rung for next time, if this session has no set left."""
        use_cases.keep_for_next_time(self.store, easier, running.view, self.today())

    def ease(self, running: LiveSession, easier: Easier) -> LiveSession:
        """Do the remaining sets on the easier rung, and save that choice."""
        view = running.view
        running.tap("stop")
        march = use_cases.ease(self.store, easier, view, self.catalogue, self.today())
        return self._begin(march, view.counting, silent=view.silent)

    def tell(self, *told: Told, session_id: int | None = None) -> None:
        """Save an answer.

        Raises
        ------
        JournalError
            If it cannot be written.
        """
        use_cases.tell(self.store, self.today(), *told, session_id=session_id)

    def calendar(self, march: str, walk: str, zone: str) -> str:
        """Write the coming weeks as the text of a calendar file; "" for the usual times and for no time zone.

        Raises
        ------
        PsoasError
            If a time or the zone cannot be read, or the journal cannot.
        """
        # Slow to import, and only a calendar program asks for it.
        from psoas.exchange.calendar import calendar_text  # noqa: PLC0415
        from psoas.session.calendar import planned_events, times_of  # noqa: PLC0415

        when = times_of(march, walk, zone)
        events = planned_events(self.history(), self.today(), self.catalogue, when, self.store.desk_wishes())
        return calendar_text(events, self.today())

    def is_quiet(self) -> bool:
        """Tell whether these are the person's quiet hours, in which sessions begin silent."""
        return is_quiet(profile_of(self.store), self.today().time())

    def clear(self) -> None:
        """Delete the journal and forget all running sessions."""
        self._running.clear()
        self.steps.clear()
        self.day = None
        self.unsaid.clear()
        self._unwritten.clear()
        self._tickets.clear()
        self.store.delete_all()

    def ticket(self, key: str, page: str) -> str:
        """Return a token that lets this page open the live socket."""
        token = secrets.token_urlsafe(24)
        self._tickets[token] = Ticket(key, page)
        return token

    def ticket_of(self, token: str) -> Ticket | None:
        """Return the ticket of a token; None if it is unknown or its page is gone."""
        return self._tickets.get(token)

    def invalidate_tickets(self, page: str) -> None:
        """Invalidate the tokens of a page that is gone."""
        self._tickets = {token: ticket for token, ticket in self._tickets.items() if ticket.page != page}

    def tick(self) -> None:
        """Advance all sessions, and drop unwatched ones that are over or never began."""
        if self._unwritten and self.clock() >= self._try_at:
            self._write_down()
        for key, running in list(self._running.items()):
            try:
                running.engine.catch_up(self.today(), self.clock())
                running.tick()
            except Exception:  # one session must not stop the clock of the others
                _log.exception("session %s", key)
            if running.forgotten:
                del self._running[key]
        self.steps.tick()
        if self.day is not None:
            try:
                self.day.tick()
            except Exception:  # an error in the day must not stop the sessions
                _log.exception("led day")

    def _keep(
        self, key: str, engine: Session, back: FlatBackCheck | None = None, *, small: bool = False
    ) -> LiveSession:
        self._running[key] = LiveSession(key, engine, self.clock, back, small=small)
        return self._running[key]


def _number(key: str) -> int:
    """Return the number of a session in an address, which may be of any length."""
    return int(key[:_DIGITS])
