"""The icon in the tray: everything its menu says is heard, and without a tray the rest works."""

from __future__ import annotations

import sys
from types import SimpleNamespace

from PIL import ImageDraw

from psoas.desk import tray as ours
from psoas.desk.tray import Tray, picture


class FakeTray:
    """A tray that keeps its icon."""

    def __init__(self, *, fails=False):
        self.fails, self.stopped = fails, False
        self.Menu = lambda *items: items
        self.Menu.SEPARATOR = "-"
        self.MenuItem = lambda text, action, **more: SimpleNamespace(text=text, action=action, **more)
        self.Icon = self._icon

    def _icon(self, name, image, title, menu):
        if self.fails:
            raise OSError("no tray")
        self.menu, self.image = menu, image
        return SimpleNamespace(run_detached=lambda: None, stop=lambda: setattr(self, "stopped", True))


def test_its_menu_says_what_is_known_and_everything_in_it_is_heard(monkeypatch):
    fake, heard = FakeTray(), []
    monkeypatch.setitem(sys.modules, "pystray", fake)
    tray = Tray(
        lambda: "Silent: you're on leave.", heard.append, lambda: heard.append("show"), lambda: heard.append("end")
    )
    assert tray.start() is None
    status, *items = (item for item in fake.menu if item != "-")
    assert status.text(None) == "Silent: you're on leave."
    for item in items:
        item.action()
    assert heard == ["done", "later", "skip", "call", "standing", "sitting", "show", "end"]
    tray.close()
    assert fake.stopped


def test_without_a_tray_it_says_so_and_nothing_else_happens(monkeypatch):
    quiet = (lambda: "", lambda _: None, lambda: None, lambda: None)
    monkeypatch.setitem(sys.modules, "pystray", FakeTray(fails=True))
    assert "this desktop has none" in Tray(*quiet).start()
    monkeypatch.setitem(sys.modules, "pystray", None)
    missing = Tray(*quiet)
    assert "pystray is missing" in missing.start()
    missing.close()


def test_its_picture_is_a_mark_on_a_disc():
    image = picture(SimpleNamespace(Image=ours.import_module("PIL.Image"), Draw=ImageDraw.Draw))
    assert image.getpixel((2, 2))[3] == 0 and image.getpixel((10, 32))[:3] == (13, 95, 87)
    assert image.getpixel((34, 32))[:3] == (255, 253, 250)
