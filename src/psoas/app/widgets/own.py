"""What somebody owns: asked before the first time with ticks alone, and in the settings with all that can be said."""

from __future__ import annotations

from psoas.app.widgets.elements import el
from psoas.app.widgets.form import Form
from psoas.journal.answers import COLOURS, STRENGTHS

_THINGS = {"wall": "Free wall", "chair": "Steady chair", "ball": "Soft ball"}


def things(form: Form, *, closely: bool) -> None:
    """Fields of what somebody owns; `closely` asks also for colour and length of each band."""
    with el("div", "ticks", role="group", aria_label="What you have"):
        for strength in STRENGTHS:
            label = f"{strength.capitalize()} mini band"
            if closely:
                _band(form, strength, label)
            else:
                form.tick(f"band-{strength}", label)
        for field, label in _THINGS.items():
            form.tick(field, label)
    form.text("box", "Height of a box, bench or step, such as 40 cm", short=True)


def _band(form: Form, strength: str, label: str) -> None:
    owned, colour = f"band-{strength}", f"colour-{strength}"
    form.typed.setdefault(colour, "other")

    def own(on: bool) -> None:
        more.set_visibility(on)

    form.tick(owned, label, own)
    with el("div", "fields part") as more:
        form.choice(colour, "Its colour", {each: each.capitalize() for each in COLOURS})
        form.text(f"length-{strength}", "Its length laid flat, such as 30 cm", short=True)
    more.set_visibility(bool(form.typed.get(owned)))
