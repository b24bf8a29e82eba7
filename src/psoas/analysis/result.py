"""The result of an analysis, as Python values and as the JSON contract for other programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field, model_validator

from psoas.analysis.comparison import ComparisonItem, ContractPart, LoadItem, Number, comparison_item, load_item
from psoas.analysis.loads import SetLoad
from psoas.body.skeleton import SIDES, Side, Skeleton
from psoas.coach.events import Cue, Pause, Rep, Unseen
from psoas.coach.second_opinion.doubts import MISCOUNTED_ID
from psoas.coach.set_comparison import Comparison, compare
from psoas.programme.model import Exercise

SCHEMA: Literal[2] = 2


#: Notes about what was counted, and as what: people read them before the counts' details, not as advice at the end.
ABOUT_THE_COUNT = frozenset({"too-quick", "another-level", "level-by-band", MISCOUNTED_ID})


@dataclass(frozen=True, slots=True)
class SetupNote:
    """Something to know about the recording, or advice for the next one."""

    id: str
    say: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysed recording.

    Attributes
    ----------
    file : str
        The recording as it was named.
    exercise : Exercise or None
        The level by which it was judged; None where no level was given and nobody was there to show one.
    level_source : {"given", "recognised"}
        Who said which level it is.
    levels : tuple of int
        All levels that it may be: more than one where only the band tells them apart and was not seen, in which case
        it was judged by the first; none where nobody was there.
    band_seen : bool or None
        Whether a band was seen between the feet; None where that cannot be told.
    band : bool
        Whether the band was worn.
    reps : tuple of Rep
        Repetitions that count, in the order in which they were done.
    short : tuple of Rep
        Repetitions begun but not reaching their range.
    cues : tuple of Cue
    unseen : tuple of Unseen
    pauses : tuple of Pause
    quick_strides : int
        Strides that were far enough but too quick for the march, where three or more came in turn.
    seen_s, unseen_s, duration_s : float
        Seconds judged, not judged, and between the first and the last frame.
    frames : int
        Frames looked at.
    setup : tuple of SetupNote
    versions : dict
        Name of each part that shapes the result to its version.
    trace : tuple of tuple
        ``(t, left_hip_deg, right_hip_deg)`` a frame, seconds and degrees, NaN while unseen.
    knees : tuple of tuple
        ``(left_knee_deg, right_knee_deg)`` a frame, as in `trace`.
    load : SetLoad or None
        How hard it was for the hip, where that was asked for.
    shown : dict
        Place in `reps` to the skeletons of that repetition, for the best and the worst one.
    """

    file: str
    exercise: Exercise | None
    level_source: Literal["given", "recognised"]
    levels: tuple[int, ...]
    band: bool
    band_seen: bool | None
    reps: tuple[Rep, ...]
    short: tuple[Rep, ...]
    cues: tuple[Cue, ...]
    unseen: tuple[Unseen, ...]
    pauses: tuple[Pause, ...]
    quick_strides: int
    seen_s: float
    unseen_s: float
    duration_s: float
    frames: int
    setup: tuple[SetupNote, ...]
    versions: dict[str, str]
    trace: tuple[tuple[float, float, float], ...] = field(repr=False, default=())
    knees: tuple[tuple[float, float], ...] = field(repr=False, default=())
    load: SetLoad | None = field(repr=False, default=None)
    shown: dict[int, tuple[Skeleton, ...]] = field(repr=False, compare=False, default_factory=dict)

    @property
    def level(self) -> int | None:
        """Level of the march, 1 to 6; None without an exercise."""
        return self.exercise.level if self.exercise else None

    @property
    def title(self) -> str:
        """The level, or all that it may be, and its name."""
        return (
            f"Level {' or '.join(map(str, self.levels))}: {self.exercise.name}"
            if self.exercise
            else "No level: nobody was seen"
        )

    @property
    def about_the_count(self) -> tuple[SetupNote, ...]:
        """Notes about what was counted, and as what."""
        return tuple(note for note in self.setup if note.id in ABOUT_THE_COUNT)

    @property
    def advice(self) -> tuple[SetupNote, ...]:
        """All other notes, for the next recording."""
        return tuple(note for note in self.setup if note.id not in ABOUT_THE_COUNT)

    @property
    def order(self) -> str:
        """Sides in the order in which they worked, for example ``"LRLR"``."""
        return "".join(rep.side[0].upper() for rep in self.reps)

    @property
    def count(self) -> dict[Side, int]:
        """Repetitions of each side."""
        return {side: sum(rep.side == side for rep in self.reps) for side in SIDES}

    @property
    def comparison(self) -> Comparison:
        """Left against right, and how form went on."""
        return compare([*self.reps, *self.short], [(gap.start_s, gap.end_s) for gap in self.unseen])

    def contract(self) -> Contract:
        """The result as other programs read it."""
        return Contract(
            file=self.file,
            level=self.level,
            level_source=self.level_source,
            levels=list(self.levels),
            exercise=self.exercise.id if self.exercise else None,
            band=self.band,
            band_seen=self.band_seen,
            count=Count(**self.count),
            order=self.order,
            reps=[_rep(rep) for rep in self.reps],
            short=[_rep(rep) for rep in self.short],
            cues=[CueItem(t=cue.t, id=cue.id, say=cue.say, kind=cue.kind) for cue in self.cues],
            quick_strides=self.quick_strides,
            unseen_s=self.unseen_s,
            seen_s=self.seen_s,
            duration_s=self.duration_s,
            frames=self.frames,
            unseen=[TimeSpan(start_s=u.start_s, end_s=u.end_s, say=u.say) for u in self.unseen],
            pauses=[TimeSpan(start_s=p.start_s, end_s=p.end_s) for p in self.pauses],
            setup=[SetupItem(id=note.id, say=note.say) for note in self.setup],
            comparison=comparison_item(self.comparison),
            load=load_item(self.load) if self.load else None,
            versions=self.versions,
        )

    def to_json(self) -> str:
        """The machine contract as JSON text, indented."""
        return self.contract().model_dump_json(indent=2, by_alias=True)


class Count(ContractPart):
    """Repetitions of each side, the PERSON's left and right."""

    left: int = Field(ge=0)
    right: int = Field(ge=0)


class RepItem(ContractPart):
    """One repetition of one leg; see `psoas.coach.events.Rep` for each field. Times in seconds, angles in degrees."""

    side: Side
    start_s: Number
    peak_s: Number
    end_s: Number
    peak_hip_deg: Number
    range_deg: Number
    out_s: Number
    hold_s: Number
    back_s: Number
    confidence: Number = Field(ge=0, le=1)
    faults: list[str]


class CueItem(ContractPart):
    """One sentence of the coach at time `t`, seconds."""

    t: Number
    id: str
    say: str
    kind: Literal["correct", "praise", "notice"]


class TimeSpan(ContractPart):
    """A stretch of time, seconds, with the reason where there is one to tell."""

    start_s: Number
    end_s: Number
    say: str | None = None


class SetupItem(ContractPart):
    """Something about the recording that can be done better next time."""

    id: str
    say: str


class Contract(ContractPart):
    """The machine contract of ``psoas analyze FILE --json -``. Fields are only ever added within one schema number.

    `level` and `exercise` are null in one case only: no level was given, and nobody is in the recording.
    """

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_schema(cls, data: Any) -> Any:
        """Schema 1 called the confidence trust; its first results had neither comparison nor load."""
        if not isinstance(data, dict) or data.get("schema") != 1:
            return data
        now = {"comparison": None, "load": None, **data, "schema": SCHEMA}
        for key in ("reps", "short"):
            now[key] = [{**rep, "confidence": rep["trust"]} for rep in data[key]]
            for rep in now[key]:
                del rep["trust"]
        return now

    schema_number: Literal[2] = Field(default=SCHEMA, alias="schema")
    file: str
    level: int | None = Field(ge=1, le=6)
    level_source: Literal["given", "recognised"]
    levels: list[int] | None = None
    exercise: str | None
    band: bool
    band_seen: bool | None
    count: Count
    order: str = Field(pattern="^[LR]*$")
    reps: list[RepItem]
    short: list[RepItem]
    cues: list[CueItem]
    quick_strides: int | None = Field(default=None, ge=0)
    unseen_s: Number = Field(ge=0)
    seen_s: Number = Field(ge=0)
    duration_s: Number = Field(ge=0)
    frames: int = Field(ge=0)
    unseen: list[TimeSpan]
    pauses: list[TimeSpan]
    setup: list[SetupItem]
    comparison: ComparisonItem | None
    load: LoadItem | None
    versions: dict[str, str]


def _rep(rep: Rep) -> RepItem:
    return RepItem(
        side=rep.side,
        start_s=rep.start_s,
        peak_s=rep.peak_s,
        end_s=rep.end_s,
        peak_hip_deg=rep.peak_hip_deg,
        range_deg=rep.range_deg,
        out_s=rep.out_s,
        hold_s=rep.hold_s,
        back_s=rep.back_s,
        confidence=min(1.0, max(0.0, rep.confidence)),
        faults=list(rep.faults),
    )
