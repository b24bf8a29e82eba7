"""Faults found against faults performed, repetition by repetition."""

from __future__ import annotations

from dataclasses import dataclass

from bench.accuracy.coached import Coached
from bench.accuracy.counting import all_pairs
from psoas.coach.form_checks import OF_REACH


@dataclass(slots=True)
class Tally:
    """One fault in one or many sets, counted in repetitions.

    Attributes
    ----------
    hits, misses, alarms : int
        Found and performed, performed only, found only.
    spoken_hits, spoken_alarms : int
        Of what was said aloud: true, false.
    """

    hits: int = 0
    misses: int = 0
    alarms: int = 0
    spoken_hits: int = 0
    spoken_alarms: int = 0

    @property
    def recall(self) -> float:
        """Share of the performed that was found; NaN where none was performed."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else float("nan")

    @property
    def precision(self) -> float:
        """Share of the found that was performed; NaN where none was found."""
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else float("nan")

    def __add__(self, more: Tally) -> Tally:
        return Tally(*(getattr(self, n) + getattr(more, n) for n in self.__slots__))


def forms(coached: Coached) -> dict[str, Tally]:
    """Fault id to its tally in one set; every check of the exercise and every performed fault has one."""
    true = coached.truth.reps
    every = [*coached.reps, *coached.short]
    found = all_pairs(true, coached.reps, coached.short)
    checks = {check.id for check in coached.exercise.checks}
    tallies = {fault: Tally() for fault in sorted(checks | coached.truth.fault_ids)}
    said = {(cue.t, cue.id) for cue in coached.cues}
    partner = {j: true[i].faults for i, j in [*found.right, *found.crossed]}
    heard = {i: set(every[j].faults) for i, j in [*found.right, *found.crossed]}
    for i, rep in enumerate(true):
        for fault in rep.faults:
            if fault in heard.get(i, ()):
                tallies[fault].hits += 1
            else:
                tallies[fault].misses += 1
    # That a repetition which was only begun was too small is right, though it was not done as a fault.
    too_small = {check.id for check in coached.exercise.checks if check.measure in OF_REACH}
    begun = {j for i, j in [*found.right, *found.crossed] if true[i].short}
    for j, rep in enumerate(every):
        for fault in rep.faults:
            if j in begun and fault in too_small:
                continue
            real = fault in partner.get(j, ())
            aloud = (rep.end_s, fault) in said
            tallies[fault].alarms += not real
            tallies[fault].spoken_hits += aloud and real
            tallies[fault].spoken_alarms += aloud and not real
    return tallies
