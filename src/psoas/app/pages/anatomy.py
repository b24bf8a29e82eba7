"""Where the psoas is: the page ``/learn/psoas``, two drawings whose layers are switched by checkboxes."""

from __future__ import annotations

from html import escape

from psoas.app.pages.closed import why_closed_to
from psoas.app.pages.grades import heading, rests_on
from psoas.app.state import House
from psoas.app.widgets.elements import Words, bullets, el, html, link, note, section
from psoas.app.widgets.layout import frame
from psoas.app.widgets.pictures import drawing
from psoas.programme.learning import Anatomy, Part, anatomy


def build(house: House) -> None:
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
    """Checkboxes and drawings in one piece: the boxes work by CSS alone (pictures.css)."""
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


def _box(part: Part) -> str:
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


def _finding(house: House) -> None:
    exercise, finding = house.catalogue.by_id("gentle-contact"), house.catalogue.finding
    with section("How to find yours"):
        if why := why_closed_to(house, exercise):
            note(why, "warn")
            return
        bullets((finding.where, finding.feel))
        note(finding.care, "warn")
        link("See the spot, step by step", f"/exercise/{exercise.id}", "btn", "go")
