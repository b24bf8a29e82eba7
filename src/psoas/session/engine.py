"""The session: sets, rests and pauses; takes skeletons, taps and the time, and says what a screen is to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import RLock
from typing import Self

from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Event, Rep
from psoas.journal.records import CountedBy, Counting, CueRecord, RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Exercise
from psoas.session import messages, speech
from psoas.session.errors import SessionError
from psoas.session.ledger import Ledger
from psoas.session.messages import Message
from psoas.session.metronome import Metronome
from psoas.session.tally import Tally
from psoas.session.view import Action, Phase, View
from psoas.session.watcher import Watcher, seen_record

#: How long a cue stays in the view, seconds.
CUE_SHOWN_S = 5.0
#: What "extend-rest" adds, seconds.
EXTENSION_S = 30.0


class Session:
    """One session, from "ready" to "done".

    All times `t` are seconds of one monotonic clock that the caller reads; skeletons carry the same clock. May be
    called from several threads; `view` is a finished snapshot and can be read at any time.

    Every counted repetition is in the journal before its ``Counted`` is returned. While the journal cannot be written
    the count goes on, ``view.last_error`` says why, and ``tick`` tries again. The session enters the journal when its
    first set begins. ``repeat`` adds one more set; ``skip-rest`` leaves the countdown to get into position (none when
    counting by hand). A repetition entered during the rest belongs to the set before it; ``undo`` there opens that set
    again where it is then incomplete. A hand count in paced counting switches to hand; the metronome beats on without
    counting. Nothing changes a session that is done.

    Parameters
    ----------
    exercise : Exercise
        What is done.
    store : Store or None
        The journal, or None to keep nothing.
    started_at : datetime
        When, with time zone.
    plan : SetPlan
        How much.
    band : bool
        Whether a band is worn.
    counting : {"camera", "hand", "paced"}
        Who counts.
    silent : bool
        Whether the voice is off from the start.
    coach : callable or None
        Makes what watches one set; None for the coach of `exercise`.

    Raises
    ------
    SessionError
        If `counting` is "paced" and the exercise has no tempo, or "camera" and it has no movement to count.
    """

    def __init__(
        self,
        exercise: Exercise,
        store: Store | None,
        *,
        started_at: datetime,
        plan: SetPlan,
        band: bool,
        counting: Counting,
        silent: bool = False,
        coach: Callable[[], Watcher] | None = None,
    ) -> None:
        if counting == "paced" and exercise.dose is None:
            raise SessionError(f"{exercise.name} has no tempo to pace. Count it by hand or with the camera.")
        self._can_watch = coach is not None or exercise.motion is not None
        if counting == "camera" and not self._can_watch:
            raise SessionError(f"The camera cannot count {exercise.name}. Count it by hand.")
        self.exercise = exercise
        self.started_at = started_at
        self.band = band
        self._plan = plan
        self._counting: Counting = counting
        self._new_coach = coach or self._own_coach
        self._coach: Watcher | None = None
        self._ledger = Ledger(store)
        self._voice = speech.Voice(silent=silent)
        self._phase: Phase = "ready"
        self._paused_from: Phase = "working"
        self._countdown_s: float | None = None
        self._rest_s = 0.0
        self._tally = Tally(1, plan.reps_per_side)
        self._metronome = Metronome(exercise.dose.tempo_s) if counting == "paced" and exercise.dose else None
        self._cue: Cue | None = None
        self._said: str | None = None
        self._n = 0
        self._out: list[Message] = []
        self._t = self._ticked_t = 0.0
        self._t0: float | None = None
        self._before_s = 0.0
        self._lock = RLock()
        self._actions: dict[Action, Callable[[], None]] = {
            "start": self._start,
            "pause": self._pause,
            "resume": self._resume,
            "repeat": lambda: self._replan(sets=self._plan.sets + 1),
            "skip-rest": self._skip_rest,
            "extend-rest": self._extend_rest,
            "stop": self._stop,
            "count-left": lambda: self._count_by_hand("left"),
            "count-right": lambda: self._count_by_hand("right"),
            "undo": self._undo,
            "switch-to-hand": lambda: self._switch("hand"),
            "switch-to-camera": lambda: self._switch("camera"),
            "silence": lambda: self._set_silence(True),
            "speak": lambda: self._set_silence(False),
        }
        self.view = self._snapshot()

    @classmethod
    def resume(
        cls,
        store: Store,
        session_id: int,
        catalogue: Catalogue,
        *,
        at: datetime,
        silent: bool = False,
        coach: Callable[[], Watcher] | None = None,
    ) -> Self:
        """Go on with an unfinished session of the journal, in the set where it was left, with its counts.

        It is "ready" again and waits for "start"; a rest that was cut short is over. Its messages are numbered from the
        journal's last event on, so a page must treat it as a new stream.

        Raises
        ------
        SessionError
            If that session is over.
        JournalError
            If there is no such session, or the journal cannot be read.
        CatalogueError
            If its exercise is no longer known.
        """
        record = store.session(session_id)
        if record.state != "running":
            raise SessionError(f"Session {session_id} is over. Start a new one.")
        self = cls(
            catalogue.by_id(record.exercise_id),
            store,
            started_at=record.started_at,
            plan=record.plan,
            band=record.band,
            counting=record.counting,
            silent=silent,
            coach=coach,
        )
        self._ledger = Ledger(store, session_id)
        self._n = store.last_event(session_id)
        self._before_s = max(0.0, (at - record.started_at).total_seconds())
        sets = store.sets(session_id)
        if sets:
            number = sets[-1].number
            reps = [(rep.event, rep.side) for rep in store.reps(session_id) if rep.set_number == number]
            self._tally = Tally(number, record.plan.reps_per_side, reps)
        if self._tally.done:
            self._ledger.end_set(self._tally.number, self._since())
            if self._tally.number >= self._plan.sets:
                self._end(early=False)
            else:
                self._tally = Tally(self._tally.number + 1, record.plan.reps_per_side)
        self._out, self._voice.due = [], []
        self.view = self._snapshot()
        return self

    # -- what comes in ------------------------------------------------------------------------------------------------

    def see(self, skeleton: Skeleton) -> list[Message]:
        """Take one skeleton; only those of a working set that the camera counts are judged."""
        with self._lock:
            self._turn(skeleton.t)
            if self._phase == "working" and self._counting == "camera" and self._coach:
                self._take(self._coach.see(skeleton))
            return self._answer()

    def tick(self, t: float) -> list[Message]:
        """Let the time pass up to `t`: countdown, rest, metronome, the journal's next attempt."""
        with self._lock:
            self._turn(t)
            self._pass_time(t)
            return self._answer()

    def tap(self, action: Action, t: float) -> list[Message]:
        """Take what the person asks for; what makes no sense at this moment changes nothing."""
        with self._lock:
            self._turn(t)
            self._pass_time(t)
            if self._phase != "done" or action in ("silence", "speak"):
                self._actions[action]()
            return self._answer()

    def _turn(self, t: float) -> None:
        if self._t0 is None:
            self._t0 = self._t = self._ticked_t = t
        self._out = []
        self._t = max(self._t, t)
        self._ledger.flush(self._t)

    def _answer(self) -> list[Message]:
        line = self._voice.choose(self._t)
        if line:
            if line.kind in ("set", "side", "half"):
                self._said = line.say
            if not self._voice.silent:
                self._out.append(messages.Spoken(self._next(), line.id, line.say, line.kind))
        self.view = self._snapshot()
        return self._out

    def _start(self) -> None:
        if self._phase != "ready" or self._countdown_s is not None:
            return
        say = speech.begin(self._tally.number, self._plan.sets, self._plan.reps_per_side)
        self._voice.offer("get-ready", say, "set")
        self._count_down_to_work()

    def _skip_rest(self) -> None:
        if self._phase == "resting":
            self._rest_s = min(self._rest_s, self._countdown())
            self._run_rest(0.0)

    def _extend_rest(self) -> None:
        if self._resting:
            self._rest_s += EXTENSION_S

    def _stop(self) -> None:
        self._stop_watching()
        if self._phase != "done":
            self._end(early=True)

    def _set_silence(self, silent: bool) -> None:
        self._voice.silent = silent

    # -- time ---------------------------------------------------------------------------------------------------------

    def _pass_time(self, t: float) -> None:
        passed, self._ticked_t = max(0.0, t - self._ticked_t), max(t, self._ticked_t)
        if self._countdown_s is not None:
            self._countdown_s = self._count_down(self._countdown_s, passed)
            if self._countdown_s <= 0:
                self._voice.offer("go", "Go.", "countdown")
                self._work()
        elif self._phase == "resting":
            self._run_rest(passed)
        elif self._phase == "working" and self._metronome:
            self._run_metronome(self._metronome, passed)

    def _run_metronome(self, metronome: Metronome, passed: float) -> None:
        completed = metronome.advance(passed)
        if completed and self._counting == "paced":
            self._count(completed, "pace")
            self._check_set()
        if completed:
            metronome.turn(self._tally)
        beat = metronome.beat() if self._phase == "working" else None
        if beat:
            self._out.append(messages.Beep(self._next(), beat))

    def _run_rest(self, passed: float) -> None:
        self._rest_s = self._count_down(self._rest_s, passed)
        if self._rest_s <= 0:
            self._out.append(messages.RestOver(self._next()))
            self._tally = Tally(self._tally.number + 1, self._plan.reps_per_side)
            self._voice.offer("set-begins", f"Set {speech.number(self._tally.number)}. Go.", "set")
            self._work()

    def _count_down(self, left: float, passed: float) -> float:
        after = left - passed
        second = next((s for s in (1, 2, 3) if after <= s < left), None)
        if second and after > 0:
            self._out.append(messages.Beep(self._next(), "tick"))
            self._voice.offer(f"countdown-{second}", str(second), "countdown")
        return after

    def _countdown(self) -> float:
        # Who counts by hand is at the screen anyway, and begins when the first repetition is tapped.
        return 0.0 if self._counting == "hand" else self._plan.countdown_s

    def _since(self, t: float | None = None) -> float:
        """Seconds since the session started, on the journal's clock."""
        if self._t0 is None:
            return self._before_s
        return self._before_s + (self._t if t is None else t) - self._t0

    # -- phases -------------------------------------------------------------------------------------------------------

    @property
    def _resting(self) -> bool:
        return self._phase == "resting" or (self._phase == "paused" and self._paused_from == "resting")

    @property
    def _set_is_open(self) -> bool:
        return self._phase == "working" or (self._phase == "paused" and self._paused_from == "working")

    def _count_down_to_work(self) -> None:
        if self._countdown() > 0:
            self._countdown_s = self._countdown()
        else:
            self._work()

    def _work(self) -> None:
        """Begin the current set, or go on with it."""
        self._countdown_s = None
        self._phase = "working"
        self._watch_anew()
        if self._metronome:
            self._metronome.restart(self._tally)
        self._ledger.begin(
            started_at=self.started_at,
            exercise_id=self.exercise.id,
            level=self.exercise.level,
            band=self.band,
            counting=self._counting,
            plan=self._plan,
        )
        self._ledger.begin_set(self._tally.number, self._since())
        self._out.append(messages.Beep(self._next(), "go"))

    def _pause(self) -> None:
        if self._countdown_s is not None:
            self._countdown_s = None
            return
        self._stop_watching()
        if self._phase in ("working", "resting"):
            self._paused_from, self._phase = self._phase, "paused"
            self._voice.offer("paused", "Paused.", "set")

    def _resume(self) -> None:
        if self._phase != "paused" or self._countdown_s is not None:
            return
        if self._paused_from == "resting":
            self._phase = "resting"
        else:
            self._voice.offer("get-ready", "Get ready.", "set")
            self._count_down_to_work()

    def _check_set(self) -> None:
        if not self._set_is_open:
            return
        if not self._tally.done:
            self._encourage()
            return
        self._countdown_s = self._cue = self._coach = None
        left, right = map(self._tally.count, SIDES)
        self._ledger.end_set(self._tally.number, self._since())
        self._out.append(messages.SetDone(self._next(), self._tally.number, left, right))
        if self._tally.number >= self._plan.sets:
            self._end(early=False)
            return
        self._out.append(messages.Beep(self._next(), "done"))
        self._voice.offer("set-done", f"Set done. Rest {speech.duration(self._plan.rest_s)}.", "set")
        self._rest_s, self._ticked_t = self._plan.rest_s, self._t
        if self._phase == "paused":
            self._paused_from = "resting"
        else:
            self._phase = "resting"

    def _encourage(self) -> None:
        behind, half = self._tally.left_behind, self._tally.halfway
        if behind and "side" not in self._tally.told:
            self._tally.told.add("side")
            self._voice.offer("other-leg", speech.other_leg(behind), "side")
        if half and "half" not in self._tally.told:
            self._tally.told.add("half")
            self._voice.offer("half", f"{speech.number(half).capitalize()} each.", "half")

    def _end(self, *, early: bool) -> None:
        if early and self._set_is_open:
            self._ledger.end_set(self._tally.number, self._since())
        ended_at = self.started_at + timedelta(seconds=self._since())
        self._ledger.end(ended_at, "stopped" if early else "done")
        self._phase, self._countdown_s, self._cue, self._coach = "done", None, None, None
        self._out.append(messages.SessionDone(self._next(), early))
        say = "Stopped. Everything you did is kept." if early else "That was the last set. Well done."
        self._voice.offer("session-done", say, "set")

    # -- counting -----------------------------------------------------------------------------------------------------

    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, Rep):
                self._count(event.side, "camera", event)
            elif isinstance(event, Cue):
                self._cue = event
                self._voice.offer(event.id, event.say, event.kind)
                self._ledger.cue(
                    CueRecord(
                        0, self._next(), self._tally.number, self._since(event.t), event.id, event.say, event.kind
                    )
                )
        self._check_set()

    def _count(self, side: Side, by: CountedBy, seen: Rep | None = None) -> None:
        n = self._next()
        if seen:
            self._ledger.rep(seen_record(n, self._tally.number, seen, self._since))
        else:
            self._ledger.rep(RepRecord(0, n, self._tally.number, side, by, self._since()))
        if seen and seen.short:
            return
        self._tally.reps.append((n, side))
        count = self._tally.count(side)
        self._out.append(messages.Counted(n, side, count))
        self._voice.offer("count", str(count), "count")

    def _count_by_hand(self, side: Side) -> None:
        if self._phase == "ready":
            self._work()
        if self._counting == "paced":
            self._switch("hand")
        self._count(side, "hand")
        self._check_set()

    def _undo(self) -> None:
        if not self._tally.reps:
            return
        event, side = self._tally.reps.pop()
        self._ledger.undo(event, self._since())
        self._out.append(messages.Uncounted(self._next(), side, self._tally.count(side)))
        if self._tally.done:
            return
        if self._phase == "resting":
            self._work()
        elif self._phase == "paused" and self._paused_from == "resting":
            self._paused_from = "working"
            self._ledger.begin_set(self._tally.number, self._since())

    def _switch(self, counting: Counting) -> None:
        if counting == self._counting or (counting == "camera" and not self._can_watch):
            return
        self._stop_watching()
        if self._phase == "done":
            return
        self._replan(counting=counting)
        if counting == "camera":
            self._metronome = None
            if self._phase == "working":
                self._watch_anew()

    def _replan(self, *, sets: int | None = None, counting: Counting | None = None) -> None:
        if sets:
            self._plan = SetPlan(sets, self._plan.reps_per_side, self._plan.rest_s, self._plan.countdown_s)
            self._voice.offer("one-more", "One more set.", "set")
        self._counting = counting or self._counting
        self._ledger.change(self._plan, self._counting)

    # -- the coach ----------------------------------------------------------------------------------------------------

    def _own_coach(self) -> Watcher:
        return Coach(self.exercise, band=self.band)

    def _watch_anew(self) -> None:
        self._coach = self._new_coach() if self._counting == "camera" else None

    def _stop_watching(self) -> None:
        """Take what the coach still holds open; what comes after a pause is another movement."""
        coach, self._coach = self._coach, None
        if coach and self._phase == "working":
            self._take(coach.finish())

    # -- what goes out ------------------------------------------------------------------------------------------------

    def _next(self) -> int:
        self._n += 1
        return self._n

    def _snapshot(self) -> View:
        shown = self._cue if self._cue and self._t - self._cue.t < CUE_SHOWN_S else None
        beating = self._metronome and self._phase == "working"
        return View(
            phase=self._phase,
            set_number=self._tally.number,
            sets=self._plan.sets,
            left=self._tally.count("left"),
            right=self._tally.count("right"),
            target=self._tally.target,
            counting=self._counting,
            silent=self._voice.silent,
            rest_left_s=max(0.0, self._rest_s) if self._resting else None,
            countdown_left_s=self._countdown_s,
            now=self._coach.now if self._coach else None,
            pace=self._metronome.now if beating and self._metronome else None,
            cue=shown,
            said=self._said,
            session_id=self._ledger.session_id,
            last_error=self._ledger.error,
        )
