"""What an exercise file may say, written from the models that check it: the directive ``psoas-exercise-keys``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from numpydoc.docscrape import NumpyDocString
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from psoas.programme.catalogue import known_measures
from psoas.programme.model import Exercise

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

NAMES: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}
#: A list of alternatives that is longer is left to the file that holds it.
MOST_WRITTEN = 12


def sections(model: type[BaseModel] = Exercise, where: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """A model and all models within it, each with the section of the file where it stands; "" is the top."""
    yield where, model
    for name, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            key = f"{where}.{field.alias or name}" if where else field.alias or name
            yield from sections(inner, key)


def meanings(model: type[BaseModel]) -> list[tuple[tuple[str, ...], str]]:
    """What a model's docstring says of its fields, in its order; some fields share a sentence."""
    entries = NumpyDocString(_dedented(model))["Attributes"]
    return [(tuple(entry.name.replace(" ", "").split(",")), " ".join(entry.desc)) for entry in entries]


def markdown() -> str:
    """All sections of an exercise file as Markdown tables; one that comes several times is told once."""
    told: dict[type[BaseModel], list[str]] = {}
    for where, model in sections():
        told.setdefault(model, []).append(where)
    lines = [line for model, places in told.items() for line in _section(model, places)]
    return "\n".join([*lines, *_measures()])


def _measures() -> Iterator[str]:
    yield from ("## Measures", "", "What `measure` in `[[checks]]` may name; `programme/measures.toml` lists them.", "")
    yield from ("| measure | unit | meaning |", "| --- | --- | --- |")
    yield from (f"| `{one.name}` | {one.unit} | {_cell(one.meaning)} |" for one in known_measures())
    yield ""


def _section(model: type[BaseModel], places: list[str]) -> Iterator[str]:
    title = ", ".join(f"`{place}`" for place in places) if places != [""] else "The whole file"
    yield from (f"## {title}", "", _for_markdown(_dedented(model).strip().splitlines()[0]), "")
    yield from ("| key | meaning | value |", "| --- | --- | --- |")
    for names, said in meanings(model):
        rows: dict[tuple[str, str], list[str]] = {}
        for name in names:
            field = model.model_fields[name]
            rows.setdefault((_value(field), _default(field)), []).append(f"`{field.alias or name}`")
        for (value, default), keys in rows.items():
            yield f"| {', '.join(keys)} | {_cell(_for_markdown(said))} | {_cell(value)}{default} |"
    yield ""


def _value(field: FieldInfo) -> str:
    bounds = []
    for one in field.metadata:
        match one:
            case Ge():
                bounds.append(f"at least {one.ge}")
            case Gt():
                bounds.append(f"above {one.gt}")
            case Le():
                bounds.append(f"at most {one.le}")
            case Lt():
                bounds.append(f"below {one.lt}")
    return ", ".join((_type(field.annotation), *bounds))


def _type(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    models = list(_models_in(annotation))
    if models:
        return "sections" if origin is tuple else "section"
    if origin is Literal:
        return ", ".join(f'`"{one}"`' for one in inner) if len(inner) <= MOST_WRITTEN else "names of limits"
    if origin is tuple:
        return f"list of {_type(inner[0])}" if Ellipsis in inner else f"list of {len(inner)} {_type(inner[0])}s"
    if origin in (Annotated, Union, UnionType):
        return _type(next(one for one in inner if one is not NoneType))
    return NAMES[annotation]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "; required"
    nothing = (None, (), "", PydanticUndefined)
    if field.default in nothing:
        return ""
    written = str(field.default).lower() if isinstance(field.default, bool) else field.default
    return f"; `{written}` if left out"


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _dedented(model: type[BaseModel]) -> str:
    first, _, rest = (model.__doc__ or "").partition("\n")
    lines = rest.splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    cut = min(indents, default=0)
    return "\n".join([first, *(line[cut:] for line in lines)])


def _for_markdown(text: str) -> str:
    """What a docstring says for a reader of the file: reST's literals as Markdown's, without what is said of Python."""
    return re.sub(r"``([^`]+)``", r"`\1`", re.sub(r" Written ``\w+`` in the file\.", "", text))


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive to Sphinx."""
    from sphinx.util.docutils import SphinxDirective

    class ExerciseKeys(SphinxDirective):
        def run(self) -> list[Node]:
            return self.parse_text_to_nodes(markdown(), allow_section_headings=True)

    app.add_directive("psoas-exercise-keys", ExerciseKeys)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
