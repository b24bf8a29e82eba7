"""Options before a command: put behind its name, so that before and after mean the same.

To typer, an option before a command is one of opening the app: left there, `psoas --data DIR log` would write one
person's answers into another's journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from typer.core import TyperGroup

from psoas.cli.options import expanded
from psoas.errors import PsoasError

#: Says its line and ends psoas, whatever command follows.
_ENDS = "--version"
#: Whose journal it is: two answers to that are never settled by their order.
_FOLDER = "--data"

# typer carries its own click and exports neither its contexts nor its parameters: they are Any here.
_Options = dict[str, Any]


class Ordered(TyperGroup):
    """Commands that know their options also before their name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments in their order; see `in_order`."""
        return super().parse_args(ctx, in_order(self, ctx, args))


def in_order(app: TyperGroup, context: Any, args: Sequence[str]) -> list[str]:
    """Arguments with every option behind the command that it is for.

    What stood before the command comes first, so that what was given after it wins.

    Parameters
    ----------
    app : TyperGroup
        The commands, and the options of opening the app.
    context : typer.Context
        Where they are parsed.
    args : sequence of str
        As they were typed, without the name of the program.

    Returns
    -------
    list of str
        The same as `args` where there is no command, or where one cannot be told: typer says then what is wrong.

    Raises
    ------
    PsoasError
        If an option before a command is for opening the app only, or `--data` names more than one folder.
    """
    opening = _options(app, context)
    commands = {name: _options(app.get_command(context, name), context) for name in app.list_commands(context)}
    for name, options in commands.items():
        before, rest = _split(args, opening | options)
        rest = rest[1:] if rest[:1] == ["--"] else rest
        if rest[:1] == [name]:
            break
    else:
        _one_folder("psoas", args, opening)
        return _unknown(args, opening, commands) or list(args)
    given = [option for option, _ in before]
    if _ENDS in given:
        return list(args)
    for option in given:
        if option not in options:
            raise PsoasError(
                f"{option} is for opening the app: `psoas {name}` does not take it. See `psoas {name} --help`."
            )
    behind = [word for _, words in before for word in words] + rest[1:]
    _one_folder(f"psoas {name}", behind, options)
    return [name, *behind]


def _unknown(args: Sequence[str], opening: _Options, commands: dict[str, _Options]) -> list[str] | None:
    """The command with the option before it that it does not have, for typer to refuse; None if it is not that."""
    for name in (word for word in args if word in commands):
        _, rest = _split(args, opening | commands[name])
        option = rest[0].partition("=")[0] if rest else ""
        if option.startswith("-") and option not in ("-", "--", *opening, *commands[name]) and name in rest:
            return [name, option]
    return None


def _options(command: Any, context: Any) -> _Options:
    """The options of a command under each of their names, `--help` included."""
    found = [each for each in command.get_params(context) if each.param_type_name == "option"]
    return {name: each for each in found for name in (*each.opts, *each.secondary_opts)}


def _split(args: Sequence[str], known: _Options) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Options at the beginning, each by its name and with all of its words; and what follows them."""
    taken: list[tuple[str, list[str]]] = []
    rest = list(args)
    while rest:
        name, given, _ = rest[0].partition("=")
        option = known.get(name)
        if option is None:
            break
        # A value may be anything, also the name of a command or what looks like an option.
        count = 1 if given or option.is_flag or option.count else 1 + option.nargs
        if count > len(rest):
            break
        taken.append((name, rest[:count]))
        rest = rest[count:]
    return taken, rest


def _one_folder(program: str, args: Sequence[str], known: _Options) -> None:
    folders = {expanded(Path(each)).absolute(): each for each in _folders(args, known)}
    if len(folders) > 1:
        names = " and ".join(folders.values())
        raise PsoasError(f"`{program}` has one journal, but {_FOLDER} names {names}. Name one of them.")


def _folders(args: Sequence[str], known: _Options) -> Iterator[str]:
    rest = list(args)
    while rest and rest[0] != "--":
        taken, rest = _split(rest, known)
        for name, (first, *value) in taken:
            if name == _FOLDER:
                yield value[0] if value else first.removeprefix(f"{_FOLDER}=")
        rest = rest if rest[:1] == ["--"] else rest[1:]
