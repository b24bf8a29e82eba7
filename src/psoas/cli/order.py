"""Move options from before a command to behind it, so that both places mean the same.

typer takes an option before a command as one for opening the app, so `psoas --data DIR log` would write one person's
answers into another's journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from typer.core import TyperGroup

from psoas.cli.options import expanded
from psoas.errors import PsoasError

#: Prints a line and exits, whatever command follows.
_VERSION = "--version"
#: Names a journal; giving two different ones is an error, rather than the last one winning.
_DATA = "--data"

# typer bundles its own click and does not export its contexts and parameters, so they are Any here.
_Options = dict[str, Any]


class Ordered(TyperGroup):
    """Commands that also take their options before their name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments after reordering; see `in_order`."""
        return super().parse_args(ctx, in_order(self, ctx, args))


def in_order(app: TyperGroup, context: Any, args: Sequence[str]) -> list[str]:
    """Move every option behind its command.

    Options from before the command come first, so that those given after it win.

    Parameters
    ----------
    app : TyperGroup
        The commands, and the options for opening the app.
    context : typer.Context
        The parser's context.
    args : sequence of str
        The arguments as typed, without the program's name.

    Returns
    -------
    list of str
        Unchanged if there is no command or it is unclear which; typer then says what is wrong.

    Raises
    ------
    PsoasError
        If an option before a command is only for opening the app, or `--data` names more than one folder.
    """
    opening = _options(app, context)
    commands = {name: _options(app.get_command(context, name), context) for name in app.list_commands(context)}
    for name, options in commands.items():
        before, rest = _split(args, opening | options)
        rest = rest[1:] if rest[:1] == ["--"] else rest
        if rest[:1] == [name]:
            break
    else:
        _check_one_folder("psoas", args, opening)
        return _unknown(args, opening, commands) or list(args)
    given = [option for option, _ in before]
    if _VERSION in given:
        return list(args)
    for option in given:
        if option not in options:
            raise PsoasError(
                f"{option} is for opening the app: `psoas {name}` does not take it. See `psoas {name} --help`."
            )
    behind = [word for _, words in before for word in words] + rest[1:]
    _check_one_folder(f"psoas {name}", behind, options)
    return [name, *behind]


def _unknown(args: Sequence[str], opening: _Options, commands: dict[str, _Options]) -> list[str] | None:
    """Return a command and the unknown option before it, for typer to refuse; None if there is none."""
    for name in (word for word in args if word in commands):
        _, rest = _split(args, opening | commands[name])
        option = rest[0].partition("=")[0] if rest else ""
        if option.startswith("-") and option not in ("-", "--", *opening, *commands[name]) and name in rest:
            return [name, option]
    return None


def _options(command: Any, context: Any) -> _Options:
    """Return a command's options by each of their names, including `--help`."""
    found = [each for each in command.get_params(context) if each.param_type_name == "option"]
    return {name: each for each in found for name in (*each.opts, *each.secondary_opts)}


def _split(args: Sequence[str], known: _Options) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Split off the leading options, each with its name and words, from the rest."""
    taken: list[tuple[str, list[str]]] = []
    rest = list(args)
    while rest:
        name, given, _ = rest[0].partition("=")
        option = known.get(name)
        if option is None:
            break
        # A value may be anything, even a command's name or something like an option.
        count = 1 if given or option.is_flag or option.count else 1 + option.nargs
        if count > len(rest):
            break
        taken.append((name, rest[:count]))
        rest = rest[count:]
    return taken, rest


def _check_one_folder(program: str, args: Sequence[str], known: _Options) -> None:
    folders = {expanded(Path(each)).absolute(): each for each in _folders(args, known)}
    if len(folders) > 1:
        names = " and ".join(folders.values())
        raise PsoasError(f"`{program}` has one journal, but {_DATA} names {names}. Name one of them.")


def _folders(args: Sequence[str], known: _Options) -> Iterator[str]:
    rest = list(args)
    while rest and rest[0] != "--":
        taken, rest = _split(rest, known)
        for name, (first, *value) in taken:
            if name == _DATA:
                yield value[0] if value else first.removeprefix(f"{_DATA}=")
        rest = rest if rest[:1] == ["--"] else rest[1:]
