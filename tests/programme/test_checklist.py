"""The checklist of the programme points at what is there."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import psoas.programme
from psoas.programme.catalogue import load

HERE = Path(psoas.programme.__path__[0])
CHECKLIST = Path(__file__).resolve().parents[2] / "docs" / "programme-checklist.md"
POINTERS = re.findall(r"`([\w/.-]+\.toml): ([\w.]+)`", CHECKLIST.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "key"), sorted(set(POINTERS)))
def test_the_place_a_line_of_the_programme_points_to_exists(file: str, key: str) -> None:
    value: Any = tomllib.loads((HERE / file).read_text(encoding="utf-8"))
    for part in key.split("."):
        assert part in value
        value = value[part]
    assert value


def test_every_level_has_its_lines_in_the_checklist() -> None:
    levels = {f"exercises/{exercise.id}.toml" for exercise in load().march}
    assert len(levels) == 6
    assert levels <= {file for file, _ in POINTERS}
