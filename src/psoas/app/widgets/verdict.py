"""The outcome of the questions about warning signs, shown before it is saved, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from psoas.app.state import AppState
from psoas.app.widgets.elements import Button, Tone, Words, bullets, el, link, note
from psoas.journal.answers import Outcome, Screening, Told
from psoas.plan import screening
from psoas.plan.limits import hip_angles
from psoas.session.safety import Call, Verdict

#: Time after which a journal that cannot be written counts as locked by another program, seconds.
SLOW_S = 5.0
_TONE: dict[Outcome, Tone] = {"go": "good", "advice": "good", "emergency": "bad", "today": "bad"}


def languages() -> str:
    """Return the browser's languages, as it sends them."""
    request = ui.context.client.request
    return request.headers.get("accept-language", "") if request is not None else ""


def write_after(house: AppState, told: Sequence[Told], *, urgent: bool) -> None:
    """Save what the page says, and say so on the page if that fails.

    Parameters
    ----------
    urgent : bool
        Whether to send the page before saving, so that it never waits for a locked journal.
    """
    place = el("div", role="status")

    def complain(trouble: str) -> None:
        if trouble:
            with place:
                note(f"{trouble} {screening.questions().unwritten}", "warn")

    if not urgent:
        complain(house.tell_now(told))
        return
    house.tell_soon(told)
    with place:
        ui.timer(SLOW_S, lambda: complain(house.trouble), once=True)


def at_once(whom: Call) -> None:
    """Build what to do at once, which the browser shows as soon as such a box is ticked, without the server."""
    with el("div", "note bad at-once", role="alert"):
        Words("strong", screening.outcome_text("emergency").title)
        Words("p", f"{whom.say}.")


def show_verdict(house: AppState, found: Verdict, *, confirm: bool = True) -> None:
    """Show the outcome: title, sentence, a number to call if it is urgent, and what was ticked, in full.

    What was ticked is shown to be read out on the phone or printed; it is not saved anywhere.
    """
    asked = screening.questions()
    Words("h1", found.text.title, tabindex="-1")
    with note(found.text.say, _TONE.get(found.screening.outcome, "warn")):
        if found.call is not None:
            emergency = found.screening.outcome == "emergency"
            whom_to_call(found.call, emergency=emergency, urgent=not emergency)
    if found.lines and found.screening.outcome != "go":
        Words("h2", asked.read_out if found.urgent else asked.ticked)
        bullets(found.lines)
        Words("p", asked.not_kept, "soft")
    if "hip-90" in found.screening.locks:
        Words("p", hip_angles(house.programme))
    if found.screening.outcome not in ("go", "advice", "emergency"):
        with el("div", "row"):
            Button("Print this page", lambda: ui.run_javascript("window.print()"), icon_name="go")
            link("Today", "/today", "btn")
    if confirm and found.lines and found.may_confirm:
        Button(asked.confirmation, lambda: _confirm(house, found.screening))


def whom_to_call(whom: Call, *, emergency: bool, urgent: bool) -> None:
    """Show the emergency number, its source and those of other places, and the number for urgent cases."""
    if emergency and whom.known:
        link(whom.say, f"tel:{whom.number.emergency}", "btn main big")
    elif emergency:
        Words("strong", whom.say)
    for sentence in whom.notes if emergency else ():
        Words("p", sentence)
    if urgent and whom.number.urgent:
        Words("p", screening.questions().calling.urgent.format(urgent=whom.number.urgent))


def _confirm(house: AppState, result: Screening) -> None:
    house.tell(screening.confirm(result))
    ui.navigate.to("/today")
