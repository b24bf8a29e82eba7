"""The command reference, written from the commands themselves: the directive ``psoas-commands``.

typer brings a click of its own, which the Sphinx extensions for click and typer do not know (docs/decisions/0044).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from psoas.cli.main import app

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

#: How a kind of value is written, for a reader who does not program.
KINDS = {"int": "NUMBER", "float": "NUMBER", "str": "TEXT", "dir": "FOLDER", "path": "FILE", "file": "FILE"}
#: `<list[str]>` and `<int range>` as typer writes them, and the limits that it puts behind a description.
_KIND = re.compile(r"<(?:list\[)?(\w+)(?: range)?\]?>", re.I)
_LIMITS = re.compile(r"(?:^| )\[((?:default: |required|\S+<=x|x[<>]=)[^\]]*)\]$")


def commands() -> dict[str, Any]:
    """Every command by how it is called: `psoas` itself first, the others by name."""
    root = get_command(app)
    named = {f"psoas {name}": command for name, command in sorted(root.commands.items()) if not command.hidden}
    return {"psoas": root, **named}


def parameters(called: str, command: Any) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Of each argument and option its names, how it is written, and what it does."""
    context = command.make_context(called, [], resilient_parsing=True)
    for one in command.get_params(context):
        record = one.get_help_record(context)
        if record is None or "--help" in one.opts:
            continue
        if one.param_type_name == "argument":
            name = one.metavar or one.name.upper()
            yield (name,), name, _plain_limits(record[1])
        else:
            yield (*one.opts, *one.secondary_opts), _plain_kind(record[0]), _plain_limits(record[1])


def markdown() -> str:
    """The reference as Markdown, one section a command."""
    return "\n".join(line for called, command in commands().items() for line in _section(called, command))


def _section(called: str, command: Any) -> Iterator[str]:
    yield from (f"## `{called}`", "", " ".join((command.help or "").split()), "")
    rows = [(written, said) for _, written, said in parameters(called, command)]
    if rows:
        yield from ("| argument or option | what it does |", "| --- | --- |")
        yield from (f"| `{_cell(written)}` | {_cell(said)} |" for written, said in rows)
        yield ""


def _plain_kind(written: str) -> str:
    """Write ``--port <int range>`` as ``--port NUMBER``, and ``--model <full|heavy>`` as ``--model full|heavy``."""
    return _KIND.sub(lambda found: KINDS.get(found[1].lower(), found[1]), re.sub(r"<(\S+\|\S+)>", r"\1", written))


def _plain_limits(said: str) -> str:
    """Write ``How many. [default: 4; 1<=x<=520]`` as ``How many. From 1 to 520; `4` if you do not say``."""
    found = _LIMITS.search(said)
    if found is None:
        return said
    parts = []
    for limit in sorted(found[1].split("; "), key=lambda one: one.startswith("default")):
        if limit.startswith("default: "):
            parts.append(f"`{limit.removeprefix('default: ')}` if you do not say")
        elif between := re.fullmatch(r"(\S+)<=x<=(\S+)", limit):
            parts.append(f"from {between[1]} to {between[2]}")
        elif least := re.fullmatch(r"x>=(\S+)", limit):
            parts.append(f"{least[1]} or more")
        else:
            parts.append(limit)
    note = "; ".join(parts)
    return f"{said[: found.start()]} {note[0].upper()}{note[1:]}.".strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive to Sphinx."""
    from sphinx.util.docutils import SphinxDirective

    class Commands(SphinxDirective):
        def run(self) -> list[Node]:
            return self.parse_text_to_nodes(markdown(), allow_section_headings=True)

    app.add_directive("psoas-commands", Commands)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
