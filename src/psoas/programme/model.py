"""The schema of an exercise file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from psoas.programme.guide import CONTACT_CEILING_S, STRETCH_CEILING_S, GuidePhase, held_s
from psoas.programme.motion import Motion, Tempo
from psoas.programme.strict import Strict, Text

Step = Literal["massage", "stretch", "strengthen", "habit"]
Posture = Literal["lying", "bridge", "leaning", "standing", "seated"]
Equipment = Literal["mat", "mini-band", "box", "wall", "chair", "ball", "bed"]
When = Literal["before", "between", "during"]
#: Locks that a screening sets; a test compares them with the journal's, which must not be imported here.
LockName = Literal[
    "everything",
    "strength",
    "march",
    "lying",
    "free-standing",
    "hip-opening",
    "end-range",
    "strong-stretch",
    "belly",
    "ball",
    "nerve",
    "head-down",
    "spine-flexion",
    "upper-rungs",
    "hip-90",
    "short-range",
    "support-first",
    "breath",
    "latex",
]
Range = tuple[float, float]


class Dose(Strict):
    """The dose of an exercise.

    Attributes
    ----------
    sets : int
        Number of sets.
    reps_per_side : tuple of int
        Fewest and most repetitions of EACH side in a set.
    rest_s : tuple of int
        Shortest and longest rest between two sets, seconds.
    tempo_s : Tempo
        Speed of a repetition.
    seconds : int or None
        Length of a set that ends by time, whatever was counted in it; None for one that ends by its repetitions.
    sides : {"in-turn", "one-at-a-time"}
        Whether the legs take turns, or one does all of its repetitions before the other.
    """

    sets: int = Field(ge=1, le=6)
    reps_per_side: tuple[int, int]
    rest_s: tuple[int, int]
    tempo_s: Tempo
    seconds: int | None = Field(default=None, ge=10, le=120)
    sides: Literal["in-turn", "one-at-a-time"] = "in-turn"

    @model_validator(mode="after")
    def _ranges_run_upwards(self) -> Self:
        for name in ("reps_per_side", "rest_s"):
            low, high = getattr(self, name)
            if not 0 < low <= high:
                raise ValueError(f"{name} must be [smaller, larger] and above 0, not [{low}, {high}]")
        return self


class Check(Strict):
    """A condition on good form.

    Attributes
    ----------
    id : str
        Name of the fault in results and in the journal, in small letters with hyphens.
    measure : str
        Name of a function in the register of coach/form.py.
    keep : tuple of float
        Smallest and largest good value, in the measure's unit.
    during : {"working", "peak", "rep"}
        Judged throughout the repetition, around its peak, or once for all of it. Called ``while`` in the file.
    within_deg : float or None
        Judged only if the camera is within this angle of side-on, degrees (``view_deg`` of
        `psoas.coach.measurements.Measurement`); None accepts any view.
    from_confidence : float or None
        Judged only from this confidence of the working leg on (of both legs if judged throughout the repetition), 0 to
        1; None leaves that to `psoas.coach.form_checks`.
    cue : str
        What the voice says: one short instruction.
    why : str
        Why it matters, shown in the summary.
    priority : int
        1 comes before 2 when two faults occur together.
    spoken : bool
        False if a camera misjudges it too often (precision below 0.8 in the bench). It is then neither spoken nor
        recorded as a fault; psoas says that it cannot see this, and how to feel for it.
    feel : str or None
        How to feel for it; required unless it is spoken.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    measure: str
    keep: Range
    during: Literal["working", "peak", "rep"] = Field(alias="while")
    within_deg: float | None = Field(default=None, ge=0, le=90)
    from_confidence: float | None = Field(default=None, ge=0, le=1)
    cue: Text
    why: Text
    priority: int = Field(default=2, ge=1, le=3)
    spoken: bool = True
    feel: Text | None = None

    @model_validator(mode="after")
    def _range_runs_upwards(self) -> Self:
        if self.keep[0] >= self.keep[1]:
            raise ValueError(f"keep must be [smallest, largest], not {list(self.keep)}")
        return self

    @model_validator(mode="after")
    def _what_is_not_spoken_can_be_felt(self) -> Self:
        if not self.spoken and self.feel is None:
            raise ValueError("spoken: a check that is not spoken also needs `feel`: say how to feel for it")
        return self


class SelfCheck(Strict):
    """Something that no camera sees and the person feels for: an instruction, never a judgement.

    Attributes
    ----------
    id : str
        Its name, in small letters with hyphens.
    when : {"before", "between", "during"}
        Said before each set, in the rest between two sets, or now and then during a set.
    say : str
        What the voice says; a reminder during a set is one short sentence.
    why : str
        Why it matters, in one line.
    feel : str
        How to feel for it.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    when: When
    say: Text
    why: Text
    feel: Text


#: Parts of an exercise's page whose lines a limit may change.
LimitedPart = Literal["start", "move", "hold", "tips", "easier", "harder", "stop", "each_set", "closing"]


class Limit(Strict):
    """What changes in the words for somebody with a limit: a line left out, another one said, or one in its place.

    Attributes
    ----------
    for_ : tuple of str
        Any of these limits brings it (see `psoas.journal.answers.Lock`). Written ``for`` in the file.
    part : str
        The part of the page.
    leave_out : str
        How the line begins that is left out; "" for none.
    say : str
        What is said, in its place or as the first line of the part; "" for nothing.
    """

    for_: tuple[LockName, ...] = Field(alias="for", min_length=1)
    part: LimitedPart
    leave_out: str = ""
    say: str = ""

    def changed(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Apply the limit to the lines of its part."""
        if not self.leave_out:
            return (self.say, *lines)
        found = tuple(self.say if line.startswith(self.leave_out) else line for line in lines)
        return tuple(line for line in found if line)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.leave_out or self.say):
            raise ValueError("a limit needs `leave_out`, `say` or both: what changes for somebody who has it?")
        return self


class BandWords(Strict):
    """Instructions with the band and without it.

    Attributes
    ----------
    put_on : str
        Where and how the band is worn.
    with_band, without_band : str
        What the band adds, and how to do the exercise without it.
    """

    put_on: Text
    with_band: Text
    without_band: Text


class SmallMove(Strict):
    """An exercise as a small move for a break at the desk.

    Attributes
    ----------
    say : str
        What to do, in a sentence or two.
    seconds : int
        About how long it takes.
    count : int
        How often to do it; 1 if it is only timed.
    closed_by : tuple of str or None
        Locks that close it, if its few repetitions are open to more people than the whole exercise; None for the
        exercise's own.
    """

    say: Text
    seconds: int = Field(ge=30, le=60)
    count: int = Field(default=1, ge=1)
    closed_by: tuple[LockName, ...] | None = None


#: Measures whose checks ask for more range.
_OF_RANGE = frozenset({"range_share", "range_of_usual"})


class Exercise(Strict):
    """One exercise of one of the four steps, as in its TOML file.

    Parts that only the march has (level, motion, dose, checks) are empty for the other steps.

    Attributes
    ----------
    id : str
        Id in commands, addresses and the journal, lower case with hyphens. It never changes.
    step : {"massage", "stretch", "strengthen", "habit"}
        Which of the four steps it belongs to.
    name, summary : str
        Its displayed name, and a one-line description.
    level : int or None
        Level of the march; None for other exercises.
    equipment : tuple of str
        Equipment needed.
    start, move : tuple of str
        How to get into position, and what to do: sentences in order.
    hold, tips : tuple of str
        What must stay true throughout, and what helps: sentences.
    easier : tuple of str
        What makes it easier.
    harder : tuple of str
        What makes it harder.
    stop : tuple of str
        Reasons to stop, in addition to the general ones.
    support : str or None
        What supports the body; required for a level of the march.
    band : BandWords or None
        How the band is worn; required if `equipment` lists a mini-band.
    camera : {"side", "front", "any"} or None
        Where to place the camera; required for what is counted.
    camera_why : str or None
        Why it is placed there.
    posture : {"lying", "bridge", "leaning", "standing", "seated"} or None
        Posture; required for what is counted.
    without_band : str or None
        Exercise to do instead if there is no band.
    minutes : float or None
        Duration, if it is not counted in repetitions.
    dose : Dose or None
        The dose; required for what is counted.
    motion : Motion or None
        The movement of what is counted; required for a level of the march.
    small_move : SmallMove or None
        How it is done as a small move for a break; required if programme/habit.toml lists it.
    checks : tuple of Check
        Checks that a camera can judge.
    self_checks : tuple of SelfCheck
        Checks that only the person can feel.
    guide, easy_guide : tuple of GuidePhase
        Guided phases, and their easier form; empty if the exercise is not guided.
    closed_by : tuple of str
        Locks that close this exercise.
    figure : str or None
        Its sketch (see `psoas.programme.sketch`); None to draw it from its motion, as the levels of the march are.
    other_ways : tuple of str
        Sketches of alternatives, shown beside `figure`.
    pressure : tuple of int or None
        For pressing: the strongest allowed sensation, and the end of the scale, as in [3, 10].
    each_set, closing : tuple of str
        What the voice says at the start of each set, and at the end.
    limits : tuple of Limit
        Changes of its texts for people with limits (see `limited`).
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    step: Step
    name: Text
    level: int | None = Field(default=None, ge=1, le=6)
    summary: Text
    equipment: tuple[Equipment, ...] = ()
    start: tuple[Text, ...] = Field(min_length=1)
    move: tuple[Text, ...] = Field(min_length=1)
    hold: tuple[Text, ...] = ()
    tips: tuple[Text, ...] = ()
    easier: tuple[Text, ...] = Field(min_length=1)
    harder: tuple[Text, ...] = ()
    stop: tuple[Text, ...] = ()
    support: Text | None = None
    band: BandWords | None = None
    camera: Literal["side", "front", "any"] | None = None
    camera_why: Text | None = None
    posture: Posture | None = None
    without_band: str | None = None
    minutes: float | None = Field(default=None, gt=0, le=30)
    dose: Dose | None = None
    motion: Motion | None = None
    small_move: SmallMove | None = None
    checks: tuple[Check, ...] = ()
    self_checks: tuple[SelfCheck, ...] = ()
    guide: tuple[GuidePhase, ...] = ()
    easy_guide: tuple[GuidePhase, ...] = ()
    closed_by: tuple[LockName, ...] = ()
    figure: str | None = None
    other_ways: tuple[str, ...] = ()
    pressure: tuple[int, int] | None = None
    each_set: tuple[Text, ...] = ()
    closing: tuple[Text, ...] = ()
    limits: tuple[Limit, ...] = ()

    @property
    def move_closed_by(self) -> tuple[LockName, ...]:
        """Return the locks that close it as a small move."""
        own = self.small_move.closed_by if self.small_move is not None else None
        return self.closed_by if own is None else own

    @property
    def is_counted_while_led(self) -> bool:
        """Tell whether the voice leads it by time and a camera can count it too: a guide, and a motion of no level."""
        return bool(self.guide) and self.motion is not None and self.level is None

    @property
    def lies(self) -> bool:
        """Tell whether it is done lying; a bridge begins on the back."""
        return self.posture in ("lying", "bridge")

    def figures(self, *, easy: bool = False) -> tuple[str, ...]:
        """Return its sketches in order, of the easier form if `easy`."""
        guide = self.easy_guide if easy else self.guide
        return tuple(dict.fromkeys(name for phase in guide for name in self.figures_with(phase.figure)))

    def figures_with(self, part: str | None) -> tuple[str, ...]:
        """Return the sketch of a part, or all sketches of the exercise if the part has none."""
        if part is not None and part != self.figure:
            return (part,)
        return (self.figure, *self.other_ways) if self.figure else ()

    def to_feel(self, when: When) -> tuple[SelfCheck, ...]:
        """Return the self-checks for one time, in file order."""
        return tuple(check for check in self.self_checks if check.when == when)

    def smaller(self) -> Self:
        """Return a variant for a smaller movement, without checks that ask for more range."""
        left = tuple(each for each in self.checks if each.measure not in _OF_RANGE)
        return self.model_copy(update={"checks": left})

    def limited(self, has: Collection[str], hip_deg: float | None = None, common: tuple[Limit, ...] = ()) -> Self:
        """Adapt the exercise to a person with limits.

        Parameters
        ----------
        has : collection of str
            The person's limits (`psoas.journal.answers.Lock`).
        hip_deg : float or None
            Largest allowed hip angle, degrees, or None. With a limit, no check asks for more range.
        common : tuple of Limit
            Limits shared by all levels of the march.
        """
        changes: dict[str, Any] = {}
        for each in (*self.limits, *(common if self.level else ())):
            if set(each.for_) & set(has):
                lines: tuple[str, ...] = changes.get(each.part, getattr(self, each.part))
                changes[each.part] = each.changed(lines)
        if self.motion is not None and hip_deg is not None:
            changes["motion"] = self.motion.held_to(hip_deg)
        same = self.model_copy(update=changes) if changes else self
        return same.smaller() if hip_deg is not None or "short-range" in has else same

    @property
    def low_back_is_felt(self) -> bool:
        """Tell whether the low back is on the mat and checked by feel, so that the experiment can be tried."""
        return self.posture == "lying" and bool(self.to_feel("before"))

    @property
    def ceiling_s(self) -> float | None:
        """Return the daily limit for each side, seconds, or None if nothing is held or pressed."""
        if self.step == "stretch":
            return STRETCH_CEILING_S
        return CONTACT_CEILING_S if self.pressure is not None else None

    @property
    def judged(self) -> tuple[Check, ...]:
        """Return the checks that are spoken and recorded as faults."""
        return tuple(check for check in self.checks if check.spoken)

    @property
    def unseen(self) -> tuple[Check, ...]:
        """Return the checks that a camera cannot judge reliably."""
        return tuple(check for check in self.checks if not check.spoken)

    @model_validator(mode="after")
    def _a_march_is_whole(self) -> Self:
        if self.level is None:
            return self
        missing = [n for n in ("camera", "posture", "dose", "motion", "support") if getattr(self, n) is None]
        if missing:
            raise ValueError(f"a level of the march also needs {', '.join(missing)}")
        if "mini-band" in self.equipment and self.band is None:
            raise ValueError("equipment: a mini-band needs a [band] section with put_on, with_band and without_band")
        return self

    @model_validator(mode="after")
    def _what_is_counted_can_be_watched(self) -> Self:
        missing = [n for n in ("camera", "posture", "dose") if getattr(self, n) is None]
        if self.motion is not None and missing:
            raise ValueError(f"motion: what is counted also needs {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _no_side_is_held_too_long(self) -> Self:
        most = self.ceiling_s
        for name, guide in (("guide", self.guide), ("easy_guide", self.easy_guide)):
            if most is not None and guide and held_s(guide) > most:
                raise ValueError(f"{name}: one side is held for {held_s(guide):g} s; {most:g} s a day is the most")
        if self.easy_guide and not self.guide:
            raise ValueError("easy_guide needs a `guide` that it is easier than")
        return self

    @model_validator(mode="after")
    def _pressure_stays_on_its_scale(self) -> Self:
        if self.pressure is not None and not 0 < self.pressure[0] <= 3 < self.pressure[1] == 10:
            raise ValueError(f"pressure must be [most, 10] with 3 at most, not {list(self.pressure)}")
        return self

    @model_validator(mode="after")
    def _a_limit_finds_its_line(self) -> Self:
        for each in self.limits:
            lines = [line for line in getattr(self, each.part) if line.startswith(each.leave_out)]
            if each.leave_out and len(lines) != 1:
                raise ValueError(f"limits: {len(lines)} lines of `{each.part}` begin with “{each.leave_out}”, not one")
        return self

    @model_validator(mode="after")
    def _no_id_is_taken_twice(self) -> Self:
        for name, entries in (("checks", self.checks), ("self_checks", self.self_checks)):
            ids = [entry.id for entry in entries]
            if len(ids) != len(set(ids)):
                twice = next(one for one in ids if ids.count(one) > 1)
                raise ValueError(f"{name}: two have the id `{twice}`; give one of them another")
        return self
