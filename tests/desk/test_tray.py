"""The icon in the tray: everything its menu says is heard, and without a tray the rest works."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from PIL import ImageDraw

from habit.presence.programs import x_server
from psoas.desk import tray as ours
from psoas.desk.tray import Tray, picture

QUIET = (lambda: "", lambda _: None, lambda: None, lambda: None)


class Icon:
    HAS_MENU = True

    def __init__(self, tray):
        self.tray = tray

    def __call__(self, name, image, title, menu):
        if self.tray.fails:
            raise OSError("no tray")
        self.tray.menu, self.tray.image = menu, image
        stop = lambda: setattr(self.tray, "stopped", True)  # noqa: E731
        return SimpleNamespace(run_detached=lambda: None, run=lambda: None, stop=stop, HAS_MENU=self.HAS_MENU)


class FakeTray:
    """A tray that keeps its icon."""

    def __init__(self, *, fails=False):
        self.fails, self.stopped = fails, False
        self.Menu = lambda *items: items
        self.Menu.SEPARATOR = "-"
        self.MenuItem = lambda text, action, **more: SimpleNamespace(text=text, action=action, **more)
        self.Icon = Icon(self)


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
    monkeypatch.setitem(sys.modules, "pystray", FakeTray(fails=True))
    assert "this desktop has none" in Tray(*QUIET).start()
    monkeypatch.setitem(sys.modules, "pystray", None)
    missing = Tray(*QUIET)
    assert "pystray is missing" in missing.start()
    missing.close()


@pytest.mark.parametrize(("host", "said"), [(False, "this desktop has none"), (True, "Click it to open your desk.")])
def test_on_a_bare_x_server_it_says_whether_there_is_a_tray_and_that_it_has_no_menu(monkeypatch, host, said):
    fake = FakeTray()
    fake.Icon.HAS_MENU = False
    monkeypatch.setitem(sys.modules, "pystray", fake)
    monkeypatch.setattr(ours, "_x_has_tray", lambda: host)
    assert said in Tray(*QUIET).start()


def test_a_tray_is_whoever_owns_its_selection(monkeypatch):
    pytest.importorskip("Xlib", reason="needs python-xlib")
    from Xlib import X, display

    with x_server() as number:
        monkeypatch.setenv("DISPLAY", number)
        assert not ours._x_has_tray()
        host = display.Display(number)
        screen = host.screen()
        window = screen.root.create_window(0, 0, 1, 1, 0, screen.root_depth)
        window.set_selection_owner(host.intern_atom("_NET_SYSTEM_TRAY_S0"), X.CurrentTime)
        host.sync()
        assert ours._x_has_tray()
        host.close()


def test_its_picture_is_a_mark_on_a_disc():
    image = picture(SimpleNamespace(Image=ours.import_module("PIL.Image"), Draw=ImageDraw.Draw))
    assert image.getpixel((2, 2))[3] == 0 and image.getpixel((10, 32))[:3] == (13, 95, 87)
    assert image.getpixel((34, 32))[:3] == (255, 253, 250)


def test_where_what_is_clear_would_be_black_it_fills_its_square():
    image = picture(SimpleNamespace(Image=ours.import_module("PIL.Image"), Draw=ImageDraw.Draw), opaque=True)
    assert image.getpixel((2, 2)) == (13, 95, 87, 255)
