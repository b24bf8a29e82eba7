"""The ladder of the march: which rungs somebody has, what comes above and below (programme/ladder.toml).

The way up goes from level to level: without a band, then with the lightest band that the person has, then the next
level. Heavier bands of a level are side steps, offered where a step up has been earned and never imposed; only those of
the last level that is open are part of the way, as its last rungs. So nobody has to own three bands to see all levels,
and somebody who owns them is not held on a lying level for weeks longer than somebody who does not.

"Above" and "below" follow the order of the file, whatever the person has: a rung that has gone (a band was lost, an
answer closed it) therefore still says where its owner stands, and the nearest open rung below it takes its place.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from psoas.journal.answers import Lock, Profile
from psoas.journal.records import SetPlan
from psoas.programme.model import Equipment
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text

#: Why strength is or is not on today, and what was decided about the rung.
DecisionKind = Literal[
    "first",  # the first training ever, or again after a long gap
    "up",
    "hold",
    "more",  # same rung, higher target
    "fewer-sets",
    "down",
    "half",  # first rung, one set of 8, smaller movement
    "easier",  # as the person asked
    "flare-up",  # half the dose of the same rung, as the person asked
    "easy-week",
    "easy-days",
    "rest-day",
    "too-sore",  # pain now 6 or more
    "ill",  # ill or feverish today: nothing is trained
    "pause",
    "screen",
    "locked",
]
#: Who may see what: "screen" asks the questions first, the others show only their own page.
Gate = Literal["screen", "emergency", "clinician", "open"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about the march, with its reason.

    Attributes
    ----------
    train : bool
        Whether the march is on today.
    rung : str
        Today's rung, or the next one if the march is not on.
    plan : SetPlan
        Sets, repetitions of each leg, rest.
    reason : str
        One sentence for the person: "Up to level 3: twelve each side twice, effort 6, calm the next morning."
    rule : str
        The deciding rule, in words, for `psoas plan --explain`.
    offer : str
        A rung that the person may take instead (a next one after an easy first time, a heavier band); "" for none.
    small : bool
        Smaller movement (the half dose of the first rung).
    """

    kind: DecisionKind
    train: bool
    rung: str
    plan: SetPlan
    reason: str
    rule: str
    offer: str = ""
    small: bool = False


BandStrength = Literal["none", "light", "medium", "heavy"]


class Rung(Strict):
    """A level with its band.

    Attributes
    ----------
    first_target : int
        Repetitions of each leg that it begins with.
    small : bool
        Whether the hip moves less than the level shows: the legs stay high, or the steps are small.
    camera : bool
        Whether a camera can count it.
    say, note : str
        Of a rung before the level's own: what is said at the beginning of each set, and what is shown meanwhile.
    name, changed : str
        What it is called within a sentence, and what is harder than on the rung below.
    """

    id: str = Field(pattern=r"^[1-6][a-dp]$")
    level: int = Field(ge=1, le=6)
    band: BandStrength = "none"
    first_target: int = Field(ge=8, le=12)
    small: bool = False
    camera: bool = True
    say: str = ""
    note: str = ""
    name: Text
    changed: Text

    @property
    def banded(self) -> bool:
        """Whether a band is worn."""
        return self.band != "none"


class LevelNeeds(Strict):
    """What a level of the march needs.

    Attributes
    ----------
    needs : tuple of str
        Things without which it cannot be done.
    closed_by : tuple of str
        Locks that close it.
    held_by : tuple of str
        Limits with which it needs a chair to hold on to, beside what it needs anyway.
    """

    level: int
    needs: tuple[Equipment, ...] = ()
    closed_by: tuple[Lock, ...]
    held_by: tuple[Lock, ...] = ()


class LadderFile(Strict):
    """All rungs, easiest first, with the dose that they share (ladder.toml).

    Attributes
    ----------
    sets, rest_s, most_reps : int
        Usual sets, rest between them (seconds), and the repetitions of each leg at which a rung is mastered.
    days_a_week : int
        Days with a march within any seven, at most (two or three: Ratamess et al. 2009, Med Sci Sports Exerc 41:687).
    maintain_days_a_week : int
        The same, once the last rung was mastered and is only kept up.
    half_sets, half_reps : int
        The half dose: of the first rung, and of any in a flare-up.
    placement_reps : int
        Repetitions of each leg in the one set that a placement test tries on a level.
    day_share : float
        Share of the planned repetitions, of both legs over all sets, from which a session that was not ended is a
        training day all the same.
    day_why : str
        Why, in a sentence for the person.
    small_say : str
        What is said at the beginning of each set of the half dose.
    small_note : str
        What is shown meanwhile: how small, and that nobody checks it.
    """

    sets: int
    rest_s: float
    most_reps: int
    days_a_week: int
    maintain_days_a_week: int
    half_sets: int
    half_reps: int
    placement_reps: int
    day_share: float = Field(gt=0, le=1)
    day_why: Text
    small_say: Text
    small_note: Text
    levels: tuple[LevelNeeds, ...]
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Smaller:
    """What is said at the beginning of each set where a smaller movement is meant, and what is shown meanwhile."""

    say: str
    note: str


@cache
def ladder_file() -> LadderFile:
    """The ladder as the file gives it."""
    return packaged(LadderFile, "ladder.toml")


@cache
def _ranks() -> dict[str, int]:
    return {rung.id: rank for rank, rung in enumerate(ladder_file().rungs)}


def rank(rung_id: str) -> int:
    """Return the position of a rung on the whole ladder, from 0; -1 for an unknown id."""
    return _ranks().get(rung_id, -1)


def rung_of(rung_id: str) -> Rung:
    """Return the rung with that id.

    Raises
    ------
    ValueError
        If there is none; the message lists those that exist.
    """
    for rung in ladder_file().rungs:
        if rung.id == rung_id:
            return rung
    raise ValueError(f"There is no rung “{rung_id}”. These exist: {', '.join(_ranks())}.")


def smaller(rung_id: str, *, small: bool) -> Smaller | None:
    """What is said where the movement is smaller than the level shows, so that nothing may ask for more of its range.

    That is so at the half dose, and on a rung before the level's own; None elsewhere.
    """
    rung = rung_of(rung_id) if rung_id else None
    if rung is not None and rung.say:
        return Smaller(rung.say, rung.note)
    return Smaller(ladder_file().small_say, ladder_file().small_note) if small else None


def rung_done(level: int | None, *, band: bool) -> str:
    """Rung of a session that was noted before rungs were: the lowest that fits; "" for what is not the march.

    Level 3 without a band is the full movement of level 1 (ladder.toml has no such rung).
    """
    if level is None:
        return ""
    if level == 3 and not band:
        return "1b"
    # What comes before a level's own rung (`Rung.say`) is younger than such sessions.
    here = [rung for rung in ladder_file().rungs if rung.level == level and not rung.say]
    return next((rung for rung in here if rung.banded == band), here[0]).id


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs available to a person.

    Attributes
    ----------
    way : tuple of Rung
        The steps up, easiest first; empty where everything is closed.
    rungs : tuple of Rung
        The way and the side steps, easiest first.
    held : bool
        Whether there has to be something to hold on to first, whenever this person stands.
    """

    way: tuple[Rung, ...]
    rungs: tuple[Rung, ...]
    held: bool = False

    def has(self, rung_id: str) -> bool:
        """Tell whether a rung is open."""
        return any(rung.id == rung_id for rung in self.rungs)

    def nearest(self, rung_id: str) -> Rung:
        """Return the rung if it is open, otherwise the next one below, otherwise the first."""
        below = [rung for rung in self.rungs if rank(rung.id) <= rank(rung_id)]
        return below[-1] if below else self.way[0]

    def above(self, rung_id: str) -> Rung | None:
        """Return the next step up, or None at the top."""
        return next((rung for rung in self.way if rank(rung.id) > rank(rung_id)), None)

    def below(self, rung_id: str, steps: int = 1) -> Rung | None:
        """Return the rung some steps down, or None below the bottom."""
        lower = [rung for rung in self.way if rank(rung.id) < rank(rung_id)]
        return lower[-steps] if len(lower) >= steps else None

    def easier(self, rung_id: str) -> tuple[Rung, ...]:
        """Return the easier rungs, which may be chosen at any time, hardest first."""
        return tuple(rung for rung in reversed(self.rungs) if rank(rung.id) < rank(rung_id))

    def side_step(self, rung_id: str) -> Rung | None:
        """Return the next heavier band of the same level as a side step, or None."""
        here = rung_of(rung_id)
        heavier = (r for r in self.rungs if r.level == here.level and rank(r.id) > rank(rung_id))
        found = next(heavier, None)
        return found if found is not None and found not in self.way else None


def ladder_of(profile: Profile, locks: Collection[Lock]) -> Ladder:
    """Build the ladder for this equipment and these locks."""
    needs = {level.level: level for level in ladder_file().levels}
    rungs = tuple(rung for rung in ladder_file().rungs if _is_open(rung, needs[rung.level], profile, locks))
    if "upper-rungs" in locks:
        rungs = tuple(rung for rung in rungs if rung.level == rungs[0].level and not rung.banded)
    last = max((rung.level for rung in rungs), default=0)
    way = tuple(rung for rung in rungs if rung.level == last or rung in _on_the_way(rung.level, rungs))
    return Ladder(way, rungs, held=any(set(level.held_by) & set(locks) for level in needs.values()))


def owns(profile: Profile, equipment: Equipment) -> bool:
    """Tell whether a person has a thing; every home has something like a mat and a chair."""
    have = {"box": profile.box_height_m is not None, "wall": profile.wall, "ball": profile.ball}
    return bool(profile.bands) if equipment == "mini-band" else have.get(equipment, True)


def _is_open(rung: Rung, level: LevelNeeds, profile: Profile, locks: Collection[Lock]) -> bool:
    banded = rung.band == "none" or any(band.strength == rung.band for band in profile.bands)
    held = profile.chair or not set(level.held_by) & set(locks)
    has_all = all(owns(profile, need) for need in level.needs)
    return banded and held and has_all and not set(level.closed_by) & set(locks)


def _on_the_way(level: int, rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """Return the rungs of a level without a band, and with the lightest one."""
    here = [rung for rung in rungs if rung.level == level]
    free, banded = [r for r in here if not r.banded], [r for r in here if r.banded]
    return (*free, *banded[:1])
