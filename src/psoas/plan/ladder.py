"""The ladder of the march: a person's rungs, and the steps between them (programme/ladder.toml).

The way up goes through each level without a band, then with the person's lightest band, then to the next level. Heavier
bands are side steps: offered when a step up is earned, never imposed. Only on the last open level are they part of the
way, as its last rungs. So nobody needs three bands to reach all levels, and owning them delays nobody on a lying level.

"Above" and "below" follow the order of the file, not the person's equipment. A rung that is gone (a band was lost, an
answer closed it) therefore still marks the person's place, and the nearest open rung below replaces it.
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

#: Why the march is on or off today, and what was decided about the rung.
DecisionKind = Literal[
    "first",  # the first training ever, or again after a long gap
    "up",
    "hold",
    "more",  # same rung, higher target
    "fewer-sets",
    "down",
    "half",  # first rung, one set of 8, smaller movement
    "easier",  # at the person's request
    "flare-up",  # half the dose of the same rung, at the person's request
    "easy-week",
    "easy-days",
    "rest-day",
    "too-sore",  # pain now 6 or more
    "ill",  # ill or feverish today: no training
    "pause",
    "screen",
    "locked",
]
#: What blocks the programme: "screen" asks the questions first; "emergency" and "clinician" show only their own page.
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
        A rung that the person may take instead (the next one after an easy first time, a heavier band), or "".
    small : bool
        Whether to make a smaller movement (the half dose of the first rung).
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
        Initial target, repetitions of each leg.
    small : bool
        Whether the hip moves less than the level shows: the legs stay high, or the steps are small.
    camera : bool
        Whether the camera can count it.
    say, note : str
        On a preparatory rung of a level: the spoken reminder at the start of each set, and the text shown meanwhile.
    name, changed : str
        Its name within a sentence, and what is harder than on the rung below.
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
        """Tell whether a band is worn."""
        return self.band != "none"


class LevelNeeds(Strict):
    """What a level of the march needs.

    Attributes
    ----------
    needs : tuple of str
        Required equipment.
    closed_by : tuple of str
        Locks that close it.
    held_by : tuple of str
        Limits that also require a chair to hold on to.
    """

    level: int
    needs: tuple[Equipment, ...] = ()
    closed_by: tuple[Lock, ...]
    held_by: tuple[Lock, ...] = ()


class LadderFile(Strict):
    """All rungs, easiest first, with their common dose (ladder.toml).

    Attributes
    ----------
    sets, rest_s, most_reps : int
        Usual sets, rest between them (seconds), and the repetitions of each leg at which a rung is mastered.
    days_a_week : int
        Most training days in any seven (two or three: Ratamess et al. 2009, Med Sci Sports Exerc 41:687).
    maintain_days_a_week : int
        The same once the last rung is mastered and only maintained.
    half_sets, half_reps : int
        Half dose, for the first rung and for flare-ups.
    placement_reps : int
        Repetitions of each leg in a placement test's single set.
    day_share : float
        Share of the planned repetitions, over both legs and all sets, from which an unfinished session still counts as
        a training.
    day_why : str
        The reason for that, in a sentence for the person.
    small_say : str
        Spoken reminder at the start of each set of the half dose.
    small_note : str
        Text shown meanwhile: how small, and that nobody checks it.
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
    """Texts for a smaller movement: the spoken reminder at the start of each set, and the note shown meanwhile."""

    say: str
    note: str


@cache
def ladder_file() -> LadderFile:
    """Read the ladder file."""
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
    """Return the texts for a movement smaller than the level shows, which nothing may then correct as too small.

    This is so for the half dose and for preparatory rungs; otherwise return None.
    """
    rung = rung_of(rung_id) if rung_id else None
    if rung is not None and rung.say:
        return Smaller(rung.say, rung.note)
    return Smaller(ladder_file().small_say, ladder_file().small_note) if small else None


def rung_done(level: int | None, *, band: bool) -> str:
    """Find the lowest rung that fits a session stored without one; "" if it is not a march.

    Level 3 without a band is the full movement of level 1 (ladder.toml has no such rung).
    """
    if level is None:
        return ""
    if level == 3 and not band:
        return "1b"
    # Preparatory rungs (those with `Rung.say`) were added after such sessions.
    here = [rung for rung in ladder_file().rungs if rung.level == level and not rung.say]
    return next((rung for rung in here if rung.banded == band), here[0]).id


@dataclass(frozen=True, slots=True)
class Place:
    """What surrounds a rung on a person's ladder.

    Attributes
    ----------
    nearest : Rung
        The rung itself if it is open, otherwise the next one below, otherwise the first.
    is_open : bool
        Whether the rung itself is open.
    above : Rung or None
        The next step up; None at the top.
    below : tuple of Rung
        The steps down, nearest first.
    easier : tuple of Rung
        All easier rungs, side steps too, hardest first; they may be chosen at any time.
    side : Rung or None
        The next heavier band of the same level, where it is a side step.
    """

    nearest: Rung
    is_open: bool
    above: Rung | None
    below: tuple[Rung, ...]
    easier: tuple[Rung, ...]
    side: Rung | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs available to a person.

    Attributes
    ----------
    way : tuple of Rung
        The steps up, easiest first; empty if everything is closed.
    rungs : tuple of Rung
        The way and the side steps, easiest first.
    held : bool
        Whether this person needs support at first whenever they stand.
    """

    way: tuple[Rung, ...]
    rungs: tuple[Rung, ...]
    held: bool = False

    @property
    def top(self) -> str:
        """Return the id of the last step up, "" if everything is closed."""
        return self.way[-1].id if self.way else ""

    def has(self, rung_id: str) -> bool:
        """Tell whether a rung is open."""
        return any(rung.id == rung_id for rung in self.rungs)

    def place(self, rung_id: str) -> Place:
        """Return what surrounds a rung, open or not; "" is below them all. At least one rung must be open."""
        here, level = rank(rung_id), next((rung.level for rung in ladder_file().rungs if rung.id == rung_id), 0)
        easier = tuple(rung for rung in reversed(self.rungs) if rank(rung.id) < here)
        is_open = self.has(rung_id)
        nearest = rung_of(rung_id) if is_open else easier[0] if easier else self.way[0]
        side = next((rung for rung in self.rungs if rung.level == level and rank(rung.id) > here), None)
        return Place(
            nearest=nearest,
            is_open=is_open,
            above=next((rung for rung in self.way if rank(rung.id) > here), None),
            below=tuple(rung for rung in easier if rung in self.way),
            easier=easier,
            side=None if side in self.way else side,
        )


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
