"""The march in the terminal: counted with keys, with the app's session engine and questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.markup import escape

from psoas.cli import options
from psoas.cli.keys import GO_ON, LOOK_S, QUIT, Asking, Gone, Keys, show_time
from psoas.cli.options import say
from psoas.cli.screening import spoken_here, tell_signs, tell_trouble, tell_verdict
from psoas.errors import PsoasError
from psoas.report.words import ANYTHING, FORM_HELD, HOW_HARD, TOO_HARD, WARNING_SIGN, WORST_PAIN, easier_words

if TYPE_CHECKING:
    from psoas.journal.answers import Told
    from psoas.journal.store import Store
    from psoas.plan.offers import Easier
    from psoas.plan.pain import Hurt, Kind
    from psoas.programme.catalogue import Catalogue
    from psoas.session.messages import Message
    from psoas.session.session import Session
    from psoas.session.use_cases import March
    from psoas.session.view import Action, View

_KEYS = "l left, r right, Enter the next leg, u undo, p pause, t too hard, h it hurts, q stop"
_ACTIONS: dict[str, Action] = {"l": "count-left", "r": "count-right", "u": "undo", QUIT: "stop"}


def ask_where_it_hurts(store: Store, asking: Asking, after: Callable[[Hurt], str]) -> None:
    """Ask where it hurts, write down the answers, and say what follows.

    Parameters
    ----------
    after : callable
        Writes down what belongs to the stopped exercise, and returns what follows in one sentence.

    Raises
    ------
    Gone
        After a warning sign: nothing else is led today.
    """
    from psoas.plan.pain import after_hurt, hurt_file
    from psoas.session.safety import as_far_as_readable, verdict, write_down

    hurt = _ask_hurt(asking)
    known = as_far_as_readable(store)
    closes = after_hurt(known.screening.what if known.screening else None, hurt)
    told: list[Told] = list(hurt.reports)
    if closes is not None and hurt.fact is not None:
        # Say what to do before writing: a journal that cannot be written must not hide it.
        tell_verdict(verdict(closes, (hurt.fact,), known.profile.country, spoken_here()))
        told.insert(0, closes)
    tell_trouble(write_down(store, told, options.now()))
    try:
        follows = after(hurt)
    except PsoasError as problem:
        follows = str(problem)
    if closes is not None:
        raise Gone
    own = hurt.kind.say if hurt.kind is not None else ""
    say.print(escape(own or follows))
    if own and follows != hurt_file().before and not hurt.normal:
        say.print(escape(follows))


def _ask_hurt(asking: Asking) -> Hurt:
    """Ask the questions; a warning sign ends them."""
    from psoas.plan.pain import Hurt, hurt_file, kinds

    file = hurt_file()
    signs = [kind for kind in kinds() if kind.sign]
    others = [kind for kind in kinds() if not kind.sign]
    say.print(f"{file.title}\n[bold]{file.kind}[/]\n{file.signs}")
    _list(signs)
    say.print(file.others)
    _list(others, len(signs))
    kind = asking.one_of([*signs, *others])
    if Hurt(kind).stop_symptom or Hurt(kind).normal:
        return Hurt(kind)
    say.print(f"[bold]{file.place}[/]")
    for number, place in enumerate(file.places, 1):
        say.print(f"  {number}  {place.text}")
    return Hurt(kind, asking.one_of(file.places), asking.number(file.strong))


def _list(kinds: Sequence[Kind], before: int = 0) -> None:
    for number, kind in enumerate(kinds, before + 1):
        say.print(f"  {number}  {kind.text}")


@dataclass(frozen=True, slots=True)
class MarchLeader:
    """Leads a march; see `psoas.cli.session.Leader`."""

    store: Store
    catalogue: Catalogue
    press: Keys
    clock: Callable[[], float]

    def lead(self, march: March) -> None:
        """Lead it to its end, and ask how it was.

        Raises
        ------
        Gone
            If the person stops for the day, or a warning sign came up.
        """
        plan = march.dose
        say.print(f"{plan.sets} x {plan.reps_per_side} with each leg, rest {plan.rest_s:g} s.")
        if march.smaller:
            say.print(march.smaller.note)
        if advice := self._how_hard(march):
            say.print(advice, markup=False)
        say.print("Enter to start, s to leave it out today, h if it hurts, q to stop.", style="dim")
        while (key := self.press.press(LOOK_S)) not in ("", "s", "h", QUIT):
            pass
        if key == QUIT:
            raise Gone
        if key == "h":
            self._ask_hurt_before()
        if key != "":
            return
        say.print(_KEYS, style="dim")
        self._run_to_end(self._start(march), small=march.small)

    def go_on(self, session_id: int) -> None:
        """Resume an unfinished session in the set where it stopped; then as `lead`."""
        from psoas.session.use_cases import resume

        resumed = resume(self.store, session_id, self.catalogue, options.now())
        session = resumed.session
        session.tap("switch-to-hand", self.clock())
        say.print(_KEYS, style="dim")
        _tell(session.tap("start", self.clock()), session.view)
        say.print(f"left {session.view.left}, right {session.view.right} of {session.view.target}")
        self._run_to_end(session, small=resumed.small)

    def leave_at_that(self, session_id: int) -> None:
        """End an unfinished session as it is, and ask how it was."""
        from psoas.session.use_cases import leave_at_that

        leave_at_that(self.store, session_id)
        self._ask_how_it_was(session_id, "")

    def _run_to_end(self, session: Session, *, small: bool) -> None:
        next_, ended_by = self._count(session, small=small)
        while next_ is not None:
            session = self._start(next_)
            next_, ended_by = self._count(session, small=next_.small)
        if session.view.session_id is not None:
            self._ask_how_it_was(session.view.session_id, ended_by)
        if ended_by == QUIT:
            raise Gone

    def _how_hard(self, march: March) -> str:
        """Advise how to begin with this body and these bands; "" if unknown, or if the person chose the level."""
        from psoas.plan.history import profile_of
        from psoas.session.effort import of_rung

        if not march.rung:
            return ""
        return of_rung(march.rung, profile_of(self.store), self.catalogue, small=march.small).advice

    def _start(self, march: March) -> Session:
        from psoas.plan.history import history_of
        from psoas.session.use_cases import begin

        session = begin(self.store, history_of(self.store), options.now(), march, "hand")
        _tell(session.tap("start", self.clock()), session.view)
        return session

    def _count(self, session: Session, *, small: bool) -> tuple[March | None, str]:
        """Count until it is over: what goes on in its place, and the key that ended it, "" for none."""
        shown = session.view.phase
        while session.view.phase != "done":
            key = self.press.press(LOOK_S)
            if key is None:
                session.catch_up(options.now(), self.clock())
                _tell(session.tick(self.clock()), session.view)
                show_time(session.view.rest_left_s)
            elif key == "t":
                easier = self._too_hard(session, small=small)
                if easier is not None:
                    return self._ease(session, easier), ""
            elif key in ("h", QUIT):
                _tell(session.tap("it-hurts" if key == "h" else "stop", self.clock()), session.view)
                return None, key
            elif action := _action(key, session.view):
                _tell(session.tap(action, self.clock()), session.view)
            if session.view.phase == "paused" != shown:
                say.print(GO_ON, style="dim")
            shown = session.view.phase
        return None, ""

    # -- too hard -----------------------------------------------------------------------------------------------------

    def _too_hard(self, session: Session, *, small: bool) -> Easier | None:
        """Finish this set; offer an easier option for the remaining sets, or keep it for next time."""
        from psoas.plan.history import history_of
        from psoas.session import use_cases

        easier = use_cases.easier(history_of(self.store), options.now(), session, small=small)
        use_cases.keep_for_next_time(self.store, easier, session.view, options.now())
        _tell(session.tap("too-hard", self.clock()), session.view)
        if session.view.phase == "done":
            return None
        say.print(f"[bold]{TOO_HARD}[/] {escape(easier_words(easier))}")
        ask = "e for the easier one, " if easier else ""
        resting = session.view.phase == "resting"
        if resting:  # nobody is led while a line is typed
            session.tap("pause", self.clock())
        given = Asking(self.press).line(f"{ask}s to stop for today, Enter to stay with this one:").lower()
        if resting:
            session.tap("resume", self.clock())
        if given == "s":
            _tell(session.tap("stop", self.clock()), session.view)
        return easier if given == "e" else None

    def _ease(self, session: Session, easier: Easier) -> March:
        from psoas.session.use_cases import ease

        view = session.view
        session.tap("stop", self.clock())
        return ease(self.store, easier, view, self.catalogue, options.now())

    # -- afterwards ---------------------------------------------------------------------------------------------------

    def _ask_how_it_was(self, number: int, ended_by: str) -> None:
        """Ask how it was; if it hurt, ask only about that."""
        from psoas.journal.answers import Feeling
        from psoas.plan.history import history_of
        from psoas.plan.progression import outlook
        from psoas.session.safety import country_told, signs_in_a_session
        from psoas.session.use_cases import tell_feeling

        def keep(hurt: Hurt) -> str:
            tell_feeling(self.store, options.now(), number, hurt.feeling)
            return outlook(history_of(self.store), options.now())

        asking = Asking(self.press)
        if ended_by == "h":
            ask_where_it_hurts(self.store, asking, keep)
            return
        effort, during = asking.number(HOW_HARD), asking.number(WORST_PAIN)
        form = asking.yes(FORM_HELD)
        for each in signs_in_a_session():
            say.print(f"  {escape(each)}")
        sign = asking.yes(WARNING_SIGN)
        note = "" if sign else asking.line(ANYTHING)
        if sign:  # first, in case the journal cannot be written
            tell_signs(country_told(self.store))
        tell_feeling(self.store, options.now(), number, Feeling(None, during, effort, form, bool(sign), note))
        if sign:
            raise Gone
        say.print(escape(outlook(history_of(self.store), options.now())))

    def _ask_hurt_before(self) -> None:
        """Ask about pain before the march began."""
        from psoas.plan.pain import way_out
        from psoas.session.use_cases import tell_hurt_before

        def keep(hurt: Hurt) -> str:
            return tell_hurt_before(self.store, options.now(), hurt)

        say.print(way_out(None), style="bold")
        ask_where_it_hurts(self.store, Asking(self.press), keep)


def _action(key: str, view: View) -> Action | None:
    if key == "" and view.phase == "working":
        return "count-left" if view.left <= view.right else "count-right"
    if key == "" and view.phase == "resting":
        return "skip-rest"
    if key in ("", "p"):
        return "resume" if view.phase == "paused" else "pause"
    return _ACTIONS.get(key)


def _tell(messages: Sequence[Message], view: View) -> None:
    """Print what the app would speak and show."""
    from psoas.session.messages import Counted, Spoken, Uncounted

    for each in messages:
        if isinstance(each, Counted | Uncounted):
            say.print(f"left {view.left}, right {view.right} of {view.target}")
        elif isinstance(each, Spoken) and each.kind != "count":  # the counts are printed above
            say.print(escape(each.say), style="bold")
            say.bell()
    if view.last_error and messages:
        say.print(escape(view.last_error), style="red")
