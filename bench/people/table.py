"""What became of the made-up people, as the page docs/validation/who-is-sent-where.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import mean
from textwrap import wrap
from typing import get_args

from bench.people.people import prevalences
from bench.people.sent import Sent
from psoas.journal.answers import Lock, Outcome
from psoas.plan.ladder import rung_of
from psoas.plan.screening import facts, outcome_text, questions

#: From this share of people without a march today on, the questions are said to alarm too many.
TOO_MANY = 1 / 3
#: Longest line of a paragraph, characters.
WIDTH = 120


def _only(*ticked: str) -> Callable[[Sent], bool]:
    return lambda one: one.made.ticked == set(ticked)


def _among(fact: str) -> Callable[[Sent], bool]:
    return lambda one: fact in one.made.ticked


#: Some of them, by what is said of them: those of the first four must never be locked out.
SUBGROUPS: Mapping[str, Callable[[Sent], bool]] = {
    "nothing ticked, with ordinary soreness or none": _only(),
    "only 65 or older": _only("over-65"),
    "only long pain": _only("long-pain"),
    "only cancer long ago": _only("cancer"),
    "pregnant": _among("pregnant"),
    "a replaced hip": _among("replaced-hip"),
    "unsteady, or a fall": _among("unsteady"),
}


def page(all_of_them: Sequence[Sent], seed: int, chosen_on: int) -> str:
    """The whole page."""
    return "\n".join(_lines(all_of_them, seed, chosen_on))


def may_march(group: Sequence[Sent]) -> float:
    """Share of a group that may march today."""
    return sum(bool(one.rung) for one in group) / len(group) if group else 0.0


def _lines(people: Sequence[Sent], seed: int, chosen_on: int) -> Iterator[str]:
    shares = prevalences().facts
    guesses = sum(fact.source == "our guess" for fact in shares)
    yield from ("# Who is sent where", "")
    yield from _paragraph(
        f"Where the questions before the first time send {len(people):,} made-up people. They sit a lot, most of "
        "them feel their back or a hip, and they tick what is plausible for their age and their pain. "
        f"**They are made up**: of {len(shares)} shares {guesses} are our guess, and the others come from whole "
        "populations, not from people who open psoas. The page shows what the rules do, not how many people are ill."
    )
    other = f"what stands here is seed {seed}, which had no part in that"
    here = "and what stands here is the same seed" if seed == chosen_on else other
    yield from _paragraph(
        "`uv run python -m bench.people --write` writes it. The shares (`bench/people/prevalence.toml`) were chosen "
        f"while looking at seed {chosen_on}; {here}. It is a fault to send a person somewhere for nothing, and "
        "also to miss a person who should go."
    )
    yield from _in_short(people)
    yield from _outcomes(people)
    yield from _who_keeps_them(people)
    yield from _groups(people)
    yield from _locks(people)
    yield from _taps(people)
    yield from ("## What this cannot say", "")
    yield from _points(
        "Whether anybody answers truthfully, or reads a tick as it is meant. "
        f"{prevalences().unsure:.1%} of people tick each fact although it is not true; that too is our guess.",
        "How many of those who are sent to a clinician have something. That would take real people and clinicians.",
        "Whether the rules are right. No clinician has read them yet.",
    )


def _in_short(people: Sequence[Sent]) -> Iterator[str]:
    closed, later = 1 - may_march(people), sum(bool(one.later) for one in people) / len(people)
    emergency = sum(one.screening.outcome == "emergency" for one in people) / len(people)
    unsure = sum(one.screening.outcome == "emergency" and not _meant(one) for one in people) / len(people)
    too_many = (
        "**That is too many.** More than a third of plausible people cannot march. The facts that do it stand below, "
        "the most frequent first."
    )
    fewer = "Less than a third are kept from it. The facts that do it stand below, the most frequent first."
    yield from ("## In short", "")
    yield from _points(
        f"**{may_march(people):.0%} may march today**, {closed:.0%} may not yet.",
        f"Once a clinician has said that exercise is fine, {later:.0%} may.",
        too_many if closed > TOO_MANY else fewer,
        f"{emergency:.1%} are told to get help now. {unsure:.1%} of all are told so without a true tick, only because "
        "they were not sure.",
    )


def _meant(one: Sent) -> bool:
    """Whether one of the ticks that ask for help at once was true, and not only not sure."""
    return bool(one.made.true & {fact.id for fact in facts().values() if fact.outcome == "emergency"})


def _outcomes(people: Sequence[Sent]) -> Iterator[str]:
    yield from ("## What comes of the questions", "")
    found = Counter(one.screening.outcome for one in people)
    rows = (
        (
            f"{outcome_text(outcome).title} (`{outcome}`)",
            _share(found[outcome], len(people)),
            _march(people, outcome),
        )
        for outcome in get_args(Outcome)
    )
    yield from _table(("What is said", "people", "may march today"), rows)


def _march(people: Sequence[Sent], outcome: str) -> str:
    group = [one for one in people if one.screening.outcome == outcome]
    return _percent(may_march(group)) if group else "-"


def _who_keeps_them(people: Sequence[Sent]) -> Iterator[str]:
    yield from ("## Which facts keep people from marching", "")
    yield from _paragraph(
        "How many tick it, and for how many it is the only fact that does (of all people). Below 0.5% are left out."
    )
    ticked = Counter(fact for one in people for fact in one.closing)
    alone = Counter(fact for one in people if len(one.closing) == 1 for fact in one.closing)
    known = facts()
    rows = (
        (known[fact].text, f"`{known[fact].outcome}`", _share(count, len(people)), _share(alone[fact], len(people)))
        for fact, count in ticked.most_common()
        if count >= 0.005 * len(people)
    )
    yield from _table(("Fact", "outcome", "ticked", "alone"), rows)


def _groups(people: Sequence[Sent]) -> Iterator[str]:
    yield from ("## The same for some of them", "")
    rows = []
    for name, holds in SUBGROUPS.items():
        group = [one for one in people if holds(one)]
        rungs = Counter(one.rung or one.later for one in group if one.rung or one.later).most_common(2)
        first = ", ".join(rung_of(rung).name for rung, _ in rungs) or "-"
        outcomes = Counter(one.screening.outcome for one in group).most_common(3)
        sent = ", ".join(f"`{outcome}` {_percent(count / len(group))}" for outcome, count in outcomes)
        later = sum(bool(one.later) for one in group) / len(group) if group else 0
        rows.append((name, str(len(group)), sent, _percent(may_march(group)), _percent(later), first))
    yield from _table(
        ("who", "people", "sent (the most frequent)", "march today", "march when seen", "first rung"), rows
    )
    yield from _paragraph(
        "The first rung is the one on which they begin, today or once a clinician has said yes. People who are 65 "
        "or older, or unsteady, try the placement test at a wall, and stand free only with a chair at hand. In the "
        "last three groups, those who may not march today are kept from it by the facts above."
    )


def _locks(people: Sequence[Sent]) -> Iterator[str]:
    yield from ("## What is closed or limited", "")
    found = Counter(lock for one in people for lock in one.screening.locks)
    why = {text.id: text.why for text in questions().locks}
    opened = set(questions().opened_by_confirmation)
    rows = (
        (f"`{lock}`", _share(found[lock], len(people)), "yes" if lock in opened else "no", why[lock])
        for lock in sorted(get_args(Lock), key=lambda lock: -found[lock])
    )
    yield from _table(("lock", "people", "opens when seen", "what is said"), rows)


def _taps(people: Sequence[Sent]) -> Iterator[str]:
    yield from ("## Taps", "")
    taps = sorted(one.taps for one in people)
    through = [one.taps for one in people if one.screening.outcome != "emergency"]
    most = taps[int(0.99 * len(taps))]
    yield from _paragraph(
        f"From the first list to the result: {len(questions().pages)} where nothing is ticked, {mean(through):.1f} on "
        f"average where all lists were asked, and {most} or fewer for 99 of 100 people. A person who ticks something "
        f"that needs help at once is done after {taps[0]} or a few more."
    )


def _paragraph(text: str) -> Iterator[str]:
    yield from (*wrap(text, WIDTH, break_on_hyphens=False, break_long_words=False), "")


def _points(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from wrap(f"- {text}", WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
    yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _share(count: int, of: int) -> str:
    return _percent(count / of)


def _percent(share: float) -> str:
    return f"{share:.0%}" if share in (0, 1) or 0.1 <= share <= 0.99 else f"{share:.1%}"
