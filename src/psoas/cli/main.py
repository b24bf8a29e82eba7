"""The command line: `psoas` opens the app, `psoas analyze` coaches a recording."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from psoas import __version__
from psoas.cli import (
    about,
    analyze,
    backup,
    calendar,
    desk,
    history,
    journal,
    load,
    log,
    models,
    plan,
    screening,
    session,
    texts,
    today,
    walk,
)
from psoas.cli.options import Data, ModelName
from psoas.cli.order import Ordered
from psoas.errors import PsoasError
from psoas.printable import let_any_terminal_show_it, on_one_line

#: Exit codes: bad input (as in the machine contract); interrupted (128 + SIGINT); pipe closed (128 + SIGPIPE).
BAD_INPUT, INTERRUPTED, BROKEN_PIPE = 2, 130, 141

app = typer.Typer(
    name="psoas",
    cls=Ordered,
    help="A movement coach for people who sit a lot. Without a command it opens in your browser.",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
#: Raised for wrong options. typer bundles its own click and exports only subclasses of this class.
_UsageError: Any = typer.BadParameter.__bases__[0]
#: typer's words for wrong values, and their replacements for people who do not write programs.
_PLAIN_WORDS = {
    "Invalid value for": "Wrong value for",
    "Input should be a valid integer, unable to parse string as an integer": "give a whole number",
    "Input should be greater than or equal to": "give at least",
    "Input should be less than or equal to": "give at most",
    "Value error, ": "",
}
#: Errors of an output that is full or broken.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
_stderr = Console(stderr=True, highlight=False)

_OF_THE_DAY = (screening, today, log, walk, plan, session, desk, history, about, load)
for _commands in (*_OF_THE_DAY, analyze, models, calendar, journal, backup, texts):
    _commands.add_to(app)


def main() -> None:
    """Run the command line; an error that a person can act on becomes one line on stderr and exit code 2."""
    let_any_terminal_show_it()
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except _UsageError as error:
        _fail(_usage_words(error))
    except PsoasError as error:
        _fail(str(error))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe left early, as `head` does; that is not an error.
        sys.stderr.close()
        sys.exit(BROKEN_PIPE)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        sys.stdout = None  # what is still in it cannot be written either
        _fail(f"The result could not be written ({error.strerror}). Free some space, and run it again.")
    if code == INTERRUPTED:  # newer versions of typer return this code themselves
        _stderr.print("psoas: ended.")
    sys.exit(code if isinstance(code, int) else 0)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: Data = None,
    port: Annotated[int | None, typer.Option(help="Port to use on this computer.", min=1, max=65535)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    model: ModelName = "auto",
    page: Annotated[str, typer.Option(help="Page to open, such as /desk.")] = "/",
    small: Annotated[bool, typer.Option("--small", help="Open it in one small window, if your browser can.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version, and end.")] = False,
) -> None:
    """Open psoas in your browser: choose a level, switch the camera on, march."""
    if version:
        typer.echo(f"psoas {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is not None:
        return
    from psoas.app.server import serve

    serve(data, port, not no_browser, model, f"/{page.lstrip('/')}", small=small)


def _usage_words(error: Any) -> str:
    if taken := next((word for word in sys.argv[1:] if word.startswith("-") and Path(word).is_file()), None):
        return f"{taken} was taken for an option. To name the file, write ./{taken}"
    say = error.format_message().rstrip(".")
    for theirs, plain in _PLAIN_WORDS.items():
        say = say.replace(theirs, plain)
    # Only a command's own help lists its options.
    return f"{say}. See `{error.ctx.command_path if error.ctx else 'psoas'} --help`."


def _fail(say: str) -> NoReturn:
    _stderr.print(f"psoas: {on_one_line(say)}", style="red", soft_wrap=True, markup=False)
    sys.exit(BAD_INPUT)
