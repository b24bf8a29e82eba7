"""A psoas in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from psoas.app.door.key import key_of
from psoas.journal.answers import Screening
from psoas.journal.store import Store

#: A machine that runs several tests at once may be slow, which only the test of slowness is about.
PATIENT = "from psoas.app.live import frame_rate; frame_rate.LEAST_FPS = 0.0\n"
SERVE = (
    PATIENT
    + "import sys, pathlib; from psoas.app.server import serve; serve(pathlib.Path(sys.argv[1]), 0, False, 'full')"
)

WELL = Screening("go")
#: The same with a date and time of its own: those that stand in a file beside its data.
SERVE_AT = (
    PATIENT
    + """
import functools, pathlib, sys
from datetime import datetime
from psoas.app import server
data = pathlib.Path(sys.argv[1])
now = data.with_suffix(".now")
server.AppState = functools.partial(server.AppState, today=lambda: datetime.fromisoformat(now.read_text()))
server.serve(data, 0, False, "full")
"""
)

#: A psoas whose guided steps take seconds, whose march is as long as the clips are, and that waits little in between.
QUICK = (
    PATIENT
    + """
import pathlib, sys
from dataclasses import replace
from psoas.app import server
from psoas.app.state import AppState
from psoas.journal.records import SetPlan
from psoas.session import led_day, speech

level, reps, part_s, place_s = {level}, {reps}, {part_s}, {place_s}
led_day.PLACE_S = place_s
led_day.spoken_s = lambda say: 0.0
load = server.load

def shortened():
    whole = load()
    def short(exercise):
        quick = {"seconds": part_s, "ready_s": 0.0, "times": 1}
        guide = tuple(part.model_copy(update=quick) for part in exercise.guide)
        move = exercise.small_move and exercise.small_move.model_copy(update={"seconds": part_s})
        return exercise.model_copy(update={"guide": guide, "small_move": move})
    return replace(whole, exercises=tuple(map(short, whole.exercises)))

class Quick(AppState):
    def begin_march(self, march, counting, *, silent):
        exercise = self.catalogue.level(level)
        plan = SetPlan(1, reps, 2.0)
        march = replace(march, exercise=exercise, rung="", band=exercise.band is not None, plan=plan, small=False)
        return super().begin_march(march, counting, silent=silent)

server.load, server.AppState = shortened, Quick
server.serve(pathlib.Path(sys.argv[1]), {port}, False, "full")
"""
)


@dataclass
class Psoas:
    """A running server and its data folder."""

    data: Path
    process: subprocess.Popen[bytes]
    address: str

    def let_in(self, context: Any) -> Any:
        """Give a browser context the cookie that it would have from the address psoas opens; return the context."""
        context.add_cookies(self.cookies)
        return context

    @property
    def cookies(self) -> list[Any]:
        """That cookie, as Playwright takes it."""
        key = key_of(self.data)
        return [{"name": key.cookie_name, "value": key.cookie, "url": self.address}]

    def asks(self, path: str) -> urllib.request.Request:
        """A request with that cookie."""
        key = key_of(self.data)
        return urllib.request.Request(self.address + path, headers={"Cookie": f"{key.cookie_name}={key.cookie}"})

    def kill(self) -> None:
        """What the power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def journal(self, method: str, *args: int) -> Any:
        """Ask its journal, opened beside it and closed again."""
        store = Store(self.data)
        try:
            return getattr(store, method)(*args)
        finally:
            store.close()


def answered(data: Path, came_of_it: Screening = WELL) -> Path:
    """A data folder whose journal holds what came of the questions: no warning sign, unless told otherwise."""
    store = Store(data)
    store.tell(came_of_it, at=datetime.now().astimezone())
    store.close()
    return data


def launch(data: Path, code: str = SERVE, before: Sequence[str] = ()) -> Psoas:
    """Start a psoas, behind the words of another program if given, and wait until it says where it is.

    What it prints goes to a file beside its data.
    """
    log = data.with_suffix(".log")
    with log.open("w") as out:
        process = subprocess.Popen(
            [*before, sys.executable, "-c", code, str(data)], stdout=out, stderr=subprocess.STDOUT, env=_compiled_once()
        )
    while process.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text()):
            return Psoas(data, process, found.group())
        time.sleep(0.05)
    raise AssertionError(f"psoas did not start:\n{log.read_text()}")


def delete_all(page: Any) -> None:
    """Go through the dialog that deletes everything, once without the word."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Delete everything").click()
    dialog.get_by_role("alert").filter(has_text="Nothing is deleted yet").wait_for()
    dialog.get_by_label("type the word delete").fill("Delete")
    dialog.get_by_role("button", name="Delete everything").click()


def _compiled_once() -> dict[str, str]:
    """The environment, with compiled modules kept from one start to the next as an installed psoas has them."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "psoas-compiled")}
