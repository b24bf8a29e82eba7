"""Every text that a person can see or hear, gathered so that all can be read in one sitting.

The TOML files hold most of them. The rest stand in Python sources, which are parsed and not run, so that no sentence is
missed because some table was not thought of.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Rooms whose sources hold sentences for a person, besides the programme's TOML files.
ROOMS = ("session", "coach", "tracking", "plan", "app", "report", "cli", "journal", "analysis", "sight")
#: Sources whose sentences are spoken, and keys of TOML files whose values are.
SPOKEN_FILES = frozenset(
    f"{room}/{name}.py"
    for room, names in {
        "session": ("prompts", "speech", "messages", "led_day", "guided"),
        "coach": ("coach", "cues", "flat_back"),
        "tracking": ("setup_check",),
    }.items()
    for name in names
)
SPOKEN_KEYS = frozenset(("cue", "say"))
#: Files of which nothing but `cue` and `say` is ever heard: not even that, in those that are only read.
_SILENT = ("screening", "how_it_decides", "flare-up", "evidence")
#: Keys whose values are names for the program, and files that hold no sentence for a person.
_INWARD = frozenset(
    ("id", "figure", "closed_by", "for", "leave_out", "phrases", "references", "claims", "cite", "meaning")
)
_NOT_SHOWN = frozenset(("wording.toml", "measures.toml", "loads.toml"))
#: What looks like a sentence and is code: style sheets, markup, scripts, selectors, class names.
_CODE = re.compile(r"[<>{}=]|\(\)|//|;$|; *[a-z-]+:|^[@#.]|^[a-z0-9 -]+$|\w\(['\"]")


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text that a person can see or hear.

    Attributes
    ----------
    file : str
        Where it stands, below `src/psoas`.
    key : str
        Its key in a TOML file, or "".
    text : str
        The text; what is filled in later stands as "{...}".
    spoken : bool
        Whether it may be said aloud.
    """

    file: str
    key: str
    text: str
    spoken: bool


def all_texts(house: Path) -> tuple[FoundText, ...]:
    """Gather all texts of the package in a folder, in the order of the files.

    Parameters
    ----------
    house : Path
        The folder of the package `psoas`.

    Examples
    --------
    >>> from pathlib import Path
    >>> import psoas
    >>> found = all_texts(Path(psoas.__path__[0]))
    >>> next(one.text for one in found if one.file == "programme/exercises/warm-up.toml" and one.key == "summary")
    'Three easy minutes: walk, breathe, rock your pelvis.'
    """
    found: list[FoundText] = []
    for file in sorted((house / "programme").rglob("*.toml")):
        if file.name not in _NOT_SHOWN and file.parent.name != "sketches":
            name = file.relative_to(house).as_posix()
            heard = file.stem not in _SILENT
            values = tomllib.loads(file.read_text(encoding="utf-8"))
            found += (FoundText(name, key, text, heard and key in SPOKEN_KEYS) for key, text in in_toml(values))
    for room in ROOMS:
        for file in sorted((house / room).rglob("*.py")):
            name = file.relative_to(house).as_posix()
            if "migrations" not in name:
                texts = in_python(file.read_text(encoding="utf-8"))
                found += (FoundText(name, "", text, name in SPOKEN_FILES) for text in texts)
    return tuple(found)


def in_toml(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Find the texts of two words or more below a value of a TOML file, each with its key.

    Examples
    --------
    >>> list(in_toml({"id": "a", "cue": "Come back slowly."}))
    [('cue', 'Come back slowly.')]
    """
    if isinstance(value, str):
        if " " in value:
            yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _INWARD:
                yield from in_toml(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from in_toml(inner, key)


def in_python(source: str) -> Iterator[str]:
    """Find the texts of three words or more in a Python source: no docstrings, no style sheets, no scripts.

    Examples
    --------
    >>> list(in_python('x = f"Rest, {n} seconds."'))
    ['Rest, {...} seconds.']
    """
    tree = ast.parse(source)
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = (
        node for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in inner
    )
    for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        text = _text(node)
        if text.count(" ") >= 2 and re.search(r"[A-Za-z]{3}", text) and not _CODE.search(text.replace("{...}", "N")):
            yield text


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{...}" for part in node.values)
