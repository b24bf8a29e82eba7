"""One TOML file of the programme -> one checked record, or an error that names file, line and remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from psoas.errors import PsoasError
from psoas.programme.lines import line_of

Model = TypeVar("Model", bound=BaseModel)


class CatalogueError(PsoasError):
    """The programme cannot give what was asked: a file of it is wrong, or there is no such exercise or level."""


def complaint(file: str, line: int, say: str) -> CatalogueError:
    """Build the error in the one form all of them have: file, line, what is wrong and what to do."""
    return CatalogueError(f"{file}, line {line}: {say}")


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """Remedy for a misspelt name: the nearest one that exists, else all of them."""
    names = sorted(right)
    near = difflib.get_close_matches(wrong, names, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"It can be: {', '.join(f'`{name}`' for name in names)}."


def read_text(file: Traversable) -> str:
    """Text of a file, UTF-8 with or without a byte order mark.

    Raises
    ------
    CatalogueError
        If the file cannot be read or is not UTF-8.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise CatalogueError(f"{file.name} cannot be read ({error.strerror}). Check that it is there.") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise complaint(file.name, line, "this is not UTF-8 text. Save the file again as UTF-8.") from error


def parse(model: type[Model], text: str, name: str) -> Model:
    """Record of type `model` from the TOML `text` of the file called `name`.

    Raises
    ------
    CatalogueError
        If the text is not TOML, or does not say what the model asks for.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", said)
        last = max(len(text.splitlines()), 1)
        line = int(place[1]) if place and place[1] else last
        what = said.replace(place[0], "") if place else said
        remedy = "Look at this line and the one before it: often a quote, a bracket or an equals sign is missing."
        raise complaint(name, line, f"this is not valid TOML ({what}). {remedy}") from error
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _explain(model, error, text, name) from error


def packaged(model: type[Model], name: str) -> Model:
    """Record of type `model` from one of the files that the programme brings along.

    Raises
    ------
    CatalogueError
        As `parse`.
    """
    return parse(model, read_text(files("psoas.programme") / name), name)


def _explain(model: type[BaseModel], error: ValidationError, text: str, name: str) -> CatalogueError:
    """Tell the first mistake; a misspelt key before the key that is therefore missing."""
    mistakes = sorted(error.errors(), key=lambda mistake: mistake["type"] != "extra_forbidden")
    line, say = _sentence(model, mistakes[0], text)
    more = len(mistakes) - 1
    return complaint(name, line, say + (f" (Mistakes found in this file beside it: {more}.)" if more else ""))


def _sentence(model: type[BaseModel], mistake: ErrorDetails, text: str) -> tuple[int, str]:
    path, kind, given = mistake["loc"], mistake["type"], mistake["input"]
    key = _in_words(path)
    line = line_of(text, path)
    if kind == "extra_forbidden":
        return line, f"there is no key `{key}`. {did_you_mean(str(path[-1]), _keys_at(model, path[:-1]))}"
    if kind == "missing":
        return line, f"`{key}` is missing. Add it; the other exercise files show what it looks like."
    if kind == "value_error":
        say = mistake["msg"].removeprefix("Value error, ")
        # A rule about several keys is reported for their whole section: go to the key the sentence begins with.
        line = line_of(text, (*path, *re.findall(r"^\w+(?=\.|:| must)", say)))
        return line, f"{say}." if not say.endswith(".") else say
    wanted = mistake["msg"].replace("Input should", "should").replace("should", "must", 1)
    return line, f"`{key}` is {given!r}, but it {wanted}. Change it."


def _in_words(path: Sequence[str | int]) -> str:
    """Write ``("checks", 1, "keep")`` as ``checks[2].keep``, counted from 1 as people do."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Keys that may stand in the section at `path`."""
    for part in path:
        if isinstance(part, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(fields[part].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
