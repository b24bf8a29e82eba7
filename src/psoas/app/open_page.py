"""Open a page in the person's browser."""

from __future__ import annotations

import shutil
import subprocess
import webbrowser

#: Browsers that open a window without tabs (``--app``), by the name that the desktop has for them.
_WITH_SMALL_WINDOWS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "microsoft-edge",
    "brave-browser",
    "vivaldi-stable",
)
#: Width and height of the small window, pixels: a phone's, for which every page is made.
_SIZE = (460, 860)
#: The desktop does not take longer to name its browser, seconds.
_WAIT_S = 3.0


def open_page(address: str, *, small: bool = False) -> None:
    """Open an address.

    Parameters
    ----------
    address : str
        The whole address.
    small : bool
        In one small window without tabs, where the person's own browser has such windows; else in a tab.
    """
    browser = _own_browser() if small else None
    if browser is None:
        webbrowser.open(address)
        return
    command = [browser, f"--app={address}", f"--window-size={_SIZE[0]},{_SIZE[1]}"]
    subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _own_browser() -> str | None:
    """Return the program of the default browser if it has small windows; None too where nobody tells it."""
    try:
        told = subprocess.run(
            ["xdg-settings", "get", "default-web-browser"], capture_output=True, text=True, timeout=_WAIT_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    name = told.stdout.strip().removesuffix(".desktop")
    return shutil.which(name) if name in _WITH_SMALL_WINDOWS else None
