"""The rules of a session: when a set begins and ends, what counts, what a pause stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Event, Rep
from psoas.coach.turns import seem_alike
from psoas.journal.answers import Feeling
from psoas.journal.records import CountedBy, Counting, CueRecord, RepRecord, SetPlan
from psoas.plan.pain import way_out
from psoas.programme.model import Exercise
from psoas.session import messages, speech, states
from psoas.session.clock import Clock
from psoas.session.effort import Weigh
from psoas.session.journal_writer import JournalWriter
from psoas.session.kept_reps import KeptReps
from psoas.session.metronome import Metronome
from psoas.session.observer import Observer, OtherExercise, SetObserver, seen_record
from psoas.session.prompts import Prompts
from psoas.session.speech import Outbox
from psoas.session.states import Done, Paused, Ready, Resting, Returning, Starting, State, Working
from psoas.session.tally import Tally
from psoas.session.waiting import CameraLook, Wait, reason

#: What "extend-rest" adds, seconds.
EXTENSION_S = 30.0


class StateMachine:
    """Takes one session from state to state; `Session` drives it and delivers the contents of `outbox`.

    A call that does not fit the state is ignored.

    Attributes
    ----------
    state : State
        The current state.
    counting, plan, tally
        As in the view.
    metronome : Metronome or None
        The metronome, if the session began as a paced one or was switched to it.
    watch : SetObserver
        Watches the current set.
    kept : KeptReps
        The skeletons of the counted repetitions, in memory only.
    look : CameraLook
        What is known of the camera while the session waits.
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        started_at: datetime,
        plan: SetPlan,
        band: bool,
        counting: Counting,
        rung: str,
        new_coach: Callable[[], Observer] | None,
        other: OtherExercise | None,
        each_set: str,
        weigh: Weigh | None,
        journal: JournalWriter,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self.exercise = exercise
        self.state: State = Ready()
        self.plan = plan
        self.counting: Counting = counting
        self.tally = Tally(1, plan.reps_per_side)
        self.metronome = Metronome(exercise.dose.tempo_s) if counting == "paced" and exercise.dose else None
        can_watch = new_coach is not None or exercise.motion is not None
        self.watch = SetObserver(new_coach or (lambda: Coach(exercise)), other, outbox, can_watch=can_watch)
        self.kept = KeptReps()
        self.look = CameraLook()
        # Of the seconds in which somebody was led, since a sleep is no waiting.
        self._led_s, self._moved_s, self._wait = 0.0, 0.0, Wait()
        self._started_at, self._band, self._rung = started_at, band, rung
        self._prompts = Prompts(exercise, each_set, outbox)
        self._weigh = weigh
        self._journal, self._outbox, self._clock = journal, outbox, clock

    def restore(self, tally: Tally) -> None:
        """Continue a set from the journal, or close it if it is complete or was given up."""
        self.tally = tally
        if not (tally.done or tally.given_up):
            return
        self._journal.end_set(tally.number, self._clock.since())
        if tally.number >= self.plan.sets:
            self._end(early=not tally.done)
        else:
            self.tally = Tally(tally.number + 1, tally.target)

    # -- what the person asks for -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Count down to the first set."""
        if isinstance(self.state, Ready):
            lead_in_s = self._prompts.first(self.tally, self.plan.sets)
            if self._countdown_s > 0:
                self.state = Starting(max(self._countdown_s, lead_in_s))
            else:
                self._work()

    def pause(self) -> None:
        """Stop timers and counting until the person resumes."""
        if isinstance(self._interrupt(), Working | Resting):
            self._outbox.offer("paused", "Paused.", "set")

    def stall(self) -> bool:
        """Stop what runs because nobody was led; return whether anything did.

        A set that is counted by hand without a beat goes on: nothing in it runs without the person.
        """
        by_hand = isinstance(self.state, Working) and self.counting == "hand" and self.metronome is None
        if by_hand or not isinstance(self.state, states.Running):
            return False
        self._interrupt()
        return True

    def resume(self) -> None:
        """Resume after a pause."""
        match self.state:
            case Paused(Resting() as rest):
                self.state = rest
            case Paused(Working()) if self._countdown_s > 0:
                self._outbox.offer("get-ready", "Get ready.", "set")
                self.state = Returning(self._countdown_s)
            case Paused(Working()):  # counting by hand needs no countdown
                self._outbox.offer("go-on", "Go on.", "set")
                self._work()

    def skip_rest(self) -> None:
        """Cut the rest down to the time it takes to get into position."""
        if isinstance(self.state, Resting):
            lead_in_s = self._prompts.lead_in_s if self._countdown_s and "before" not in self.tally.told else 0.0
            self._rest(Resting(min(self.state.left_s, max(self._countdown_s, lead_in_s))), 0.0)

    def extend_rest(self) -> None:
        """Extend the rest."""
        self.state = states.rest_extended(self.state, EXTENSION_S)

    def stop(self) -> None:
        """End the session early, keeping everything."""
        self._stop_watching()
        if not isinstance(self.state, Done):
            self._end(early=True)

    def too_hard(self) -> None:
        """Close the set here; the rest that follows leaves time to choose an easier rung."""
        self._stop_watching()
        if states.set_is_open(self.state):
            self.tally.given_up = True
            self._close_set("That is enough for this set.")

    def it_hurts(self) -> None:
        """End the session at once, say how to come out of the position, and write down that it hurt."""
        self._stop_watching()
        at = self._started_at + timedelta(seconds=self._clock.since())
        self._journal.tell(Feeling(hurt=True), at)
        self._outbox.uncount(all=True)  # the way out comes first
        if not isinstance(self.state, Done):
            self._end(early=True, say=way_out(self.exercise.posture))
        self.state = Done(hurt=True)

    def count_by_hand(self, side: Side) -> None:
        """Count a repetition that the person enters."""
        if isinstance(self.state, Ready | Starting):
            self._work()
        if self.counting == "paced":
            self.switch("hand")
        self._count(side, "hand")
        self._check_set()

    def undo(self) -> None:
        """Undo the last repetition of this set, and reopen the set if it is then incomplete."""
        if not self.tally.reps:
            return
        event, side = self.tally.reps.pop()
        self._journal.undo(event, self._clock.since())
        self._outbox.uncount(all=False)
        self._outbox.send(messages.Uncounted(self._outbox.next(), side, self.tally.count(side)))
        if self.tally.done or self.tally.given_up:
            return
        match self.state:
            case Resting():
                self._work()
            case Paused(Resting()):
                self.state = Paused(Working())
                self._journal.begin_set(self.tally.number, self._clock.since())

    def switch(self, counting: Counting) -> None:
        """Change who counts."""
        if counting == self.counting or (counting == "camera" and not self.watch.can_watch):
            return
        if counting == "paced" and self.exercise.dose is None:
            return
        self._stop_watching()
        if isinstance(self.state, Done):
            return
        self.counting = counting
        self._journal.change(self.plan, counting)
        if counting == "camera":
            self.metronome = None
            if isinstance(self.state, Working):
                self.watch.begin(counting, self.kept.of_set(self.tally.number))
        elif counting == "paced" and self.exercise.dose:
            self.metronome = Metronome(self.exercise.dose.tempo_s)
            self.metronome.restart(self.tally)

    def add_set(self) -> None:
        """Plan one more set."""
        self.plan = replace(self.plan, sets=self.plan.sets + 1)
        self._outbox.offer("one-more", "One more set.", "set")
        self._journal.change(self.plan, self.counting)

    # -- time ---------------------------------------------------------------------------------------------------------

    def pass_time(self, passed_s: float) -> None:
        """Advance the state's countdown, rest or metronome, and say what is waited for."""
        self._led_s += passed_s
        match self.state:
            case Starting(left_s) | Returning(left_s):
                left_s = self._count_down(left_s, passed_s)
                self.state = replace(self.state, left_s=left_s)
                if left_s <= 0:
                    self._outbox.offer("go", "Go.", "countdown")
                    self._work()
            case Resting():
                self._rest(self.state, passed_s)
            case Working():
                if self.metronome:
                    self._beat(self.metronome, passed_s)
                if states.set_is_open(self.state):
                    self._prompts.remind(self.tally)
        self._explain()

    def _explain(self) -> None:
        """Say what is waited for, once that has settled."""
        t = self._led_s
        why = reason(
            self.state,
            self.counting,
            self.look,
            seen=self.watch.coach is None or self.watch.coach.now.seen,
            quiet_s=t - self._moved_s,
            posture=self.exercise.posture,
        )
        self._wait = self._wait.follow(why, t)
        if say := self._wait.due(why, t):
            self._outbox.offer("wait", say, "wait")

    def _beat(self, metronome: Metronome, passed_s: float) -> None:
        completed = metronome.advance(passed_s)
        if completed and self.counting == "paced":
            self._count(completed, "pace")
            self._check_set()
        if completed:
            metronome.turn(self.tally)
        beat = metronome.beat() if isinstance(self.state, Working) else None
        if beat:
            self._outbox.beep(beat)

    def _rest(self, rest: Resting, passed_s: float) -> None:
        told = "before" in self.tally.told
        left_s = self._count_down(rest.left_s, passed_s)
        if left_s <= 0:
            self._outbox.send(messages.RestOver(self._outbox.next()))
            self.tally = Tally(self.tally.number + 1, self.plan.reps_per_side)
            self._prompts.next(self.tally, told=told)
            self._work()
        else:
            self.state = Resting(left_s)
            self._prompts.in_the_rest(self.tally, left_s)

    def _count_down(self, left_s: float, passed_s: float) -> float:
        remaining_s = left_s - passed_s
        second = next((s for s in (1, 2, 3) if remaining_s <= s < left_s), None)
        if second and remaining_s > 0:
            self._outbox.beep("tick")
            self._outbox.offer(f"countdown-{second}", str(second), "countdown")
        return remaining_s

    @property
    def _countdown_s(self) -> float:
        # Somebody who counts by hand is at the screen, and begins with the first tap.
        return 0.0 if self.counting == "hand" else self.plan.countdown_s

    # -- transitions --------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        """Begin or continue the current set."""
        self.state = Working()
        self._moved_s = self._led_s
        self.watch.begin(self.counting, self.kept.of_set(self.tally.number))
        if self.metronome:
            self.metronome.restart(self.tally)
        self._journal.begin(
            started_at=self._started_at,
            exercise_id=self.exercise.id,
            level=self.exercise.level,
            band=self._band,
            counting=self.counting,
            plan=self.plan,
            rung=self._rung,
        )
        self._journal.begin_set(self.tally.number, self._clock.since())
        self._outbox.beep("go")

    def _interrupt(self) -> State:
        """Pause; return the state before."""
        self._stop_watching()
        before, self.state = self.state, states.paused(self.state)
        return before

    def _check_set(self) -> None:
        if not states.set_is_open(self.state):
            return
        if self.tally.done:
            self._close_set("Set done.")
        else:
            self._prompts.encourage(self.tally, sure=self.counting != "camera" or not seem_alike(self.tally.sides))

    def _close_set(self, say: str) -> None:
        """End the set; then rest, or end the session after the last set."""
        self.kept.doubt(self.tally.number, self.watch.doubts())
        self.watch.drop()
        left, right = map(self.tally.count, SIDES)
        self._journal.end_set(self.tally.number, self._clock.since())
        if self.tally.done:
            self._outbox.send(messages.SetDone(self._outbox.next(), self.tally.number, left, right))
        self.state = states.set_closed(self.state, self.plan.rest_s)
        if self.tally.number >= self.plan.sets:
            self._end(early=not self.tally.done)
            return
        self._outbox.beep("done")
        self._prompts.over(say, self.plan.rest_s)
        self._clock.restart_timers()

    def _end(self, *, early: bool, say: str = "") -> None:
        if states.set_is_open(self.state):
            self._journal.end_set(self.tally.number, self._clock.since())
        ended_at = self._started_at + timedelta(seconds=self._clock.since())
        self._journal.end(ended_at, "stopped" if early else "done")
        self.state = Done()
        self.watch.drop()
        self._outbox.send(messages.SessionDone(self._outbox.next(), early))
        say = say or ("Stopped. Everything you did is kept." if early else "That was the last set. Well done.")
        self._outbox.offer("session-done", speech.joined(say, *self.exercise.closing), "set")

    # -- counting -----------------------------------------------------------------------------------------------------

    def update(self, skeleton: Skeleton) -> None:
        """Let the coach judge a skeleton if the camera counts."""
        if isinstance(self.state, Working) and self.counting == "camera" and self.watch.coach:
            self.kept.update(skeleton)
            self._take(self.watch.coach.update(skeleton))
            self.watch.look_for_another(skeleton)

    def was_said(self, line: speech.Line) -> None:
        """Remember what must not be repeated."""
        self._prompts.was_said(line, self.tally)
        if line.kind == "wait":
            self._wait = self._wait.said(self._led_s)
        self.watch.was_said(line)

    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, Rep):
                self._count(event.side, "camera", event)
            elif isinstance(event, Cue):
                self.watch.said(event)
                at_s = self._clock.since(event.t)
                number = self.tally.number
                self._journal.cue(CueRecord(0, self._outbox.next(), number, at_s, event.id, event.say, event.kind))
        self._check_set()

    def _count(self, side: Side, by: CountedBy, seen: Rep | None = None) -> None:
        n = self._outbox.next()
        self._moved_s = self._led_s
        if seen:
            load = self._weigh(seen) if self._weigh and not seen.short else None
            self._journal.rep(seen_record(n, self.tally.number, seen, self._clock.since, load))
        else:
            self._journal.rep(RepRecord(0, n, self.tally.number, side, by, self._clock.since()))
        if seen and seen.short:
            return
        if seen:
            self.kept.take(n, self.tally.number, seen)
        self.tally.reps.append((n, side))
        count = self.tally.count(side)
        self._outbox.send(messages.Counted(n, side, count))
        self._outbox.offer("count", speech.counted(side, count), "count")

    def _stop_watching(self) -> None:
        """Stop watching and take the coach's last events; after a pause the movement starts afresh."""
        events, doubts = self.watch.end()
        if not isinstance(self.state, Working):
            return
        self.kept.doubt(self.tally.number, doubts)
        if events is not None:
            self._take(events)
