"""The command reference knows every command and every option."""

from __future__ import annotations

import re
from typing import Any

import pytest

from docs.extensions.command_page import commands, markdown, parameters

TEXT = markdown()


def section(called: str) -> str:
    found = re.search(rf"^## `{re.escape(called)}`\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)
    assert found, f"the command reference has no section for {called}"
    return found[1]


def test_the_commands_are_those_that_psoas_offers(run: Any) -> None:
    _, listed, _ = run("--help")
    offered = set(re.findall(r"^[│ ]*([a-z]+) {2,}[A-Z]", listed.partition("Commands")[2], re.M))
    assert offered == {called.removeprefix("psoas ") for called in commands()} - {"psoas"}


@pytest.mark.parametrize("called", commands())
def test_every_option_of_a_command_stands_in_its_section_and_says_what_it_does(called: str) -> None:
    command = commands()[called]
    text = section(called)
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts) if name.startswith("--")}
    assert {name for name in known - {"--help"} if not re.search(rf"{name}\b", text)} == set()
    assert [names for names, _, said in parameters(called, command) if not re.search(r"\w", said)] == []


def test_limits_and_defaults_are_said_in_words() -> None:
    assert "`--weeks NUMBER` | How many weeks to look back. From 1 to 520; `4` if you do not say." in TEXT
    assert not re.search(r"<=|<\w|\[default", TEXT)
