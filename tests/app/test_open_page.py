"""A page opens in a small window only in the person's own browser."""

from __future__ import annotations

import os
import time

import pytest

from psoas.app import open_page as opening
from psoas.app.open_page import open_page

ADDRESS = "http://127.0.0.1:8137/step/calf-raise"


@pytest.fixture
def tabs(monkeypatch) -> list[str]:
    opened: list[str] = []
    monkeypatch.setattr(opening.webbrowser, "open", opened.append)
    return opened


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Put programs of the test's own where programs are looked for; nothing else is there."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name: str, script: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)

    return put


pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")


def test_a_browser_that_has_small_windows_opens_one_if_it_is_the_persons_own(programs, tabs, tmp_path):
    told = tmp_path / "told"
    programs("xdg-settings", "echo google-chrome.desktop")
    programs("google-chrome", f'echo "$@" > {told}.new; /bin/mv {told}.new {told}')
    open_page(ADDRESS, small=True)
    until = time.monotonic() + 10
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert f"--app={ADDRESS}" in told.read_text()
    assert tabs == []


@pytest.mark.parametrize("own", ["firefox", "../evil", ""])
def test_any_other_browser_opens_a_tab_even_if_one_with_small_windows_is_there(programs, tabs, own):
    programs("xdg-settings", f"echo {own}.desktop")
    programs("chromium", "exit 1")
    open_page(ADDRESS, small=True)
    assert tabs == [ADDRESS]


@pytest.mark.parametrize("script", ["exit 2", "echo chromium.desktop", None])
def test_where_nobody_tells_the_browser_or_it_is_not_there_a_tab_opens(programs, tabs, script):
    if script:
        programs("xdg-settings", script)
    open_page(ADDRESS, small=True)
    assert tabs == [ADDRESS]


def test_without_being_asked_for_a_small_window_a_tab_opens(programs, tabs):
    programs("xdg-settings", "echo chromium.desktop")
    programs("chromium", "exit 1")
    open_page(ADDRESS)
    assert tabs == [ADDRESS]
