"""Read a TOML file of the programme into a validated record; errors name file, line and remedy."""

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
    """A file of the programme is invalid, or the exercise or level does not exist."""


def complaint(file: str, line: int, say: str) -> CatalogueError:
    """Build an error in the common form: file, line, problem, remedy."""
    return CatalogueError(f"{file}, line {line}: {say}")


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """Suggest the closest name to a misspelt one, or list them all."""
    names = sorted(right)
    near = difflib.get_close_matches(wrong, names, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"It can be: {', '.join(f'`{name}`' for name in names)}."


def read_text(file: Traversable) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

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
    """Parse the TOML `text` of the file `name` into a `model`.

    Raises
    ------
    CatalogueError
        If the text is not TOML or does not match the model.
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
    """Read a packaged file into a `model`.

    Raises
    ------
    CatalogueError
        As `parse`.
    """
    return parse(model, read_text(files("psoas.programme") / name), name)


def _explain(model: type[BaseModel], error: ValidationError, text: str, name: str) -> CatalogueError:
    """Report the first mistake; a misspelt key comes before the key that is missing because of it."""
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
        # A rule about several keys is reported for the whole section: point to the key that the message begins with.
        line = line_of(text, (*path, *re.findall(r"^\w+(?=\.|:| must)", say)))
        return line, f"{say}." if not say.endswith(".") else say
    wanted = mistake["msg"].replace("Input should", "should").replace("should", "must", 1)
    return line, f"`{key}` is {given!r}, but it {wanted}. Change it."


def _in_words(path: Sequence[str | int]) -> str:
    """Write ``("checks", 1, "keep")`` as ``checks[2].keep``, counted from 1."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Return the keys allowed in the section at `path`."""
    for part in path:
        if isinstance(part, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(fields[part].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
