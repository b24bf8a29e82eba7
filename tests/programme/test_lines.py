"""Lines of values in a TOML text."""

import tomllib
from pathlib import Path

import psoas.programme
from psoas.programme.lines import key_lines, line_of

TEXT = '''\
# comment
name = "x"
story = """
name = "not a key"
[not-a-section]
"""
list = [
    "a",

    # note
    "b = 2",
]
[dose]
sets = 2
[dose.tempo]
out = 1
[[checks]]
id = "one"
[[checks]]
id = "two"
'''


def test_a_key_is_found_in_its_section_and_a_table_by_its_place_in_the_list() -> None:
    assert line_of(TEXT, ("name",)) == 2
    assert line_of(TEXT, ("dose", "sets")) == 14
    assert line_of(TEXT, ("dose", "tempo", "out")) == 16
    assert line_of(TEXT, ("checks", 0, "id")) == 18
    assert line_of(TEXT, ("checks", 1, "id")) == 20


def test_a_member_of_a_long_list_is_found_on_its_own_line() -> None:
    assert [line_of(TEXT, ("list", i)) for i in (0, 1)] == [8, 11]


def test_what_has_no_line_is_looked_for_in_the_closest_thing_around_it() -> None:
    assert line_of(TEXT, ("checks", 1, "missing")) == 19
    assert line_of(TEXT, ("dose", "sets", "deeper")) == 14
    assert line_of(TEXT, ("nothing",)) == 1


def test_text_between_triple_quotes_holds_no_keys() -> None:
    assert ("not-a-section",) not in key_lines(TEXT)


def test_every_key_of_the_shipped_files_has_a_line() -> None:
    for file in Path(psoas.programme.__path__[0]).rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        known = key_lines(text)
        for key, value in tomllib.loads(text).items():
            assert (key,) in known
            assert text.splitlines()[known[(key,)] - 1].lstrip("[ ").startswith(key)
            if isinstance(value, dict):
                assert all((key, inner) in known for inner in value)
