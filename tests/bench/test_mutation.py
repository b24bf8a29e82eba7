"""The changes that are tried on the code, and what counts as having noticed one."""

from __future__ import annotations

import ast
import signal

import pytest

pytest.importorskip("cosmic_ray", reason="what bench/mutation/requirements.txt brings is not installed")

from bench.mutation.mutants import ROOMS, ROOT, Mutant, drawn
from bench.mutation.trial import tells


@pytest.fixture(scope="module")
def load_room() -> list[Mutant]:
    return drawn("load", None, 1)


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    assert drawn("load", 12, 3) == drawn("load", 12, 3)
    assert drawn("load", 12, 3) != drawn("load", 12, 4)
    places = [(mutant.line, mutant.column) for mutant in drawn("load", 12, 3)]
    assert len(set(places)) == 12


def test_a_mutant_is_the_file_with_one_change_that_can_still_be_read(load_room: list[Mutant]) -> None:
    for mutant in load_room[::25]:
        before, after = (ROOT / mutant.path).read_text(encoding="utf-8"), mutant.source()
        ast.parse(after)
        changed = [i for i, (a, b) in enumerate(zip(before.splitlines(), after.splitlines(), strict=True), 1) if a != b]
        assert changed == [mutant.line]


def test_limits_that_stand_outside_functions_are_changed_too() -> None:
    source = (ROOT / "src/psoas/coach/rep_counter.py").read_text(encoding="utf-8").splitlines()
    lines = {m.line for m in drawn("coach", None, 1) if m.path.endswith("rep_counter.py")}
    assert any(source[line - 1].startswith("LEARNS_FROM") for line in lines)


def test_what_only_declares_is_left_alone(load_room: list[Mutant]) -> None:
    source = (ROOT / ROOMS["load"][0]).read_text(encoding="utf-8").splitlines()
    touched = [source[mutant.line - 1] for mutant in load_room]
    assert not [line for line in touched if line.startswith("@dataclass")]
    assert not [line for line in touched if "float | None = None" in line]


@pytest.mark.parametrize(
    ("code", "noticed"),
    [
        (0, False),
        (1, True),
        (2, True),
        (-signal.SIGSEGV, True),
        (-signal.SIGTERM, None),
        (-signal.SIGKILL, None),
        (5, None),
    ],
)
def test_only_tests_that_fail_by_themselves_have_noticed_anything(code: int, noticed: bool | None) -> None:
    assert tells(code) is noticed
