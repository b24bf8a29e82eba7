"""The pages below ``/learn``: the psoas, the six levels compared, questions and graded claims."""

from __future__ import annotations

from datetime import date
from html import escape

from nicegui import ui

from psoas.app.pages import load as load_page
from psoas.app.pages import safety as safety_page
from psoas.app.pages.exercise import equipment, why_closed_to
from psoas.app.state import AppState
from psoas.app.widgets.elements import Words, bullets, el, html, link, note, section
from psoas.app.widgets.grades import GRADE, grade_mark, heading, rests_on
from psoas.app.widgets.layout import frame
from psoas.app.widgets.pictures import drawing
from psoas.programme.evidence import Claim, Evidence, evidence, questions
from psoas.programme.learning import Anatomy, AnatomyPart, SittingAdvice, anatomy, expect, flare_up, sitting
from psoas.programme.model import Exercise
from psoas.report.words import date_words


def pages(house: AppState) -> None:
    """Register the pages."""

    @ui.page("/learn")
    def learn() -> None:
        _overview(house)

    @ui.page("/learn/psoas")
    def psoas() -> None:
        _where_the_psoas_is(house)

    @ui.page("/learn/sitting")
    def why_sitting() -> None:
        _sitting()

    @ui.page("/learn/expect")
    def what_to_expect() -> None:
        _advice(expect(), "What to expect")

    @ui.page("/learn/flare-up")
    def in_a_flare_up() -> None:
        _advice(flare_up(), "A flare-up")

    @ui.page("/learn/questions")
    def asked() -> None:
        _questions()

    @ui.page("/learn/evidence")
    def claims() -> None:
        _evidence(house.today().date())

    @ui.page("/learn/levels")
    def levels() -> None:
        _levels(house)

    @ui.page("/learn/safety")
    def safety() -> None:
        safety_page.build(house)

    @ui.page("/learn/load")
    def load() -> None:
        load_page.build(house)


def _overview(house: AppState) -> None:
    with frame("Learn", "learn"):
        with el("div", "stack"):
            Words("h1", "What is behind it")
            Words("p", house.catalogue.routine.approach, "lead")
        with section("Your psoas"):
            Words("p", house.catalogue.finding.what)
        with section("Why the four steps, in this order"):
            with el("ol", "steps"):
                for step in house.catalogue.steps:
                    with el("li"):
                        Words("b", step.name)
                        Words("p", step.why)
            rests_on(["massage-first"])
        with section("Read on"), el("ul", "plain stack learn-links"):
            for to, title, what in (
                ("/learn/psoas", "Where is the psoas?", "A drawing with layers, what it does, and how to find it."),
                (
                    "/learn/sitting",
                    "Why sitting matters",
                    "What it does to your hips, what people say, and what we know.",
                ),
                ("/learn/expect", "What to expect", "How long it takes, why setbacks are normal, and when to ask."),
                ("/learn/flare-up", "A flare-up", "What to do when it's clearly worse for a few days."),
                ("/desk", "Your desk", "Twelve points to look at, and a list of what to change."),
                ("/learn/levels", "The six levels compared", "What each one adds, and how to make it easier."),
                (
                    "/learn/load",
                    "How hard is it, for me?",
                    "An estimate for your body and your band, and what changes it.",
                ),
                (
                    "/learn/safety",
                    "How psoas decides what is safe",
                    "What it asks, and what each answer leads to.",
                ),
                ("/learn/questions", "Questions people ask", "Does it have to hurt? Why does sitting matter?"),
                ("/learn/evidence", "What we know, and what we don't", "Every claim with its grade and its source."),
            ):
                with el("li", "card"):
                    link(title, to)
                    Words("p", what, "soft")


def _sitting() -> None:
    read = sitting()
    with frame("Why sitting", "learn"):
        heading(read.title, read.lead)
        html(drawing("sitting"), "figure", "card sitting-card sitting-alone")
        for passage in read.passages:
            with section(passage.title):
                for text in passage.text:
                    Words("p", text)
                rests_on(passage.claims)
        with el("div", "row"):
            link("Look at your desk", "/desk", "btn main", "go")
            link("When to get help", "/help", "btn")


def _advice(read: SittingAdvice, title: str) -> None:
    with frame(title, "learn"):
        heading(read.title, read.lead)
        for passage in read.passages:
            with section(passage.title):
                for text in passage.text:
                    Words("p", text)
                if passage.claims:
                    rests_on(passage.claims)
        with el("div", "row"):
            link("Back to today", "/today", "btn main", "go")
            link("When to get help", "/help", "btn")


def _questions() -> None:
    with frame("Questions", "learn"):
        heading("Questions people ask", "Short answers. Below each one is what it rests on, with a grade.")
        for question in questions():
            with section(question.ask):
                Words("p", question.answer)
                rests_on(question.claims)


def _evidence(today: date) -> None:
    known = evidence()
    with frame("Evidence", "learn"):
        heading(
            "What we know, and what we don't",
            "What people say is in quotation marks, with a grade. Below it is what we can really say.",
        )
        _state(known, today)
        with section("The grades"), el("dl", "felt"):
            for grade, meaning in known.grades.items():
                with el("div"):
                    with el("dt"):
                        grade_mark(grade)
                    Words("dd", meaning)
        for grade in known.grades:
            claims = [claim for claim in known.claims if claim.grade == grade]
            if not claims:
                continue
            with section(GRADE[grade][0]):
                for claim in claims:
                    _claim(known, claim)
        with section("Cited by the article"):
            Words("p", "The article on the march names these. We list them to be honest. No grade rests on them.")
            with el("ul", "list"):
                for one in known.article:
                    Words("li", f"{one.cite}. {one.state}")


def _state(known: Evidence, today: date) -> None:
    seen = f"Put together on {date_words(known.reviewed)}; {known.reviewer}."
    if today > known.review_by:
        due = f"It was due to be checked again by {date_words(known.review_by)}, and was not"
        note(f"{seen} {due}: newer studies may say otherwise.", "warn")
    else:
        note(f"{seen} To be looked over by {date_words(known.review_by)}.")


def _claim(known: Evidence, claim: Claim) -> None:
    with el("article", "card stack claim", id=claim.id):
        grade_mark(claim.grade)
        Words("h3", f"“{claim.claimed}”")
        Words("p", claim.answer)
        Words("p", claim.why, "soft")
        with el("dl", "small"):
            facts = [("Studied in", claim.population), ("How", claim.design)]
            if claim.seller_interest:
                facts.append(("Who says it", "People who sell it"))
            for name, value in facts:
                with el("div"):
                    Words("dt", name)
                    Words("dd", value)
        cited = known.cited(claim)
        if cited:
            with el("ul", "list small", aria_label="Sources"):
                for one in cited:
                    Words("li", one)
        else:
            Words("p", claim.search or "", "small")


#: Headings of the table of levels; on a phone each cell says its own.
_COLUMNS = ("You need", "What carries you", "What it adds", "Easier")


def _levels(house: AppState) -> None:
    march = house.catalogue.march
    with frame("The six levels", "learn"):
        heading("The six levels compared", house.catalogue.common.march)
        with el("div", "tablebox learn-levels", tabindex="0", role="region", aria_label="The six levels"), el("table"):
            with el("thead"), el("tr"):
                for name in ("Level", *_COLUMNS):
                    Words("th", name, scope="col")
            with el("tbody"):
                for exercise in march:
                    _row(exercise)
        with section("Why this order"):
            Words(
                "p",
                "This is the order in which the march is taught, from lying to standing. It's a plan, not a law. "
                "What is hard for you may be easy for someone else.",
            )
            Words("p", house.catalogue.common.standing)
            rests_on(["standing-harder", "steadiness"])
        bullets((house.catalogue.common.band, house.catalogue.common.up, house.catalogue.common.back))


def _row(exercise: Exercise) -> None:
    with el("tr"):
        with el("th", scope="row"):
            link(f"{exercise.level} {exercise.name}", f"/level/{exercise.level}")
        cells = (", ".join(equipment(exercise, True)), exercise.support or "", exercise.summary, exercise.easier[0])
        for name, cell in zip(_COLUMNS, cells, strict=True):
            Words("td", cell, data_label=name)


def _where_the_psoas_is(house: AppState) -> None:
    """Build the page."""
    known = anatomy()
    with frame("Where is the psoas?", "learn"):
        heading(known.title, known.lead)
        html(_layers(known), "section", "layers")
        with section("What the drawings show"):
            Words("p", f"From the front: {known.front}", id="front-told")
            Words("p", f"From the side: {known.side}", id="side-told")
            Words("p", known.drawn, "soft")
        with section("What it does"):
            bullets(known.what)
            Words("p", house.catalogue.common.both_sides)
            rests_on(["march-strengthens", "both-sides", "steadiness"])
        with section("Where each part begins and ends"):
            _reach(known)
        _finding(house)


def _layers(known: Anatomy) -> str:
    """Build the checkboxes together with the drawings, because they work by CSS alone (pictures.css)."""
    boxes = "".join(map(_box, known.parts))
    figures = "".join(
        f'<figure role="img" aria-label="{escape(label)}" aria-describedby="{view}-told">{drawing(f"anatomy-{view}")}'
        f'<figcaption aria-hidden="true">{caption}</figcaption></figure>'
        for view, caption, label in (
            ("front", "From the front", "Spine, pelvis and thighs from the front, with both psoas muscles"),
            ("side", "From the right side", "Spine, pelvis and thigh from the right side, with one psoas muscle"),
        )
    )
    return (
        f'<h2>Look inside</h2><fieldset class="layer-boxes"><legend>Show or hide</legend>{boxes}</fieldset>'
        f'<div class="views card">{figures}</div>'
    )


def _box(part: AnatomyPart) -> str:
    checked = " checked" if part.shown else ""
    return (
        f'<label class="tick {part.id}"><input type="checkbox" id="layer-{part.id}"{checked}>'
        f'<span class="swatch" aria-hidden="true"></span><span>{escape(part.name)}</span></label>'
    )


def _reach(known: Anatomy) -> None:
    sources = [reference.id for reference in known.references]
    with el("dl", "felt"):
        for part in known.parts:
            if not part.references:
                continue
            marks = ",\N{NO-BREAK SPACE}".join(str(sources.index(wanted) + 1) for wanted in part.references)
            with el("div"):
                Words("dt", part.name if part.latin == part.name.lower() else f"{part.name} ({part.latin})")
                Words("dd", f"From: {part.begins}")
                Words("dd", f"To: {part.ends} [{marks}]")
    with el("ol", "list small", aria_label="Sources"):
        for reference in known.references:
            Words("li", reference.cite)


def _finding(house: AppState) -> None:
    exercise, finding = house.catalogue.by_id("gentle-contact"), house.catalogue.finding
    with section("How to find yours"):
        if why := why_closed_to(house, exercise):
            note(why, "warn")
            return
        bullets((finding.where, finding.feel))
        note(finding.care, "warn")
        link("See the spot, step by step", f"/exercise/{exercise.id}", "btn", "go")
