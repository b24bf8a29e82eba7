"""When to stop and get help: static, in the same place on every page, true in every country."""

from __future__ import annotations

from psoas.app.elements import Words, bullets, el, link, note, section
from psoas.app.frame import frame

_AT_ONCE = (
    "Numbness or tingling between your legs, around the bottom or the genitals.",
    "New trouble passing water or holding it, or losing control of your bowels.",
    "Weakness, numbness or pain in both legs.",
    "Pain in the chest, trouble breathing, or fainting.",
    "Sudden strong pain in the belly or back, above all with cold sweat or a pulsing feeling in the belly.",
    "Pain after a fall or an accident, or you cannot put weight on a leg.",
)
_SOON = (
    "Fever or feeling ill together with pain in the back or hip.",
    "Losing weight without trying.",
    "A new lump in the groin, belly or back.",
    "Pain that rest does not ease, or that wakes you night after night.",
    "Pain, weakness or numbness that is getting worse.",
)
_STOP = (
    "A pain is new or gets worse: at the latest when it reaches 6 out of 10, or 3 more than before you began.",
    "You feel dizzy, sick or short of breath.",
    "A leg or foot goes numb or feels weak.",
    "You cannot keep your back still any more: then that was enough for today.",
)


def build() -> None:
    """Build the page ``/help``."""
    with frame("Get help", "help"):
        with el("div", "stack"):
            Words("h1", "Stop and get help")
            Words("p", "Moving should feel like work, not like harm. You can stop at any moment.", "lead")
        with el("div", "note bad"):
            Words("strong", "Call your country's emergency number, or have someone call it, if you have")
            bullets(_AT_ONCE)
            Words("p", "In most of Europe and many other places it is 112, in North America 911, in the UK 999.")
        with section("See a doctor within a day or two if you have"):
            bullets(_SOON)
        with section("Stop exercising for today if"):
            bullets(_STOP)
        with section("Ask a professional first if"):
            bullets(
                (
                    "You have a new or repaired hip, or had an operation on the back, belly or hip.",
                    "You are pregnant, or had a baby in the last months.",
                    "You have brittle bones, a hernia, or a swollen main artery in the belly.",
                    "You are not sure. Talk to your clinician about your medicines too.",
                )
            )
        note("This page works without the internet. psoas does not know your health: you decide, with people who do.")
        with el("div", "row"):
            link("Back to the levels", "/", "btn")
