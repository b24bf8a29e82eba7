"""The reference of the exercise file: every key has a meaning, and the examples are whole."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from psoas.programme.catalogue import known_measures, load

pytest.importorskip("numpydoc", reason="the documentation's tools are not installed (uv sync --group docs)")

from docs.extensions.exercise_page import markdown, meanings, sections

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
EXAMPLES = ("example.toml", "example-step.toml")
#: Keys of the larger file that only make sense with another contact than the one it has, or in place of another key.
IN_A_COMMENT = {"motion.box_height_m", "motion.wall_distance_m", "dose.seconds"}


@pytest.mark.parametrize(
    "model",
    sorted({model for _, model in sections()}, key=lambda model: model.__name__),
    ids=lambda model: model.__name__,
)
def test_every_key_has_a_meaning(model: type[BaseModel]) -> None:
    said = {name: text for names, text in meanings(model) for name in names}
    assert set(said) == set(model.model_fields)
    assert all(said.values())


def test_every_key_stands_in_the_reference() -> None:
    text = markdown()
    keys = {field.alias or name for _, model in sections() for name, field in model.model_fields.items()}
    assert {key for key in keys if not re.search(rf"^\| [^|]*`{key}`", text, re.M)} == set()


def test_the_examples_are_exercises_that_psoas_takes(tmp_path: Path) -> None:
    for name in EXAMPLES:
        shutil.copy(REFERENCE / name, tmp_path)
    assert [exercise.id for exercise in load(tmp_path).exercises] == ["soft-contact", "reaching-march"]


def keys_in(value: Any, where: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            path = f"{where}.{key}" if where else key
            yield path
            yield from keys_in(inner, path)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner, where)


def test_the_examples_use_every_key_there_is() -> None:
    used = {key for name in EXAMPLES for key in keys_in(tomllib.loads((REFERENCE / name).read_text("utf-8")))}
    all_keys = {
        f"{where}.{field.alias or name}" if where else field.alias or name
        for where, model in sections()
        for name, field in model.model_fields.items()
        if not where.startswith("easy_guide")
    }
    assert all_keys - used == IN_A_COMMENT


def test_every_measure_is_listed() -> None:
    text = markdown()
    assert [measure.name for measure in known_measures() if f"`{measure.name}`" not in text] == []
