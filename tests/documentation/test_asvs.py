"""The table of security requirements is whole, and the tests that it names are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    line.strip("|").split("|")
    for line in (ROOT / "docs" / "validation" / "asvs.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
#: How many requirements of level 1 each chapter of version 5.0.0 has.
LEVEL_1 = {1: 8, 2: 4, 3: 8, 4: 2, 5: 4, 6: 13, 7: 6, 8: 4, 9: 4, 10: 5, 11: 3, 12: 3, 13: 1, 14: 2, 15: 3}


def test_every_requirement_of_level_1_stands_once() -> None:
    numbers = [number for row in ROWS for number in re.findall(r"\d+\.\d+\.\d+", row[0])]
    assert len(numbers) == len(set(numbers)) == sum(LEVEL_1.values()) == 70
    assert {chapter: sum(n.startswith(f"{chapter}.") for n in numbers) for chapter in LEVEL_1} == LEVEL_1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_each_line_names_a_test_or_says_why_there_is_none(row: list[str]) -> None:
    tests = re.findall(r"`([\w/]+\.py)`", row[3])
    assert [test for test in tests if not (ROOT / "tests" / test).is_file()] == []
    assert tests or "Does not apply" in row[2] or "SECURITY.md" in row[2]
