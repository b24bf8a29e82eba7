"""The command line: `psoas` opens the app, `psoas analyze` coaches a recording."""

from __future__ import annotations

import sys
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from psoas import __version__
from psoas.cli import about, analyze, history, journal, load, log, models, plan, screening, session, today
from psoas.cli.options import Data, ModelName
from psoas.cli.order import Ordered
from psoas.errors import PsoasError

#: Exit codes: bad input (as in the machine contract); ended by the person
#: (128 + SIGINT); reader gone (128 + SIGPIPE).
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
#: Wrong options. typer carries its own click and does not export this class, only ones derived from it.
_Misused: Any = typer.BadParameter.__bases__[0]
#: What typer says of a wrong value, and the same for somebody who does not write programs.
_PLAINER = {
    "Invalid value for": "Wrong value for",
    "Input should be a valid integer, unable to parse string as an integer": "give a whole number",
    "Input should be greater than or equal to": "give at least",
    "Input should be less than or equal to": "give at most",
    "Value error, ": "",
}
_talk = Console(stderr=True, highlight=False)

for _commands in (screening, today, log, plan, session, history, about, load, analyze, models, journal):
    _commands.add_to(app)


def main() -> None:
    """Run the command line; what a person can act on becomes one line on stderr and exit code 2."""
    try:
        code = app(standalone_mode=False)
    except _Misused as error:
        _complain(_misused(error))
    except PsoasError as error:
        _complain(str(error))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe left early, as `head` does: that is no error of ours.
        sys.stderr.close()
        sys.exit(BROKEN_PIPE)
    if code == INTERRUPTED:  # newer typers turn the interrupt into its code themselves
        _talk.print("psoas: ended.")
    sys.exit(code if isinstance(code, int) else 0)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: Data = None,
    port: Annotated[int | None, typer.Option(help="Port on this computer.", min=1, max=65535)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    model: ModelName = "full",
    version: Annotated[bool, typer.Option("--version", help="Say which psoas this is, and end.")] = False,
) -> None:
    """Open psoas in your browser: choose a level, switch the camera on, march."""
    if version:
        typer.echo(f"psoas {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is not None:
        return
    from psoas.app.server import serve

    serve(data, port, not no_browser, model)


def _misused(error: Any) -> str:
    say = error.format_message().rstrip(".")
    for theirs, plain in _PLAINER.items():
        say = say.replace(theirs, plain)
    # The options of a command are listed by the help of that command only.
    return f"{say}. See `{error.ctx.command_path if error.ctx else 'psoas'} --help`."


def _complain(say: str) -> NoReturn:
    _talk.print(f"psoas: {' '.join(say.split())}", style="red", soft_wrap=True, markup=False)
    sys.exit(BAD_INPUT)
