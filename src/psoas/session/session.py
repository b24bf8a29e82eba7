"""The session: takes skeletons, taps and the time, and returns messages for the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import RLock
from typing import Self

from psoas.body.skeleton import Skeleton
from psoas.coach.second_opinion.doubts import Doubt
from psoas.journal.records import Counting, SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Exercise
from psoas.session import speech, states
from psoas.session.clock import Clock
from psoas.session.effort import Weigh
from psoas.session.hands_free import HandsFree
from psoas.session.journal_writer import JournalWriter
from psoas.session.kept_reps import KeptRep
from psoas.session.messages import Message
from psoas.session.observer import Observer, OtherExercise
from psoas.session.refusals import SessionError
from psoas.session.speech import Outbox
from psoas.session.state_machine import StateMachine
from psoas.session.states import Done, Paused, Ready, Working
from psoas.session.tally import Tally
from psoas.session.view import Action, View
from psoas.session.waiting import CameraLook

#: How long a cue stays in the view, seconds.
CUE_SHOWN_S = 5.0


class Session:
    """One session, from "ready" to "done".

    All times `t` are seconds of one monotonic clock that the caller reads; skeletons carry the same clock. Methods may
    be called from several threads. `view` is an immutable snapshot.

    - The session enters the journal when its first set begins, and each repetition before its ``Counted`` is returned,
      as long as the journal can be written. If it cannot, such as on a full disk, counting continues in memory:
      ``view.not_kept`` repetitions wait there, ``view.last_error`` says why, the voice says it once, and ``tick`` tries
      again. If the program ends before there is room, these are lost.
    - "repeat" adds a set. "skip-rest" keeps the countdown for getting into position (none when counting by hand).
    - A repetition entered during a rest belongs to the set before it. "undo" during a rest reopens that set if it is
      then incomplete.
    - "too-hard" closes the set where it is. "it-hurts" ends the session and says how to come out of the position.
    - A hand count during paced counting switches to hand; the metronome beats on without counting.
    - Nothing changes a session that is done.

    More than two seconds between two moments mean that nobody was led: whatever ran then waits for the person, and no
    timer uses that time. Let time pass in smaller steps.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    store : Store or None
        The journal, or None to keep nothing.
    started_at : datetime
        Start, with time zone.
    plan : SetPlan
        Sets, repetitions and rests.
    band : bool
        Whether a band is worn.
    counting : {"camera", "hand", "paced"}
        Who counts.
    silent : bool
        Whether to start with the voice off.
    coach : callable or None
        Builds the coach of one set; None for the coach of `exercise`.
    march : sequence of Exercise
        Other exercises to recognise; none by default.
    rung : str
        Planned rung of the ladder, such as "3b"; "" for none.
    each_set : str
        Reminder at the start of each set, such as to move less; "" for none.
    weigh : callable or None
        Computes the load of a repetition (:func:`psoas.session.effort.weigher`), to be stored with it.

    Raises
    ------
    SessionError
        If `counting` is "paced" but the exercise has no tempo, or "camera" but it has no movement to count.
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
        coach: Callable[[], Observer] | None = None,
        march: Sequence[Exercise] = (),
        rung: str = "",
        each_set: str = "",
        weigh: Weigh | None = None,
    ) -> None:
        if counting == "paced" and exercise.dose is None:
            raise SessionError(f"{exercise.name} has no tempo to pace. Count it by hand or with the camera.")
        if counting == "camera" and coach is None and exercise.motion is None:
            raise SessionError(f"The camera cannot count {exercise.name}. Count it by hand.")
        self.exercise = exercise
        self.started_at = started_at
        self.band = band
        self.rung = rung
        self._clock = Clock()
        self._outbox = Outbox(silent=silent)
        self._journal = JournalWriter(store)
        self._machine = StateMachine(
            exercise,
            started_at=started_at,
            plan=plan,
            band=band,
            counting=counting,
            rung=rung,
            new_coach=coach,
            other=OtherExercise(exercise, march, band) if march else None,
            each_set=each_set,
            weigh=weigh,
            journal=self._journal,
            outbox=self._outbox,
            clock=self._clock,
        )
        self._hands_free = HandsFree(exercise, self._outbox)
        self._stalled = self._said_not_kept = False
        self._lock = RLock()
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
        coach: Callable[[], Observer] | None = None,
        each_set: str = "",
        weigh: Weigh | None = None,
    ) -> Self:
        """Resume an unfinished session from the journal, in the set where it stopped, with its counts.

        It is "ready" again and waits for "start"; an interrupted rest is over. Messages are numbered from the journal's
        last event on, so a page must treat them as a new stream.

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
            march=catalogue.march,
            rung=record.rung,
            each_set=each_set,
            weigh=weigh,
        )
        self._journal.go_on_with(session_id)
        self._outbox.n = store.last_event(session_id)
        self._clock.before_s = max(0.0, (at - record.started_at).total_seconds())
        sets = store.sets(session_id)
        if sets:
            number = sets[-1].number
            reps = [(rep.event, rep.side) for rep in store.reps(session_id) if rep.set_number == number]
            over = sets[-1].ended_s is not None
            self._machine.restore(Tally(number, record.plan.reps_per_side, reps, given_up=over))
        self._outbox.take(0.0)
        self.view = self._snapshot()
        return self

    @property
    def kept_reps(self) -> tuple[KeptRep, ...]:
        """The counted repetitions with their skeletons, which only this session's summary may show."""
        with self._lock:
            return tuple(self._machine.kept.all)

    @property
    def kept_doubts(self) -> dict[int, tuple[Doubt, ...]]:
        """What may be miscounted in each set, which only this session's summary may show."""
        with self._lock:
            return dict(self._machine.kept.doubts)

    def update(self, skeleton: Skeleton) -> list[Message]:
        """Take one skeleton; it is judged only if the camera counts the current set.

        While the camera counts, gestures are obeyed in every state (`psoas.session.hands_free`).
        """
        with self._lock:
            self._reach(skeleton.t)
            self._machine.update(skeleton)
            if self._machine.counting == "camera":
                self._obey(skeleton)
            return self._end_turn()

    def tick(self, t: float) -> list[Message]:
        """Let time pass up to `t` for countdown, rest, metronome and the journal's next attempt."""
        with self._lock:
            self._pass_time(t)
            return self._end_turn()

    def tap(self, action: Action, t: float) -> list[Message]:
        """Perform the person's action; one that does not fit the state is ignored."""
        with self._lock:
            self._pass_time(t)
            if action in ("silence", "speak"):
                self._outbox.silent = action == "silence"
            elif not isinstance(self._machine.state, Done):
                self._hands_free.forget()
                self._perform(action)
            return self._end_turn()

    def look(self, look: CameraLook) -> None:
        """Hear what is known of the camera; the next `tick` says what is waited for."""
        with self._lock:
            self._machine.look = look

    def remark(self, id: str, say: str) -> None:
        """Say a sentence about the session with the next turn, such as why it is now counted in another way."""
        with self._lock:
            self._outbox.offer(id, say, "set")

    def catch_up(self, at: datetime, t: float) -> None:
        """Hear the date and time at `t`, for a clock that stands still while the computer sleeps.

        Such a sleep pauses too; the next turn says so.
        """
        with self._lock:
            if self._clock.catch_up((at - self.started_at).total_seconds(), t):
                self._stall()

    def _obey(self, skeleton: Skeleton) -> None:
        asked = self._hands_free.update(skeleton, self._machine.state)
        if not asked:
            return
        wish, say = asked
        if wish == "resume":
            self._outbox.offer("seen-again", say, "set")
        self._perform(wish)
        if wish == "pause":
            self._outbox.offer("how-to-go-on", say, "set")

    def _perform(self, action: Action) -> None:
        machine = self._machine
        perform: dict[Action, Callable[[], None]] = {
            "start": machine.start,
            "pause": machine.pause,
            "resume": machine.resume,
            "repeat": machine.add_set,
            "skip-rest": machine.skip_rest,
            "extend-rest": machine.extend_rest,
            "stop": machine.stop,
            "count-left": lambda: machine.count_by_hand("left"),
            "count-right": lambda: machine.count_by_hand("right"),
            "undo": machine.undo,
            "switch-to-hand": lambda: machine.switch("hand"),
            "switch-to-camera": lambda: machine.switch("camera"),
            "switch-to-beat": lambda: machine.switch("paced"),
            "keep-level": machine.watch.keep_level,
            "too-hard": machine.too_hard,
            "it-hurts": machine.it_hurts,
        }
        perform[action]()

    def _reach(self, t: float) -> None:
        if self._clock.stalls(t):
            self._stall()
        self._clock.reach(t)
        self._journal.flush(self._clock.t)

    def _stall(self) -> None:
        """Pause at the latest moment that the person was led to; what they then ask for may make it no pause."""
        self._outbox.uncount(all=True)  # what was counted before is old news
        self._stalled = self._machine.stall() or self._stalled

    def _pass_time(self, t: float) -> None:
        self._reach(t)
        self._machine.pass_time(self._clock.passed(t))

    def _end_turn(self) -> list[Message]:
        if self._stalled and isinstance(self._machine.state, Ready | Paused):
            self._outbox.offer("stood-still", speech.STOOD_STILL, "set")
        self._stalled = False
        if self._journal.error is not None and not self._said_not_kept:
            self._said_not_kept = True
            self._outbox.offer("not-kept", speech.NOT_KEPT, "set")
        messages, said = self._outbox.take(self._clock.t)
        if said:
            self._machine.was_said(said)
        self.view = self._snapshot()
        return messages

    def _snapshot(self) -> View:
        machine, watch, state = self._machine, self._machine.watch, self._machine.state
        beating = machine.metronome if isinstance(state, Working) else None
        return View(
            phase=states.phase_of(state),
            set_number=machine.tally.number,
            sets=machine.plan.sets,
            left=machine.tally.count("left"),
            right=machine.tally.count("right"),
            target=machine.tally.target,
            counting=machine.counting,
            silent=self._outbox.silent,
            rest_left_s=states.rest_left_s(state),
            countdown_left_s=states.countdown_left_s(state),
            now=watch.coach.now if watch.coach else None,
            pace=beating.now if beating else None,
            cue=watch.cue if watch.cue and self._clock.t - watch.cue.t < CUE_SHOWN_S else None,
            other_level=watch.other.found.level if watch.other and watch.other.found else None,
            said=self._outbox.announced,
            session_id=self._journal.session_id,
            hurt=isinstance(state, Done) and state.hurt,
            last_error=self._journal.error,
            not_kept=self._journal.not_kept,
        )
