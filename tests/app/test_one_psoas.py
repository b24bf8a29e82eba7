"""Two whole programs with one journal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest


def psoas(*words: object, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "psoas", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **(env or {})},
    )


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"runs at (http://\S+)", line):
            return found[1]
    raise AssertionError(process.communicate()[1])


def until_it_answers(address: str) -> None:
    """Wait until it serves: before, Ctrl+C does nothing where whoever started the tests ignores it."""
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=60)) as asked:
        asked.request("GET", "/")
        asked.getresponse()


@pytest.mark.skipif(os.name != "posix", reason="the browser of this test is a shell command")
def test_a_second_psoas_opens_the_page_of_the_first_and_the_next_one_starts_when_that_was_killed(
    tmp_path: Path,
) -> None:
    data, link, opened = tmp_path / "data", tmp_path / "link", tmp_path / "opened"
    data.mkdir()
    link.symlink_to(data)
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    script.chmod(0o755)
    first = psoas("--data", data, "--no-browser")
    try:
        address = address_of(first).partition("/?token=")[0]
        _, said = psoas("--data", link, "--port", 1, "--page", "/desk", env={"BROWSER": str(script)}).communicate()
        assert f"running already: open {address}/desk?token=" in said
        assert opened.read_text().startswith(f"{address}/desk?token=")
        _, said = psoas("session", "--data", data).communicate()
        assert f"running already: open {address} " in said
    finally:
        first.kill()
        first.communicate()
    third = psoas("--data", link, "--no-browser")
    try:
        until_it_answers(address_of(third))
    finally:
        third.send_signal(signal.SIGINT)
        third.communicate(timeout=60)
    assert not (data / "led-by.json").exists()
