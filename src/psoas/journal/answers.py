"""What the person told psoas, as plain values. Each is stored with its time; none is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Generic, Literal, TypeVar, get_args

from psoas.journal.records import CountedBy, Counting

Outcome = Literal["go", "advice", "ease-off", "see-clinician", "soon", "today", "emergency"]
#: What a screening answer closes. "strength" closes the whole march, "lying" all levels on the back, "march" everything
#: that bends the hip to a right angle (a replaced hip), "hip-opening" the stretches, "end-range" their full range,
#: "strong-stretch" their stronger forms, "free-standing" standing without a chair or wall, "belly" touching the belly,
#: "ball" pressing with a ball, "nerve" what stretches a nerve of the leg, "head-down" hips above the head (a bridge),
#: "spine-flexion" bending the spine forward under load, "upper-rungs" all but the first rungs.
#: Some limit instead of closing: "hip-90" limits the hip to a right angle, "short-range" avoids the end of a movement,
#: "support-first" asks for something to hold on to, "breath" for breathing out aloud in every set, "latex" for a band
#: of fabric.
Lock = Literal[
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
StepName = Literal["massage", "stretch", "strengthen", "habit"]
StepState = Literal["done", "skipped", "stopped"]
Colour = Literal["yellow", "red", "green", "blue", "black", "other"]
Strength = Literal["light", "medium", "heavy"]
#: The tables of typical strength know only these two.
Sex = Literal["female", "male"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
COLOURS: tuple[Colour, ...] = get_args(Colour)
Theme = Literal["system", "light", "dark"]
TextSize = Literal["normal", "large", "largest"]
Units = Literal["metric", "imperial"]
SEXES: tuple[Sex, ...] = get_args(Sex)
#: Plausible limits: height of a box, length of a band laid flat, height of a person, metres; weight, kg.
BOX_M, BAND_M, HEIGHT_M, MASS_KG = (0.05, 1.0), (0.05, 2.0), (0.5, 2.8), (20.0, 400.0)
#: Limits of the minutes of sitting before a prompt.
EVERY_MIN = (20, 90)
#: Plausible limits of an adult's age, years.
AGE_Y = (16, 110)


@dataclass(frozen=True, slots=True)
class Screening:
    """The result of the screening; the answers themselves are not stored.

    Attributes
    ----------
    outcome : str
        The worst answer: "go"; "advice" (go on, and mention it to a clinician); "ease-off" (easy moves only until
        confirmed); "see-clinician" (routine); "soon" (a clinician first, within days); "today" (the same day);
        "emergency".
    locks : tuple of str
        What the answers rule out.
    confirmed : bool
        Whether the person says that a clinician has seen them for this and allows exercise.
    """

    outcome: Outcome
    locks: tuple[Lock, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A mini band that the person owns; its length laid flat (half the loop), metres."""

    strength: Strength
    colour: Colour = "other"
    length_m: float = 0.3


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person owns and wants; the latest one counts.

    Attributes
    ----------
    bands : tuple of Band
        Bands owned; empty for none.
    box_height_m : float or None
        Height of a box, bench or step, metres; None if there is none.
    wall, chair, ball : bool
        Whether they have a free wall, a steady chair, a soft ball.
    height_m, mass_kg : float or None
        Height and weight, metres and kilograms; None if not given.
    age : int or None
        Age in years at the time; None if not given.
    sex : {"female", "male"} or None
        Used for typical strength; None if not given.
    activities : tuple of str
        Up to three activities that are hard for them, in their own words.
    goal : str
        What they want to achieve, in their own words.
    quiet_from, quiet_to : time or None
        No reminders between these times.
    belly_contact : bool
        Whether they opted in to gentle contact with the belly.
    easy_weeks : bool
        Whether every sixth training week is an easy one.
    country : str
        Decides the emergency number: "eu", "uk", "us", "au", "nz" or "" if unknown.
    counting : {"camera", "hand", "paced"}
        Who counts the march in a led day.
    count_moves : bool
        Whether the camera counts the small moves that it can count.
    theme : {"system", "light", "dark"}
        Colours of the app; "system" follows the computer.
    text : {"normal", "large", "largest"}
        Size of the letters in the app.
    units : {"metric", "imperial"}
        Units in which lengths and weights are shown; both are understood.
    """

    bands: tuple[Band, ...] = ()
    box_height_m: float | None = None
    wall: bool = True
    chair: bool = True
    ball: bool = False
    height_m: float | None = None
    mass_kg: float | None = None
    age: int | None = None
    sex: Sex | None = None
    activities: tuple[str, ...] = ()
    goal: str = ""
    quiet_from: time | None = None
    quiet_to: time | None = None
    belly_contact: bool = False
    easy_weeks: bool = False
    country: str = ""
    counting: Counting = "camera"
    count_moves: bool = False
    theme: Theme = "system"
    text: TextSize = "normal"
    units: Units = "metric"


#: "pain-now" and "pain-week" (0 to 10), "activity" (0 cannot to 10 as before; `item` is its words), "sitting-share"
#: (0 to 100 % of the last working day), "walk-minutes" and "walk-days" (what somebody walked before the walking plan
#: began: minutes a walk, days a week), "overall" (1 very much better to 7 very much worse), "workstation" (1 fine, 0
#: to do, None where it does not apply; `item` is the point's id), "ill" (1 ill or feverish today, 0 well again), "sign"
#: (1 for each report of a sign that the rules count, such as a pinch, 0 where that was a mistake; `item` is its id).
Asked = Literal[
    "pain-now",
    "pain-week",
    "activity",
    "sitting-share",
    "overall",
    "workstation",
    "ill",
    "sign",
    "walk-minutes",
    "walk-days",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a repeated question; `value` is None if it was skipped."""

    asked: Asked
    value: float | None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Feeling:
    """How a strength session felt; belongs to a session. None means not answered.

    Attributes
    ----------
    before, during : int or None
        Pain before it, and the worst pain during it, 0 to 10.
    effort : int or None
        0 nothing, 5 work but easy talk, 7 hard, 9 one more at most, 10 none left.
    form_kept : bool or None
        Without arching, tilting or holding the breath.
    stop_symptom : bool
        Whether a warning sign came up.
    note : str
        In the person's own words.
    hurt : bool
        Whether it was stopped because it hurt.
    normal : bool
        Whether it was stopped for a harmless reason, such as tired muscles.
    corrects : bool
        Whether this corrects the reason given before.
    """

    before: int | None = None
    during: int | None = None
    effort: int | None = None
    form_kept: bool | None = None
    stop_symptom: bool = False
    note: str = ""
    hurt: bool = False
    normal: bool = False
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Morning:
    """The morning after a session, 0 to 10; None if skipped. Belongs to a session.

    Attributes
    ----------
    pain : int or None
        Pain.
    soreness : int or None
        Soreness of the muscles that worked, which is normal and is not pain.
    """

    pain: int | None
    soreness: int | None = None


@dataclass(frozen=True, slots=True)
class StepDone:
    """One of the day's four steps, done or skipped; belongs to a session if it was the march.

    Attributes
    ----------
    seconds : float
        Time spent, seconds.
    pain : int or None
        Worst pain during it, 0 to 10.
    only_pull : bool or None
        For a stretch: whether it pulled and nothing more.
    swapped_from : str
        The exercise planned originally, or "".
    held_s : float
        Longest time that one side was held or pressed, seconds.
    where, kind : str
        For a step stopped because it hurt: where and how (ids from programme/hurts.toml).
    left, right : int or None
        Repetitions of each leg, if they were counted.
    counted_by : {"camera", "hand"} or None
        Who counted them: "hand" as soon as the person counted one; None if nobody did.
    led : str
        Id of one guided run. A later record of the same run replaces the earlier one: a stop is stored at once, and
        again with the answers to the questions that follow.
    """

    step: StepName
    exercise_id: str
    state: StepState
    seconds: float = 0.0
    pain: int | None = None
    only_pull: bool | None = None
    swapped_from: str = ""
    held_s: float = 0.0
    where: str = ""
    kind: str = ""
    left: int | None = None
    right: int | None = None
    counted_by: CountedBy | None = None
    led: str = ""


#: "easier": go down to `rung`; "try": take the offered `rung`; "placement": a placement test ended at `rung`; "pause"
#: and "go-on": stop and take up the strength part; "side-step": another band of the same level, `rung`; "swap": do
#: `exercise` today in place of what is planned for its step; "flare-up": bad days, so the next march is half the dose.
Chosen = Literal["easier", "try", "placement", "pause", "go-on", "side-step", "swap", "flare-up"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision by the person about their training."""

    chosen: Chosen
    rung: str = ""
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class DeskWishes:
    """When the person wants to be asked to get up from the desk; the latest one counts.

    Attributes
    ----------
    every_min : int
        Minutes of sitting before it, 20 to 90.
    days : tuple of int
        Working days, 0 being Monday.
    begin, end : time
        Working hours; if they end before they begin, they last past midnight.
    leave_until : date or None
        The last day of leave.
    """

    every_min: int = 30
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    begin: time = time(8)
    end: time = time(18)
    leave_until: date | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk of the walking plan.

    Attributes
    ----------
    minutes : int
        How long it took.
    pain : int or None
        Worst pain during it, 0 to 10; None if it was not told.
    run : str
        Id of one walk, or "". A later record of the same walk replaces the earlier one: the walk is stored at once, and
        again with its pain.
    """

    minutes: int
    pain: int | None = None
    run: str = ""


Told = Screening | Profile | Answer | Feeling | Morning | StepDone | Choice | DeskWishes | Walk
T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One thing that the person told, and when.

    Attributes
    ----------
    at : datetime
        With the person's own UTC offset.
    what : Told
        The value itself.
    session_id : int or None
        The session that it belongs to.
    id : int
        Assigned by the journal.
    """

    at: datetime
    what: T
    session_id: int | None = None
    id: int = field(default=0, compare=False)

    @property
    def day(self) -> date:
        """Return the person's local date."""
        return self.at.date()
