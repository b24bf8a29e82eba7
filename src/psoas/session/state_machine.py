"""The rules of a session: when a set begins and is done, what counts, what a pause stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Cue, Event, Rep
from psoas.journal.answers import Feeling
from psoas.journal.records import CountedBy, Counting, CueRecord, RepRecord, SetPlan
from psoas.plan.pain import way_out
from psoas.programme.model import Exercise
from psoas.session import messages, speech
from psoas.session.clock import Clock
from psoas.session.effort import Weigh
from psoas.session.journal_writer import JournalWriter
from psoas.session.metronome import Metronome
from psoas.session.observer import Observer, OtherExercise, SetObserver, seen_record
from psoas.session.prompts import Prompts
from psoas.session.speech import Outbox
from psoas.session.tally import Tally
from psoas.session.view import Phase

#: What "extend-rest" adds, seconds.
EXTENSION_S = 30.0


class StateMachine:
    """One session's course, without its screen: `Session` calls this in turns and gives out what `out` then holds.

    What makes no sense at a moment changes nothing.

    Attributes
    ----------
    phase, counting, plan, tally
        As in the view.
    countdown_s : float or None
        Seconds until work begins, None where nothing counts down.
    rest_s : float
        Seconds of rest left, while `resting`.
    metronome : Metronome or None
        Beats, where the session began as a paced one.
    watch : SetObserver
        Who watches the set.
    hurt : bool
        Whether it ended because it hurt.
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
        ledger: JournalWriter,
        out: Outbox,
        clock: Clock,
    ) -> None:
        self.exercise = exercise
        self.phase: Phase = "ready"
        self.countdown_s: float | None = None
        self.rest_s = 0.0
        self.plan = plan
        self.counting: Counting = counting
        self.tally = Tally(1, plan.reps_per_side)
        self.metronome = Metronome(exercise.dose.tempo_s) if counting == "paced" and exercise.dose else None
        can_watch = new_coach is not None or exercise.motion is not None
        self.watch = SetObserver(new_coach or (lambda: Coach(exercise)), other, out, can_watch=can_watch)
        self.hurt = False
        self._paused_from: Phase = "working"
        self._started_at, self._band, self._rung = started_at, band, rung
        self._prompts = Prompts(exercise, each_set, out)
        self._weigh = weigh
        self._ledger, self._out, self._clock = ledger, out, clock

    def restore(self, tally: Tally) -> None:
        """Go on with a set of an earlier day; one that was complete or given up is closed."""
        self.tally = tally
        if not (tally.done or tally.given_up):
            return
        self._ledger.end_set(tally.number, self._clock.since())
        if tally.number >= self.plan.sets:
            self._end(early=not tally.done)
        else:
            self.tally = Tally(tally.number + 1, tally.target)

    # -- what the person asks for -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Count down to the first set."""
        if self.phase != "ready" or self.countdown_s is not None:
            return
        self._count_down_to_work(self._prompts.first(self.tally, self.plan.sets))

    def skip_rest(self) -> None:
        """End the rest, but for the time to get into position."""
        if self.phase == "resting":
            lead_s = self._prompts.lead_in_s if self._countdown() and "before" not in self.tally.told else 0.0
            self.rest_s = min(self.rest_s, max(self._countdown(), lead_s))
            self._run_rest(0.0)

    def extend_rest(self) -> None:
        """Make the rest longer."""
        if self.resting:
            self.rest_s += EXTENSION_S

    def stop(self) -> None:
        """End the session early; everything is kept."""
        self._stop_watching()
        if self.phase != "done":
            self._end(early=True)

    def too_hard(self) -> None:
        """Finish the set here, without hurry: the rest follows, in which an easier rung can be chosen."""
        self._stop_watching()
        if self._set_is_open:
            self.tally.given_up = True
            self._close_set("That is enough for this set.")

    def it_hurts(self) -> None:
        """End the session at once and say how to come out of the position; that it hurt is kept before anyone asks."""
        self._stop_watching()
        self.hurt = True
        at = self._started_at + timedelta(seconds=self._clock.since())
        self._ledger.tell(Feeling(hurt=True), at)
        if self.phase != "done":
            self._end(early=True, say=way_out(self.exercise.posture))

    # -- time ---------------------------------------------------------------------------------------------------------

    def pass_time(self, passed: float) -> None:
        """Run the countdown, the rest or the metronome for some seconds."""
        if self.countdown_s is not None:
            self.countdown_s = self._count_down(self.countdown_s, passed)
            if self.countdown_s <= 0:
                self._out.offer("go", "Go.", "countdown")
                self._work()
        elif self.phase == "resting":
            self._run_rest(passed)
        elif self.phase == "working":
            if self.metronome:
                self._run_metronome(self.metronome, passed)
            if self._set_is_open:
                self._prompts.remind(self.tally)

    def _run_metronome(self, metronome: Metronome, passed: float) -> None:
        completed = metronome.advance(passed)
        if completed and self.counting == "paced":
            self._count(completed, "pace")
            self._check_set()
        if completed:
            metronome.turn(self.tally)
        beat = metronome.beat() if self.phase == "working" else None
        if beat:
            self._out.beep(beat)

    def _run_rest(self, passed: float) -> None:
        told = "before" in self.tally.told
        self.rest_s = self._count_down(self.rest_s, passed)
        if self.rest_s <= 0:
            self._out.send(messages.RestOver(self._out.next()))
            self.tally = Tally(self.tally.number + 1, self.plan.reps_per_side)
            self._prompts.next(self.tally, told=told)
            self._work()
        else:
            self._prompts.in_the_rest(self.tally, self.rest_s)

    def _count_down(self, left: float, passed: float) -> float:
        after = left - passed
        second = next((s for s in (1, 2, 3) if after <= s < left), None)
        if second and after > 0:
            self._out.beep("tick")
            self._out.offer(f"countdown-{second}", str(second), "countdown")
        return after

    def _countdown(self) -> float:
        # Who counts by hand is at the screen anyway, and begins when the first repetition is tapped.
        return 0.0 if self.counting == "hand" else self.plan.countdown_s

    # -- phases -------------------------------------------------------------------------------------------------------

    @property
    def resting(self) -> bool:
        """Whether it rests, or would rest but for a pause."""
        return self.phase == "resting" or (self.phase == "paused" and self._paused_from == "resting")

    @property
    def _set_is_open(self) -> bool:
        return self.phase == "working" or (self.phase == "paused" and self._paused_from == "working")

    def _count_down_to_work(self, at_least_s: float = 0.0) -> None:
        if self._countdown() > 0:
            self.countdown_s = max(self._countdown(), at_least_s)
        else:
            self._work()

    def _work(self) -> None:
        """Begin the current set, or go on with it."""
        self.countdown_s = None
        self.phase = "working"
        self.watch.begin(self.counting)
        if self.metronome:
            self.metronome.restart(self.tally)
        self._ledger.begin(
            started_at=self._started_at,
            exercise_id=self.exercise.id,
            level=self.exercise.level,
            band=self._band,
            counting=self.counting,
            plan=self.plan,
            rung=self._rung,
        )
        self._ledger.begin_set(self.tally.number, self._clock.since())
        self._out.beep("go")

    def pause(self) -> None:
        """Let nothing count until `resume`."""
        if self.countdown_s is not None:
            self.countdown_s = None
            return
        self._stop_watching()
        if self.phase in ("working", "resting"):
            self._paused_from, self.phase = self.phase, "paused"
            self._out.offer("paused", "Paused.", "set")

    def resume(self) -> None:
        """Go on after a pause."""
        if self.phase != "paused" or self.countdown_s is not None:
            return
        if self._paused_from == "resting":
            self.phase = "resting"
        else:
            if self._countdown() > 0:
                self._out.offer("get-ready", "Get ready.", "set")
            else:  # by hand it goes on at once
                self._out.offer("go-on", "Go on.", "set")
            self._count_down_to_work()

    def _check_set(self) -> None:
        if not self._set_is_open:
            return
        if not self.tally.done:
            self._prompts.encourage(self.tally)
            return
        self._close_set("Set done.")

    def _close_set(self, say: str) -> None:
        """End the set: the rest follows, or after the last set the end."""
        self.countdown_s = None
        self.watch.drop()
        left, right = map(self.tally.count, SIDES)
        self._ledger.end_set(self.tally.number, self._clock.since())
        if self.tally.done:
            self._out.send(messages.SetDone(self._out.next(), self.tally.number, left, right))
        if self.tally.number >= self.plan.sets:
            self._end(early=not self.tally.done)
            return
        self._out.beep("done")
        self._prompts.over(say, self.plan.rest_s)
        self.rest_s = self.plan.rest_s
        self._clock.restart_timers()
        if self.phase == "paused":
            self._paused_from = "resting"
        else:
            self.phase = "resting"

    def _end(self, *, early: bool, say: str = "") -> None:
        if early and self._set_is_open:
            self._ledger.end_set(self.tally.number, self._clock.since())
        ended_at = self._started_at + timedelta(seconds=self._clock.since())
        self._ledger.end(ended_at, "stopped" if early else "done")
        self.phase, self.countdown_s = "done", None
        self.watch.drop()
        self._out.send(messages.SessionDone(self._out.next(), early))
        say = say or ("Stopped. Everything you did is kept." if early else "That was the last set. Well done.")
        self._out.offer("session-done", speech.joined(say, *self.exercise.closing), "set")

    # -- counting -----------------------------------------------------------------------------------------------------

    def update(self, skeleton: Skeleton) -> None:
        """Let the coach judge a skeleton, if the camera counts now."""
        if self.phase == "working" and self.counting == "camera" and self.watch.coach:
            self._take(self.watch.coach.update(skeleton))
            self.watch.look_for_another(skeleton)

    def was_said(self, line: speech.Line) -> None:
        """Remember what is not to be said again."""
        self._prompts.was_said(line, self.tally)
        self.watch.was_said(line)

    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, Rep):
                self._count(event.side, "camera", event)
            elif isinstance(event, Cue):
                self.watch.said(event)
                at_s = self._clock.since(event.t)
                number = self.tally.number
                self._ledger.cue(CueRecord(0, self._out.next(), number, at_s, event.id, event.say, event.kind))
        self._check_set()

    def _count(self, side: Side, by: CountedBy, seen: Rep | None = None) -> None:
        n = self._out.next()
        if seen:
            load = self._weigh(seen) if self._weigh and not seen.short else None
            self._ledger.rep(seen_record(n, self.tally.number, seen, self._clock.since, load))
        else:
            self._ledger.rep(RepRecord(0, n, self.tally.number, side, by, self._clock.since()))
        if seen and seen.short:
            return
        self.tally.reps.append((n, side))
        count = self.tally.count(side)
        self._out.send(messages.Counted(n, side, count))
        self._out.offer("count", str(count), "count")

    def count_by_hand(self, side: Side) -> None:
        """Count a repetition that the person enters."""
        if self.phase == "ready":
            self._work()
        if self.counting == "paced":
            self.switch("hand")
        self._count(side, "hand")
        self._check_set()

    def undo(self) -> None:
        """Take the last repetition of this set back; a set that is then incomplete goes on."""
        if not self.tally.reps:
            return
        event, side = self.tally.reps.pop()
        self._ledger.undo(event, self._clock.since())
        self._out.send(messages.Uncounted(self._out.next(), side, self.tally.count(side)))
        if self.tally.done or self.tally.given_up:
            return
        if self.phase == "resting":
            self._work()
        elif self.phase == "paused" and self._paused_from == "resting":
            self._paused_from = "working"
            self._ledger.begin_set(self.tally.number, self._clock.since())

    def switch(self, counting: Counting) -> None:
        """Let somebody else count."""
        if counting == self.counting or (counting == "camera" and not self.watch.can_watch):
            return
        self._stop_watching()
        if self.phase == "done":
            return
        self._replan(counting=counting)
        if counting == "camera":
            self.metronome = None
            if self.phase == "working":
                self.watch.begin(counting)

    def add_set(self) -> None:
        """Plan one more set."""
        self._replan(sets=self.plan.sets + 1)

    def _replan(self, *, sets: int | None = None, counting: Counting | None = None) -> None:
        if sets:
            self.plan = replace(self.plan, sets=sets)
            self._out.offer("one-more", "One more set.", "set")
        self.counting = counting or self.counting
        self._ledger.change(self.plan, self.counting)

    def _stop_watching(self) -> None:
        """Take what the coach still holds open; what comes after a pause is another movement."""
        events = self.watch.end()
        if events is not None and self.phase == "working":
            self._take(events)
