"""Decisions about the march that are open to the person, with reasons (programme/offers.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Literal

from pydantic import Field

from psoas.journal.answers import Answer, Choice, Chosen, Screening
from psoas.journal.records import SetPlan
from psoas.plan import screening
from psoas.plan.cut import cut_at
from psoas.plan.history import History
from psoas.plan.ladder import Decision, Ladder, Rung, ladder_file, rank, rung_of
from psoas.plan.progression import decide, decide_at, placement_is_open
from psoas.plan.reasons import capital, number, rule_of
from psoas.programme.reading import packaged
from psoas.programme.strict import Strict, Text

OfferKind = Literal[
    "confirm",
    "well",
    "go-on",
    "try",
    "side-step",
    "as-planned",
    "placement",
    "easier",
    "half",
    "flare-up",
    "pause",
]
#: Offers shown next to the day's march; the others are shown on request.
_AT_HAND: tuple[OfferKind, ...] = ("confirm", "well", "go-on", "try", "side-step", "as-planned")
#: Offers that mean nothing on a day without the march.
_ONLY_TO_TRAIN: tuple[OfferKind, ...] = ("try", "side-step", "as-planned", "easier", "half", "flare-up", "placement")
_WISHES: tuple[Chosen, ...] = ("easier", "try", "side-step", "flare-up")


class OfferText(Strict):
    """Texts of an offer; for "confirm" the button is the confirmation from screening.toml."""

    kind: OfferKind
    button: str = ""
    reason: Text


class OffersFile(Strict):
    """All offers, in the order shown (offers.toml)."""

    offers: tuple[OfferText, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision that the person can make now.

    Attributes
    ----------
    button, reason : str
        Label of its button, and the reason for it in one sentence.
    tells : Choice, Screening, Answer or None
        The journal entry for taking it; None for the placement test, which writes its own at the end.
    """

    kind: OfferKind
    button: str
    reason: str
    tells: Choice | Screening | Answer | None


@cache
def offers_file() -> OffersFile:
    """Read all texts."""
    return packaged(OffersFile, "offers.toml")


def offers(history: History, now: datetime) -> tuple[Offer, ...]:
    """Return all offers now, most wanted first; none while the programme is closed."""
    cut = cut_at(history, now)
    known, ladder = cut.known, cut.ladder
    if cut.gate != "open" or known.screening is None:
        return ()
    if not ladder.way:
        return _seen(known.screening.what)
    decision = decide_at(cut)
    if decision.kind == "pause":
        if decision.rule == rule_of("own-pause").rule:
            return (_offer("go-on", Choice("go-on")),)
        return (_offer("confirm", screening.confirm(known.screening.what)),)
    if decision.kind == "ill":
        return (_offer("well", Answer("ill", 0)),)
    wished = _planned(known, now)
    return (
        *((_offered(decision),) if decision.offer and decision.train else ()),
        *((_offer("as-planned", Choice("easier", wished.rung), wished),) if _differs(wished, decision) else ()),
        *((_offer("placement", None),) if placement_is_open(known, now) else ()),
        *_seen(known.screening.what),
        *_easier(decision, wished, ladder),
        *((_offer("flare-up", Choice("flare-up")),) if not _is_half(decision) else ()),
        _offer("pause", Choice("pause")),
    )


def of_today(history: History, now: datetime, *, due: bool) -> tuple[Offer, ...]:
    """Return the offers that matter today; `due` means that the march is on and not done yet."""
    return tuple(offer for offer in offers(history, now) if due or offer.kind not in _ONLY_TO_TRAIN)


def at_hand(found: Sequence[Offer]) -> tuple[Offer, ...]:
    """Return the offers to show without searching."""
    return tuple(offer for offer in found if offer.kind in _AT_HAND)


@dataclass(frozen=True, slots=True)
class Easier:
    """An easier option during a rung.

    Attributes
    ----------
    rung : Rung
        The rung, unchanged for its half dose.
    reps : int
        Repetitions of each leg.
    small : bool
        Whether it is a smaller movement.
    choice : Choice
        The journal entry for taking it.
    """

    rung: Rung
    reps: int
    small: bool
    choice: Choice

    def plan(self, sets_left: int) -> SetPlan:
        """Return the plan that replaces the remaining sets."""
        return SetPlan(1 if self.small else sets_left, self.reps, ladder_file().rest_s)


def easier_than(history: History, now: datetime, rung_id: str, *, small: bool = False) -> Easier | None:
    """Return the next easier option than a rung, or None at the half dose of the first rung."""
    cut = cut_at(history, now)
    ladder = cut.ladder
    if not ladder.way:
        return None
    place = ladder.place(rung_id)
    if place.below:
        below = place.below[0]
        return Easier(below, below.first_target, False, Choice("easier", below.id))
    if small:
        return None
    here, planned = place.nearest, decide_at(cut).rung
    return Easier(here, ladder_file().half_reps, True, Choice("easier", "" if planned == here.id else here.id))


def _seen(told: Screening) -> tuple[Offer, ...]:
    """Offer to confirm that a clinician has looked, if that opens something."""
    opens = set(told.locks) & set(screening.questions().opened_by_confirmation)
    why = screening.why_closed(opens, told.locks)
    return (replace(_offer("confirm", screening.confirm(told)), reason=why),) if opens else ()


def _planned(known: History, now: datetime) -> Decision:
    """Return what would be planned without the open wishes."""
    last = known.trainings[-1].at if known.trainings else None
    choices = tuple(
        entry for entry in known.choices if entry.what.chosen not in _WISHES or (last is not None and entry.at <= last)
    )
    return decide(replace(known, choices=choices), now)


def _differs(one: Decision, other: Decision) -> bool:
    return (one.rung, one.small, one.plan) != (other.rung, other.small, other.plan)


def _is_half(decision: Decision) -> bool:
    dose = ladder_file()
    half = (decision.plan.sets, decision.plan.reps_per_side) == (dose.half_sets, dose.half_reps)
    return decision.small or half


def _offered(decision: Decision) -> Offer:
    rung = rung_of(decision.offer)
    kind: Literal["try", "side-step"] = "try" if rank(rung.id) > rank(decision.rung) else "side-step"
    return _offer(kind, Choice(kind, rung.id), rung)


def _easier(decision: Decision, planned: Decision, ladder: Ladder) -> tuple[Offer, ...]:
    below = ladder.place(decision.rung).below if ladder.way else ()
    if below:
        return (_offer("easier", Choice("easier", below[0].id), below[0]),)
    # "easier" without a rung means half the dose here, but the rung below wherever there is one.
    half = not decision.small and planned.rung == decision.rung
    return (_offer("half", Choice("easier")),) if half else ()


def _offer(kind: OfferKind, tells: Choice | Screening | Answer | None, to: Rung | Decision | None = None) -> Offer:
    text = next(text for text in offers_file().offers if text.kind == kind)
    words = {"rung": "", "Rung": "", "target": ""}
    if to is not None:
        rung = to if isinstance(to, Rung) else rung_of(to.rung)
        target = to.first_target if isinstance(to, Rung) else to.plan.reps_per_side
        words = {"rung": rung.name, "Rung": capital(rung.name), "target": number(target)}
    button = screening.questions().confirmation if kind == "confirm" else text.button
    return Offer(kind, button.format(**words), text.reason.format(**words), tells)
