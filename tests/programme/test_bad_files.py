"""A mistake in an exercise file is told with file, line and remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from psoas.errors import PsoasError
from psoas.programme.catalogue import CatalogueError, load

GOOD = """\
id = "lying-march"
step = "strengthen"
level = 1
name = "Lying march"
summary = "On your back, one leg reaches out."
equipment = ["mat"]
camera = "side"
posture = "lying"
support = "The mat."
start = ["Lie down."]
move = [
    "Stretch one leg.",
    # then
    "Bring it back.",
]
easier = ["Legs higher."]

[dose]
sets = 2
reps_per_side = [10, 12]
rest_s = [60, 90]
tempo_s = { out = 2.0, hold = 1.0, back = 2.5 }

[motion]
trunk = 180
start = { hip = 90, knee = 90, ankle = 0 }
working = { hip = 30, knee = 5, ankle = 0 }
holding = { hip = 90, knee = 90, ankle = 0 }
contacts = ["back-on-mat"]

[[checks]]
id = "returns-too-fast"
measure = "back_s"
keep = [0.8, 60]
while = "rep"
cue = "Come back slowly."
why = "Control."

[[checks]]
id = "range-too-small"
measure = "range_share"
keep = [0.6, 5]
while = "rep"
cue = "Reach further out."
why = "Range."

[[self_checks]]
id = "press-low-back"
when = "before"
say = "Press your low back down."
why = "It stays there."
feel = "Slide a hand under it."
"""


@pytest.fixture
def complaint(tmp_path: Path) -> Callable[..., str]:
    def told(**files: str) -> str:
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        with pytest.raises(CatalogueError) as refused:
            load(tmp_path)
        return str(refused.value)

    return told


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_the_good_file_is_good(tmp_path: Path) -> None:
    (tmp_path / "march.toml").write_text(GOOD, encoding="utf-8")
    assert load(tmp_path).level(1).checks[1].keep == (0.6, 5)


@pytest.mark.parametrize(
    ("old", "new", "line", "remedy"),
    [
        ('name = "Lying march"', 'name = "Lying march', 4, "not valid TOML"),
        ('name = "Lying march"', 'id = "x"', 4, "not valid TOML"),
        ('feel = "Slide a hand under it."\n', "feel = [", 52, "not valid TOML"),
        ("summary =", "sumary =", 5, "no key `sumary`. Did you mean `summary`?"),
        ("rest_s =", "rests =", 21, "no key `dose.rests`. Did you mean `rest_s`?"),
        ("{ out = 2.0,", "{ outt = 2.0,", 22, "no key `dose.tempo_s.outt`. Did you mean `out`?"),
        ("keep = [0.6, 5]", "kept = [0.6, 5]", 42, "no key `checks[2].kept`. Did you mean `keep`?"),
        ('summary = "On your back, one leg reaches out."\n', "", 1, "`summary` is missing. Add it"),
        ('cue = "Reach further out."\n', "", 39, "`checks[2].cue` is missing. Add it"),
        ("level = 1", "level = 9", 3, "`level` is 9, but it must be less than or equal to 6"),
        ("sets = 2", 'sets = "two"', 19, "`dose.sets` is 'two', but it must be a valid integer"),
        ('posture = "lying"', 'posture = "sitting"', 8, "must be 'lying', 'bridge', 'leaning', 'standing' or 'seated'"),
        ("reps_per_side = [10, 12]", "reps_per_side = [12, 10]", 20, "must be [smaller, larger]"),
        ("keep = [0.6, 5]", "keep = [5, 0.6]", 42, "keep must be [smallest, largest]"),
        ('    "Bring it back.",', "    7,", 14, "`move[2]` is 7"),
        ("hip = 30,", "hip = 95,", 26, "less than 15 degrees apart"),
        ('contacts = ["back-on-mat"]', 'contacts = ["heels-on-box"]', 29, "say how high the box is"),
        ('when = "before"', 'when = "after"', 49, "must be 'before', 'between' or 'during'"),
        ('feel = "Slide a hand under it."\n', "", 47, "`self_checks[1].feel` is missing. Add it"),
        ('say = "Press', 'says = "Press', 50, "no key `self_checks[1].says`. Did you mean `say`?"),
        ('why = "Range."', 'why = "Range."\nspoken = false', 46, "also needs `feel`: say how to feel for it"),
        ('id = "range-too-small"', 'id = "returns-too-fast"', 31, "give one of them another"),
        ('equipment = ["mat"]', 'equipment = ["mini-band"]', 6, "needs a [band] section"),
        ('measure = "range_share"', 'measure = "sparkle_deg"', 41, "These exist: `back_s`"),
        ("level = 1", 'level = 1\nwithout_band = "lyin-march"', 4, "does not exist. Did you mean `lying-march`?"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_remedy(
    complaint: Callable[..., str], old: str, new: str, line: int, remedy: str
) -> None:
    told = complaint(mine=changed(old, new))
    assert told.startswith(f"mine.toml, line {line}: ")
    assert remedy in told
    assert "\n" not in told


def test_an_unknown_measure_is_answered_with_all_that_exist(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(tmp_path, measures=["back_s", "knee_deg"])
    assert str(refused.value) == (
        "mine.toml, line 41: there is no measure `range_share`. These exist: `back_s`, `knee_deg`."
    )


def test_an_id_taken_twice_is_told_with_both_files(complaint: Callable[..., str]) -> None:
    told = complaint(a=GOOD, b=changed("level = 1", "level = 2"))
    assert told == "b.toml, line 1: the id `lying-march` is already taken by a.toml. Choose another one."


def test_a_level_taken_twice_is_told_with_both_files(complaint: Callable[..., str]) -> None:
    told = complaint(a=GOOD, b=changed('id = "lying-march"', 'id = "other-march"'))
    assert told == "b.toml, line 3: level 1 is already taken by a.toml. Choose another one."


def test_only_the_first_mistake_is_told_but_the_others_are_counted(complaint: Callable[..., str]) -> None:
    told = complaint(mine=changed("level = 1", "level = 9").replace("sets = 2", "sets = 0"))
    assert "line 3" in told
    assert "Mistakes found in this file beside it: 1." in told


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(GOOD.encode().replace(b"Lying march", b"M\xe4rsch"))
    with pytest.raises(CatalogueError, match=r"mine\.toml, line 4: this is not UTF-8"):
        load(tmp_path)


def test_a_file_saved_with_windows_line_ends_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load(tmp_path).level(1).name == "Lying march"


def test_an_empty_folder_and_a_missing_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="holds no exercise"):
        load(tmp_path)
    with pytest.raises(CatalogueError, match="cannot be read"):
        load(tmp_path / "nowhere")


def test_every_such_error_is_one_of_those_that_are_shown_to_people() -> None:
    assert issubclass(CatalogueError, PsoasError)
