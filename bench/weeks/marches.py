"""The marches of a life, looked at from outside, and a rule that was broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bench.weeks.day import Day
from psoas.journal.answers import Morning


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that was broken, where, and how."""

    day: date
    rule: str
    how: str


@dataclass(frozen=True, slots=True)
class Trained:
    """A day with a march, and the pain on the morning after as it was told later."""

    lived: Day
    morning: int | None

    @property
    def day(self) -> date:
        """When."""
        return self.lived.day

    @property
    def rung(self) -> str:
        """Rung that was done."""
        assert self.lived.march
        return self.lived.march.rung

    @property
    def reps(self) -> int:
        """Repetitions of the weaker leg in the last set."""
        assert self.lived.march
        return min(self.lived.march.sets[-1])

    @property
    def red(self) -> bool:
        """Clearly worse: while training or on the next morning."""
        assert self.lived.march
        before, during = self.lived.march.feeling.before or 0, self.lived.march.feeling.during or 0
        return during >= 6 or during >= before + 3 or (self.morning is not None and self.morning >= before + 2)

    @property
    def green(self) -> bool:
        """Calm, and known to be so."""
        assert self.lived.march
        before, during = self.lived.march.feeling.before or 0, self.lived.march.feeling.during or 0
        calm = during <= 2 or (before >= 3 and during <= before <= 5)
        morning, feeling = self.morning, self.lived.march.feeling
        whole = not (feeling.hurt or feeling.stop_symptom)
        return (
            whole and calm and morning is not None and (morning <= before or (morning <= 2 and morning <= before + 1))
        )

    @property
    def strong(self) -> bool:
        """All of two sets, twelve each side, effort 7 at most, form kept."""
        assert self.lived.march
        feeling = self.lived.march.feeling
        whole = len(self.lived.march.sets) >= 2 and min(map(min, self.lived.march.sets)) >= 12
        return whole and (feeling.effort or 0) <= 7 and bool(feeling.form_kept)


def trainings(days: Sequence[Day]) -> list[Trained]:
    """All days with a march."""
    marched = [day for day in days if day.march]
    found = []
    for one, after in zip(marched, [*marched[1:], None], strict=True):
        until = after.number if after else days[-1].number
        told = [w for d in days[one.number + 1 : until + 1] for w in d.told if isinstance(w, Morning)]
        found.append(Trained(one, told[0].pain if told else None))
    return found
