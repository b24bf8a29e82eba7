"""Start the companion with the session, where each system looks for such things; written and removed as a whole."""

from __future__ import annotations

import os
import plistlib
import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_NAME = "psoas-desk"
_LABEL = "psoas.desk"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def switch(*, on: bool, folder: Path) -> str:
    """Switch it on or off, and return a sentence about it.

    Parameters
    ----------
    on : bool
        Whether the companion starts with the session from now on.
    folder : Path
        The data folder that it is to use.
    """
    command = [sys.executable, "-m", "psoas", "desk", "--data", str(folder)]
    if sys.platform == "win32":
        _registry(command if on else None)
        where = "the registry"
    else:
        file = file_for(sys.platform, Path.home())
        where = str(file)
        if on:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content_for(sys.platform, command))
        else:
            file.unlink(missing_ok=True)
    if on:
        return (
            f"The desk companion starts with your session from now on ({where}). `psoas desk autostart off` undoes it."
        )
    return "The desk companion no longer starts with your session."


def file_for(platform: str, home: Path) -> Path:
    """Return the file that a system other than Windows looks for."""
    if platform == "darwin":
        return home / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "autostart" / f"{_NAME}.desktop"


def content_for(platform: str, command: Sequence[str]) -> bytes:
    """Return what that file holds.

    Examples
    --------
    >>> print(content_for("linux", ["/usr/bin/psoas", "desk", "--data", "/my data"]).decode())
    [Desktop Entry]
    Type=Application
    Name=psoas desk companion
    Comment=Asks you to get up now and then
    Exec=/usr/bin/psoas desk --data "/my data"
    Terminal=false
    X-GNOME-Autostart-enabled=true
    <BLANKLINE>
    """
    if platform == "darwin":
        return plistlib.dumps({"Label": _LABEL, "ProgramArguments": list(command), "RunAtLoad": True})
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=psoas desk companion",
        "Comment=Asks you to get up now and then",
        f"Exec={' '.join(map(_quoted, command))}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return ("\n".join(lines) + "\n").encode()


def _quoted(part: str) -> str:
    """Quote an argument as the Desktop Entry Specification asks: `%` doubled, some letters escaped between quotes."""
    part = part.replace("%", "%%")
    if part == shlex.quote(part).replace("%%", "%%"):
        return part
    for letter in ("\\", '"', "`", "$"):
        part = part.replace(letter, f"\\{letter}")
    # A string value of the file escapes the backslash once more.
    return f'"{part}"'.replace("\\", "\\\\")


def _registry(command: Sequence[str] | None) -> None:
    import subprocess  # noqa: PLC0415 - only its way of quoting, and only on Windows
    import winreg  # noqa: PLC0415 - only on Windows

    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY, 0, winreg.KEY_SET_VALUE) as key:  # type: ignore[attr-defined]
        if command is not None:
            winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command))  # type: ignore[attr-defined]
            return
        with suppress(FileNotFoundError):
            winreg.DeleteValue(key, _NAME)  # type: ignore[attr-defined]
