"""`psoas calendar`: the plan of the coming weeks as a file for a calendar program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from psoas.cli import options
from psoas.cli.options import Data, at_home, opened, say
from psoas.errors import PsoasError
from psoas.private_files import write_private


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command()(calendar)


def calendar(
    out: Annotated[
        Path, typer.Option(help="Where to write it, such as psoas.ics.", dir_okay=False, callback=at_home)
    ] = Path("psoas.ics"),
    data: Data = None,
    march_at: Annotated[str, typer.Option(help="Time of day of a march.", metavar="HH:MM")] = "18:00",
    walk_at: Annotated[str, typer.Option(help="Time of day of a walk.", metavar="HH:MM")] = "12:30",
    zone: Annotated[
        str,
        typer.Option(help="Time zone, such as Europe/Berlin. If you leave it out, the same time wherever you are."),
    ] = "",
) -> None:
    """Write the marches, walks and breaks of the coming weeks as a calendar file (.ics)."""
    from psoas.app.door.door import CALENDAR
    from psoas.app.door.key import key_of
    from psoas.app.server import HOST, PORT
    from psoas.exchange.calendar import calendar_text
    from psoas.plan.history import history_of
    from psoas.programme.catalogue import load
    from psoas.session.calendar import planned_events, times_of

    when = times_of(march_at, walk_at, zone)
    with opened(data) as store:
        folder = store.folder
        events = planned_events(history_of(store), options.now(), load(), when, store.desk_wishes())
    try:
        write_private(out, calendar_text(events, options.now()))
    except OSError as error:
        raise PsoasError(f"{out} could not be written ({error.strerror}). Name another file.") from error
    for event in events:
        if not event.cancelled:
            say.print(f"{event.title}: {event.begin:%H:%M}, {', '.join(event.weekdays)}", markup=False)
    say.print(f"Wrote {out}. Import it into your calendar, and again when the plan has changed.", markup=False)
    feed = f"http://{HOST}:{PORT}{CALENDAR}?key={key_of(folder).calendar}"
    say.print("A calendar program on this computer can follow it while psoas runs, at the address below. Tell nobody.")
    say.print(feed, markup=False, soft_wrap=True)
