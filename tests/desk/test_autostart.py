"""Started with the session: written as a whole, removed as a whole."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from psoas.desk import autostart
from psoas.desk.autostart import content_for, file_for, switch


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps this in its registry")
def test_off_leaves_nothing_of_what_on_wrote(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    file = file_for(sys.platform, tmp_path)
    assert str(file) in switch(on=True, folder=tmp_path / "my data")
    assert file.exists()
    switch(on=True, folder=tmp_path / "other")
    assert "no longer" in switch(on=False, folder=tmp_path)
    assert not file.exists()
    switch(on=False, folder=tmp_path)


@pytest.mark.parametrize("folder", ["/data", "/my data", '/a"b', "/100%", "/dollar$", "/back\\slash", "/it's"])
def test_a_desktop_entry_starts_the_companion_with_any_folder(folder, tmp_path):
    entry = ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str
    entry.read_string(content_for("linux", ["/usr/bin/python3", "-m", "psoas", "desk", "--data", folder]).decode())
    command = entry["Desktop Entry"]["Exec"]
    assert unquoted(command)[-1] == folder
    if shutil.which("desktop-file-validate"):
        file = tmp_path / "psoas-desk.desktop"
        file.write_bytes(content_for("linux", ["/usr/bin/python3", "--data", folder]))
        assert subprocess.run(["desktop-file-validate", file], check=False, capture_output=True).stdout == b""


def unquoted(command: str) -> list[str]:
    """Read Exec as the Desktop Entry Specification says: escapes of the string first, then quotes, then `%%`."""
    text, parts, part, quoted, letters = (
        command.replace("\\\\", "\\"),
        [],
        "",
        False,
        iter(command.replace("\\\\", "\\")),
    )
    del text
    for letter in letters:
        if letter == '"':
            quoted = not quoted
        elif letter == "\\" and quoted:
            part += next(letters)
        elif letter == " " and not quoted:
            parts.append(part)
            part = ""
        else:
            part += letter
    return [each.replace("%%", "%") for each in (*parts, part)]


def test_a_launch_agent_holds_the_command_as_it_is():
    held = plistlib.loads(content_for("darwin", ["/bin/psoas", "desk", "--data", "/my data"]))
    assert held["ProgramArguments"] == ["/bin/psoas", "desk", "--data", "/my data"]
    assert held["RunAtLoad"] is True
    assert file_for("darwin", Path("/Users/x")) == Path("/Users/x/Library/LaunchAgents/psoas.desk.plist")


def test_windows_gets_one_value_and_loses_it_again(monkeypatch, tmp_path):
    values: dict[str, str] = {}

    class Key:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    class Registry:
        HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = 1, 2, 1

        @staticmethod
        def OpenKey(*_):  # noqa: N802 - its name
            return Key()

        @staticmethod
        def SetValueEx(_, name, __, ___, value):  # noqa: N802
            values[name] = value

        @staticmethod
        def DeleteValue(_, name):  # noqa: N802
            if name not in values:
                raise FileNotFoundError
            del values[name]

    monkeypatch.setitem(sys.modules, "winreg", Registry)
    monkeypatch.setattr(autostart.sys, "platform", "win32")
    switch(on=True, folder=tmp_path / "my data")
    assert values["psoas-desk"].endswith('my data"')
    switch(on=False, folder=tmp_path)
    switch(on=False, folder=tmp_path)
    assert values == {}
