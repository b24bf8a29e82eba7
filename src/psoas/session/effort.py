"""Estimate how hard the planned march is for the person's body, and advise how to begin.

This is advice only: it never changes a rung, and never suggests more than the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from psoas.biomechanics.advice import Fit, fit, rises
from psoas.biomechanics.anthropometry import AGES, Loop, Physique, loop_of
from psoas.biomechanics.load import Estimate, LoadChange, LoadNumber, estimates
from psoas.biomechanics.measured import RepLoad, rep_loads
from psoas.body.segments import Segments
from psoas.coach.events import Rep
from psoas.coach.form_checks import JUDGED_FROM_CONFIDENCE
from psoas.errors import PsoasError
from psoas.journal.answers import STRENGTHS, Band, Profile, Strength
from psoas.plan.ladder import BandStrength, Decision, rung_of
from psoas.programme.catalogue import Catalogue
from psoas.programme.model import Exercise

#: Share of the full travel in a smaller movement.
SMALL_WAY = 0.5
#: Shares in words; there is none for shares near the limit, where a warning replaces it.
_WORDS = {
    0.25: "about a quarter of",
    0.33: "about a third of",
    0.5: "about half of",
    0.67: "about two thirds of",
    0.75: "about three quarters of",
    0.85: "most of",
}


def share_words(share: float) -> str:
    """Write a share of what a body can hold in round words.

    Examples
    --------
    >>> share_words(0.3), share_words(0.52), share_words(0.95)
    ('about a third of', 'about half of', 'most of')
    """
    return _WORDS[min(_WORDS, key=lambda known: abs(known - share))]


@dataclass(frozen=True, slots=True)
class Effort:
    """What the load model says about a plan.

    Attributes
    ----------
    estimates : mapping
        The four numbers, for this body and plan; empty if the model does not cover them.
    advice : str
        One sentence: the band and knee height to begin with, and why; or why there is no estimate, and what to change.
        "" if height and weight are unknown.
    near : bool
        Whether the advice is a warning, because the load is near the most that such a body can hold.
    """

    estimates: Mapping[LoadNumber, Estimate]
    advice: str
    near: bool


def body_of(profile: Profile) -> Physique:
    """Return the person's body, with usual values for what is unknown.

    Raises
    ------
    LoadError, FigureError
        If the model does not cover such a body.
    """
    usual = Physique()
    return Physique(profile.mass_kg or usual.mass_kg, profile.height_m or usual.height_m, profile.sex, profile.age)


def whose(profile: Profile) -> str:
    """Say in a sentence or two which body the estimate is for, and whom its percentages compare with."""
    build = body_of(profile)
    if not (profile.mass_kg and profile.height_m):
        return (
            f"Computed for {build.mass_kg:g} kg and {build.height_m:g} m, since you have not told your height and "
            "weight."
        )
    who = {"female": "women", "male": "men", None: "people"}[profile.sex]
    youngest, middle = (until for until in AGES[:2])
    if profile.age is None:
        aged = f"under {youngest}, since you have not told your age"
    else:
        groups = {youngest: f"under {youngest}", middle: f"from {youngest} to {middle - 1}"}
        aged = next((words for until, words in groups.items() if profile.age < until), f"of {middle} and over")
    return f"For your body: {build.mass_kg:g} kg, {build.height_m:g} m. Compared with {who} {aged}."


def loops_of(profile: Profile) -> list[Loop]:
    """Return the loops that the person owns."""
    return [_loop(band) for band in profile.bands]


def how_hard(exercise: Exercise, strength: BandStrength, profile: Profile, *, small: bool = False) -> Effort:
    """Apply the load model to a level with a band.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    strength : {"none", "light", "medium", "heavy"}
        The planned band; one that is not in the profile is taken to be a usual one.
    profile : Profile
        Body, bands and box.
    small : bool
        Whether a smaller movement is planned.
    """
    try:
        return _estimated(exercise, strength, profile, small=small)
    except PsoasError as problem:
        return Effort({}, f"There is no estimate. {problem}", near=False)


def of_decision(decision: Decision, profile: Profile, catalogue: Catalogue) -> Effort:
    """Apply the load model to today's decision."""
    return of_rung(decision.rung, profile, catalogue, small=decision.small)


def of_rung(rung_id: str, profile: Profile, catalogue: Catalogue, *, small: bool = False) -> Effort:
    """Apply the load model to a rung; `small` asks for a smaller movement than the rung's own."""
    rung = rung_of(rung_id)
    return how_hard(catalogue.level(rung.level), rung.band, profile, small=rung.small or small)


def _estimated(exercise: Exercise, strength: BandStrength, profile: Profile, *, small: bool) -> Effort:
    build, bands = body_of(profile), {band.strength: band for band in profile.bands}
    worn = None if strength == "none" or not exercise.band else bands.get(strength, Band(strength))
    loop = None if worn is None else _loop(worn)
    change = _load_change(exercise, profile, small=small)
    found = estimates(exercise, build, loop, change)
    if not (profile.mass_kg and profile.height_m) or (worn and worn.strength not in bands):
        return Effort(found, "", near=False)
    lighter = _lighter(worn, bands)
    fitted = fit(exercise, build, loop, [None if one is None else _loop(one) for one in lighter], change)
    return Effort(found, _advice(exercise, worn, lighter, fitted, build, small=small), fitted.near)


def lightest(profile: Profile) -> BandStrength:
    """Return the lightest band that the person owns, or "light" if there is none."""
    owned = {band.strength for band in profile.bands}
    return next((strength for strength in STRENGTHS if strength in owned), "light")


def _loop(band: Band) -> Loop:
    loop = loop_of(band.strength, band.length_m)
    assert loop is not None
    return loop


def _load_change(exercise: Exercise, profile: Profile, *, small: bool) -> LoadChange:
    """Describe the movement on the person's own box, reduced if `small`."""
    motion = exercise.motion
    if not small or motion is None:
        return LoadChange(box_height_m=profile.box_height_m)
    return LoadChange(
        box_height_m=profile.box_height_m, working_hip_deg=motion.start.hip + SMALL_WAY * motion.travel_deg
    )


def _lighter(worn: Band | None, bands: Mapping[Strength, Band]) -> list[Band | None]:
    """Return the person's lighter bands, heaviest first, then None for no band."""
    if worn is None:
        return []
    weaker = STRENGTHS[: STRENGTHS.index(worn.strength)]
    return [*(bands[strength] for strength in reversed(weaker) if strength in bands), None]


def _advice(
    exercise: Exercise, worn: Band | None, lighter: list[Band | None], fitted: Fit, build: Physique, *, small: bool
) -> str:
    level = f"level {exercise.level}"
    band = f" with {_name(worn)}" if worn else " without a band" if exercise.band else ""
    held = f"{share_words(fitted.share)} what such a body can hold with the front of the hips"
    if fitted.lower_deg == 0:
        where = "the knee may come as high as in the picture" if rises(exercise) and not small else ""
        if worn:
            named = _name(worn)
            return f"{named[0].upper()}{named[1:]} fits {level}{f', and {where}' if where else ''}: {held}."
        return f"{level.capitalize()}{band} asks {held}{f', so {where}' if where else ''}."
    begin = _how_to_begin(exercise, lighter, fitted, build)
    if not fitted.near:
        return f"{begin}: {level}{band} asks {held}."
    return (
        f"By the estimate, {level}{band} comes near the most that such a body can hold with the front of the "
        f"hips. {begin}; the level’s page has easier versions too. How it feels to you counts for more than this "
        "estimate."
    )


def _how_to_begin(exercise: Exercise, lighter: list[Band | None], fitted: Fit, build: Physique) -> str:
    """Suggest how to begin with less than planned."""
    ways = []
    if fitted.lower_deg:
        # Arc length of the knee about the hip, to 5 cm: nobody can stop it more exactly.
        cm = 5 * round(100 * Segments(build.height_m).thigh * np.deg2rad(fitted.lower_deg) / 5)
        upright = exercise.posture in ("leaning", "standing")
        ways.append(f"with the knee about {cm} cm {'lower than in' if upright else 'short of'} the picture")
    if fitted.instead is not None:
        band = lighter[fitted.instead]
        ways.append(f"with {_name(band)}" if band else "without a band")
    return f"Begin {', or '.join(ways)}" if ways else "Start with an easier version"


def _name(band: Band) -> str:
    return f"your {band.strength if band.colour == 'other' else band.colour} band"


#: Computes the load of a repetition; None if it cannot.
Weigh = Callable[[Rep], RepLoad | None]


def weigher(exercise: Exercise, profile: Profile, *, band: bool, rung: str) -> Weigh | None:
    """Build the function that computes the load of a session's repetitions.

    Parameters
    ----------
    exercise : Exercise
        A level of the march.
    profile : Profile
        The person's body and bands.
    band : bool
        Whether a band is worn.
    rung : str
        Rung of the ladder, which names the band; "" if the person chose the level.

    Returns
    -------
    callable or None
        None if height, mass or band is unknown: a number for another body or band would not be theirs.
    """
    if profile.mass_kg is None or profile.height_m is None:
        return None
    try:
        build = body_of(profile)
        loops = [_worn_loop(profile, rung)] if band and exercise.band else [None]
        adapted, _, _ = LoadChange(box_height_m=profile.box_height_m).of(exercise)
    except PsoasError:
        return None

    def weigh(rep: Rep) -> RepLoad | None:
        try:
            found = rep.hip and rep_loads(adapted, rep.hip, build, loops, from_confidence=JUDGED_FROM_CONFIDENCE)
        except PsoasError:  # a box or a band that does not fit this body
            return None
        return found[0] if found else None

    return weigh


def _worn_loop(profile: Profile, rung: str) -> Loop | None:
    """Return the loop for the rung, or else the only one that the person owns.

    Raises
    ------
    PsoasError
        If it is unknown.
    """
    strength = rung_of(rung).band if rung else None
    matching = [each for each in profile.bands if strength in (None, each.strength)]
    if len(matching) == 1:
        return loop_of(matching[0].strength, matching[0].length_m)
    if strength in (None, "none"):
        raise PsoasError("Nobody knows which band this is.")
    return loop_of(strength)
