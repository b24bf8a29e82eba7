"""Who lives through the half year: what they own and ticked, when they open psoas, and what their bodies are like.

The bodies are made up. They are there to walk the plan down its paths, and say nothing about real ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.weeks.desk import Habits
from psoas.journal.answers import Band, Profile

#: Fitness that a training at an effort of 5 adds and one idle week takes, in rungs of the person's own way.
GAIN, LOSS = 0.4, 0.3
#: How fit somebody begins, in rungs, and the effort of a rung that is just as hard as they are fit.
BEGIN, EVEN = 0.3, 5.0


@dataclass(frozen=True, slots=True)
class Flare:
    """A bad time: between two days the pain at rest is higher by `worse`, and a march adds `reacts`."""

    begin: int
    end: int
    worse: float
    reacts: float


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens on a day, or on the first day after it on which it can.

    Attributes
    ----------
    what : str
        In words, for the story.
    ticked : tuple of str or None
        What is true from then on, so that the questions are answered again; None where nothing changed.
    hurts : str
        A fact or a kind of pain that stops the next march ("It hurts").
    chair : bool
        A steady chair is there from now on.
    seen_after : int or None
        Days until somebody has looked at it; None for as long as the person usually takes.
    """

    day: int
    what: str
    ticked: tuple[str, ...] | None = None
    hurts: str = ""
    chair: bool = False
    seen_after: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person.

    Attributes
    ----------
    ticked : tuple of str
        Facts of the screening that are true (programme/screening.toml).
    seen_after : int
        Days until a clinician has looked at what psoas wants looked at.
    opens, marches, answers : float
        Share of the days on which psoas is opened, of the marches that are on that are done, and of the questions
        that are answered.
    away : tuple of (int, int)
        First and last day of times without psoas.
    pain : float
        Usual pain at rest, 0 to 10.
    asks_easier : tuple of int
        Days on which they ask for something easier.
    ill : tuple of (int, int)
        First and last day of times with a fever.
    sore : int
        Soreness of the muscles on the morning after a march, 0 to 10.
    fit : float
        How fit they begin, in rungs of their own way.
    places : bool
        Whether they take the placement test.
    happens : tuple of Happening
        What else happens, in the order of the days.
    weeks : int
        How long their story is.
    desk : Habits or None
        What they do at a desk, with the companion.
    """

    name: str
    about: str
    profile: Profile
    ticked: tuple[str, ...] = ()
    seen_after: int = 6
    opens: float = 1.0
    marches: float = 0.9
    answers: float = 1.0
    away: tuple[tuple[int, int], ...] = ()
    pain: float = 1.0
    flares: tuple[Flare, ...] = ()
    asks_easier: tuple[int, ...] = ()
    ill: tuple[tuple[int, int], ...] = ()
    sore: int = 0
    fit: float = BEGIN
    places: bool = False
    happens: tuple[Happening, ...] = ()
    weeks: int = 26
    desk: Habits | None = None

    def is_ill(self, day: int) -> bool:
        """Whether they have a fever on that day."""
        return any(first <= day <= last for first, last in self.ill)

    def is_away(self, day: int) -> bool:
        """Whether psoas stays closed on that day, whatever comes."""
        return any(first <= day <= last for first, last in self.away)


_LIGHT, _MEDIUM = Band("light"), Band("medium")

PEOPLE = (
    Person(
        "calm",
        "Little pain, two bands, a box, and a few minutes every morning.",
        Profile((_LIGHT, _MEDIUM), 0.4, activities=("Getting up after a long drive",)),
        desk=Habits(takes=0.85, walks=0.9),
    ),
    Person(
        "flaring",
        "Lives at a pain of 3, with bad times; wants easy weeks.",
        Profile((_LIGHT,), 0.4, activities=("Tying my shoes", "Standing in a queue"), easy_weeks=True),
        pain=3.0,
        flares=(Flare(24, 27, 1, 2), Flare(66, 80, 2, 2.5), Flare(118, 140, 1, 3)),
        asks_easier=(30,),
        seen_after=9,
        desk=Habits(takes=0.6, walks=0.85),
    ),
    Person(
        "skipping",
        "Opens psoas when there is time: some days, some weeks, and not at all on journeys.",
        Profile((_LIGHT, _MEDIUM), 0.35, activities=("Climbing stairs",)),
        opens=0.6,
        marches=0.7,
        answers=0.6,
        away=((17, 26), (47, 66), (90, 123)),
        pain=1.5,
        desk=Habits(takes=0.15, walks=0.4),
    ),
    Person(
        "bandless",
        "Owns no band, and often does not say how the morning was.",
        Profile((), 0.4, activities=()),
        answers=0.75,
        pain=2.0,
    ),
    Person(
        "not-lying",
        "Pregnant, and not to lie on her back.",
        Profile((_LIGHT,), None, activities=("Long meetings",)),
        ticked=("pregnant",),
        opens=0.9,
        pain=1.5,
    ),
    Person(
        "expecting",
        "Pregnant from month 2 to 12 weeks after the birth; her midwife agrees. One dizzy day with contractions.",
        Profile((_LIGHT,), 0.4, age=32, activities=("Getting out of bed",)),
        ticked=("pregnant",),
        seen_after=5,
        opens=0.8,
        away=((205, 232),),
        pain=1.5,
        happens=(
            Happening(38, "Dizzy, with contractions.", ("pregnant", "pregnant-signs"), seen_after=1),
            Happening(41, "It has passed.", ("pregnant",), seen_after=0),
            Happening(215, "The child is born.", ("birth",), seen_after=14),
            Happening(301, "Twelve weeks after the birth.", ()),
        ),
        weeks=45,
    ),
    Person(
        "new-hip",
        "A replaced hip and glaucoma; his surgical team says yes after two weeks. The front of the hip pinches.",
        Profile((_LIGHT, _MEDIUM), 0.4, age=61, activities=("Putting on socks",)),
        ticked=("replaced-hip", "pressure"),
        seen_after=14,
        happens=(
            Happening(30, "The front of the hip pinches.", hurts="pinch"),
            Happening(62, "It pinches again.", hurts="pinch"),
            Happening(70, "It pinches a third time.", hurts="pinch"),
        ),
    ),
    Person(
        "unsteady",
        "78, fell last year, on blood thinners, owns a ball and at first no chair. A cold, a fall, tingling in a leg.",
        Profile((_LIGHT,), None, chair=False, ball=True, age=78, activities=("Getting up from the sofa",)),
        ticked=("over-65", "unsteady", "bleeding"),
        seen_after=4,
        marches=1.0,
        pain=0.5,
        ill=((9, 11),),
        sore=2,
        fit=5.0,
        places=True,
        happens=(
            Happening(25, "Somebody brings a steady chair.", chair=True),
            Happening(46, "Falls hard.", ("over-65", "unsteady", "bleeding", "knock", "hard-blow")),
            Happening(47, "Was examined in hospital.", ("over-65", "unsteady", "bleeding")),
            Happening(58, "One leg tingles.", hurts="one-leg", seen_after=99),
            Happening(62, "The tingling has passed.", ("over-65", "unsteady", "bleeding"), seen_after=99),
            Happening(64, "It tingles again.", hurts="one-leg", seen_after=99),
            Happening(69, "The tingling has passed again.", ("over-65", "unsteady", "bleeding"), seen_after=99),
            Happening(77, "The doctor had a look.", seen_after=0),
        ),
    ),
)


class Body:
    """What marches do to somebody, and how they feel; every answer is drawn from `dice`."""

    def __init__(self, person: Person, dice: Random) -> None:
        self._person, self._dice = person, dice
        self._fitness: float = person.fit
        self._trained = 0
        self._after = 0.0

    def at_rest(self, day: int) -> int:
        """Pain on a morning, 0 to 10."""
        return _rating(self._person.pain + self._flare(day).worse + self._after + self._dice.gauss(0, 0.45))

    def march(self, day: int, place: int, asked: int, *, small: bool) -> tuple[int, int]:
        """Effort of a set of so many repetitions on a rung of the way, and the worst pain above the one at rest."""
        idle_weeks = max(0, day - self._trained - 3) / 7
        self._fitness = max(BEGIN, self._fitness - LOSS * idle_weeks)
        self._trained = day
        hard = place - self._fitness + (asked - 10) * 0.15 - (1 if small else 0)
        effort = max(1, _rating(EVEN + hard + self._dice.gauss(0, 0.6)))
        self._fitness += GAIN * effort / EVEN
        reacts = self._flare(day).reacts * (0.6 if small else 1.0)
        self._after = 0.6 * reacts
        return effort, max(0, round(reacts + max(0, effort - 6) * 0.5 + self._dice.choice((0, 0, 0, 1))))

    def settle(self) -> None:
        """A night passes."""
        self._after *= 0.5

    def reacts(self, day: int) -> float:
        """What a bad time adds to the pain of a movement."""
        return self._flare(day).reacts

    def _flare(self, day: int) -> Flare:
        return next((f for f in self._person.flares if f.begin <= day <= f.end), Flare(day, day, 0, 0))


def _rating(value: float) -> int:
    return min(10, max(0, round(value)))
