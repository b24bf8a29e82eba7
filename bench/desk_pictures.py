"""Take pictures of the desk companion on a virtual desktop, light and dark: ``python -m bench.desk_pictures FOLDER``.

A real X server with a window manager (openbox), a tray (trayer), a server of notifications (dunst) and a Chromium. Hint
and prompt go the companion's own way to the desktop, with the small move that a made-up journal gives; the window is
the page that a click on the prompt opens. Nobody's desktop is shown.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageGrab
from playwright.async_api import Browser, async_playwright
from Xlib.display import Display

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from browser.conftest import CHROMIUM, FLAGS  # noqa: E402
from browser.driving import SERVE_AT, Psoas, launch  # noqa: E402
from every_page import lived_in  # noqa: E402
from psoas.desk.desktop import Desktop  # noqa: E402
from psoas.desk.move import next_move  # noqa: E402
from psoas.desk.notifier import tell  # noqa: E402
from psoas.desk.tray import Tray  # noqa: E402
from psoas.habit.events import Hint, Prompt  # noqa: E402
from psoas.journal.store import Store  # noqa: E402

SCREEN = (1180, 760)
#: Background, panel and letters of the made-up desktop.
SCHEMES = {"light": ("#d8d4cc", "#f7f3ee", "#1d2b29"), "dark": ("#23211f", "#33302d", "#f2efe9")}
_DUNST = """[global]
width = 340
offset = 20x20
font = Sans 12
frame_width = 1
separator_height = 0
padding = 12
horizontal_padding = 14
corner_radius = 8
[urgency_normal]
background = "{panel}"
foreground = "{letters}"
frame_color = "{letters}"
"""
_TRAY = ("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32")
_PLACE = (f"--window-size={SCREEN[0] - 400},{SCREEN[1] - 60}", "--window-position=20,10")
#: So long a program or a page takes to draw itself, seconds.
_DRAWN_S = 2.0


class Screen:
    """A virtual desktop in one scheme; what is on it is kept as files."""

    def __init__(self, folder: Path, scheme: str) -> None:
        self._folder, self.scheme = folder, scheme

    def begin(self, made: Path, ends: ExitStack) -> None:
        """Start what stands on it."""
        ground, panel, letters = SCHEMES[self.scheme]
        Image.new("RGB", SCREEN, ground).save(made / "ground.png")
        (made / "dunstrc").write_text(_DUNST.format(panel=panel, letters=letters), encoding="utf-8")
        for command in (
            ("openbox",),
            ("display", "-window", "root", str(made / "ground.png")),
            ("dunst", "-conf", str(made / "dunstrc")),
            (*_TRAY, "--transparent", "true", "--alpha", "0", "--tint", f"0x{panel[1:]}"),
        ):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            ends.callback(process.wait)
            ends.callback(process.terminate)
        pointer = Display()
        pointer.screen().root.warp_pointer(SCREEN[0] - 1, SCREEN[1] // 2)
        pointer.close()

    async def keep(self, name: str) -> None:
        """Take a picture of all of it."""
        await asyncio.sleep(_DRAWN_S)
        ImageGrab.grab(xdisplay="").save(self._folder / f"desk-{name}-{self.scheme}.png")


async def take(screen: Screen, browser: Browser, psoas: Psoas, move: Mapping[str, str], at: datetime) -> None:
    """Take the pictures of one scheme."""
    notifier = Desktop(lambda: None)
    tray = Tray(lambda: "", lambda _: None, lambda: None, lambda: None)
    for said in filter(None, (await notifier.start(lambda _: None), tray.start())):
        print(said)
    await tell(notifier, Hint(at, 29 * 60.0), lambda: move["say"])
    await screen.keep("hint")
    await tell(notifier, Prompt(at, 30 * 60.0), lambda: move["say"])
    await screen.keep("prompt")
    page = await browser.new_page(color_scheme=screen.scheme, no_viewport=True, reduced_motion="reduce")
    await page.context.add_cookies(psoas.cookies)
    await page.goto(f"{psoas.address}/step/{move['id']}")
    await page.locator("h1").first.wait_for()
    await screen.keep("window")
    await page.close()
    await notifier.stop()
    tray.close()


async def pictures(screen: Screen) -> None:
    """Take all of them."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as ends:
        data = Path(name) / "data"
        lived_in(data)
        at = datetime.fromisoformat(data.with_suffix(".now").read_text())
        store = Store(data)
        move = next_move(store, at)
        store.close()
        psoas = launch(data, SERVE_AT)
        ends.callback(psoas.process.wait)
        ends.callback(psoas.process.terminate)
        screen.begin(Path(name), ends)
        await asyncio.sleep(_DRAWN_S)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, headless=False, args=[*FLAGS, *_PLACE])
            await take(screen, browser, psoas, move, at)
            await browser.close()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.desk_pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--write", action="store_true", help="put those with the window into docs/pictures, too")
    parser.add_argument("--here", choices=SCHEMES, help=argparse.SUPPRESS)  # on the display that there is
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.here:
        asyncio.run(pictures(Screen(given.folder, given.here)))
        return 0
    needed = ("xvfb-run", "dbus-run-session", "openbox", "dunst", "trayer", "display")
    missing = [name for name in needed if shutil.which(name) is None]
    if missing:
        print(f"This needs {', '.join(missing)}. Debian has packages of these names; `display` is in imagemagick.")
        return 2
    size = f"-screen 0 {SCREEN[0]}x{SCREEN[1]}x24"
    for scheme in SCHEMES:
        again = [sys.executable, "-m", "bench.desk_pictures", str(given.folder), "--here", scheme]
        subprocess.run(["xvfb-run", "-a", "-s", size, "dbus-run-session", "--", *again], check=True)
    taken = sorted(given.folder.glob("desk-*.png"))
    print(*(file.name for file in taken), sep="\n")
    for file in taken if given.write else ():
        if "window" in file.name:
            name = file.stem.replace("-window", "")
            Image.open(file).save(ROOT / "docs" / "pictures" / f"{name}.webp", quality=82, method=6)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
