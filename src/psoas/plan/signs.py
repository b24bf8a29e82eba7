"""Count reports of signs over the weeks, such as a pinch in the groin (`counted` in screening.toml)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from psoas.plan.history import History
from psoas.plan.screening import CountedSign, questions

#: Reports closer together than this are one: the same pain told in the session and again in the questions after it.
ONE_OCCASION = timedelta(hours=1)
#: Before any report.
EVER = datetime.min.replace(tzinfo=UTC)


def reports(known: History, sign: str, since: datetime) -> list[datetime]:
    """Return when a sign was reported after `since` and after a clinician's last look, oldest first."""
    seen = [entry.at for entry in known.screenings if entry.what.confirmed and entry.what.outcome != "emergency"]
    after = max((since, *seen))
    occasions: list[datetime] = []
    for entry in known.answers:
        if entry.what.asked != "sign" or entry.what.item != sign or entry.at <= after:
            continue
        if not entry.what.value:  # the last one was a mistake
            occasions = occasions[:-1]
        elif not occasions or entry.at - occasions[-1] > ONE_OCCASION:
            occasions.append(entry.at)
    return occasions


def too_often(known: History) -> CountedSign | None:
    """Return the sign reported so often that the march rests until a clinician has had a look, or None.

    Time alone does not end that rest, because the reports remain as close together as they were.
    """
    for each in questions().counted:
        found = reports(known, each.sign, EVER)
        if any(
            last - first < timedelta(days=each.days)
            for first, last in zip(found, found[each.times - 1 :], strict=False)
        ):
            return each
    return None


def eased(known: History, now: datetime) -> CountedSign | None:
    """Return the recent sign that asks for lower legs, or None."""
    easing = (each for each in questions().counted if each.eases)
    return next((each for each in easing if reports(known, each.sign, now - timedelta(days=each.eases))), None)
