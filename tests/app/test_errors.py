"""An address that leads nowhere, and a mistake of psoas itself: a page of psoas, with a way home."""

from __future__ import annotations

import urllib.error
import urllib.request
from html import unescape

import pytest
from fastapi.testclient import TestClient
from nicegui import app as nicegui_app

from browser.driving import SERVE, answered, launch
from psoas.app.door.key import DoorKey
from psoas.app.pages import help as help_page
from psoas.app.pages.errors import SAID
from psoas.app.routes import create

BROKEN = """
from psoas.app.pages import desk
def build(house):
    raise RuntimeError("a mistake in psoas")
desk.build = build
"""


def check(status: int, text: str) -> None:
    text = unescape(text)
    title, sentence = SAID[status]
    assert title in text and sentence in text
    assert f"<title>{title} · psoas</title>" in text
    for way_home in ("/today", "/help", "#main"):
        assert f'"href":"{way_home}"' in text


@pytest.mark.parametrize(
    ("status", "path"),
    [
        (404, "/nowhere"),
        (404, "/level/1/more"),
        (422, "/level/first"),
        (422, "/today?short=maybe"),
        (422, "/summary/x"),
    ],
)
def test_an_address_that_leads_nowhere_is_answered_in_the_layout_of_psoas(client, status, path):
    answer = client.get(path)
    assert answer.status_code == status
    check(status, answer.text)


def test_a_mistake_of_psoas_is_answered_in_its_layout_and_says_nothing_of_the_code(house, monkeypatch):
    def broken(_):
        raise RuntimeError("a mistake in psoas")

    monkeypatch.setattr(help_page, "build", broken)
    nicegui_app.middleware_stack = None
    nicegui_app.user_middleware.clear()
    key = DoorKey(b"k" * 32)
    known = {key.cookie_name: key.cookie}
    with TestClient(
        create(house, key), base_url="http://127.0.0.1:8137", cookies=known, raise_server_exceptions=False
    ) as client:
        answer = client.get("/help")
    assert answer.status_code == 500
    check(500, answer.text)
    assert "RuntimeError" not in answer.text and "a mistake in psoas" not in answer.text


def test_what_is_gone_is_said_with_a_way_to_begin_anew(client):
    text = unescape(client.get("/gone").text)
    assert "Everything is deleted" in text and '"href":"/"' in text and '"href":"/help"' in text


def test_the_real_server_answers_with_the_same_pages(tmp_path):
    psoas = launch(answered(tmp_path / "data"), BROKEN + SERVE)
    try:
        for status, path in ((404, "/nowhere"), (422, "/level/first"), (500, "/desk")):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(psoas.asks(path), timeout=20)
            assert refused.value.code == status
            check(status, refused.value.read().decode())
    finally:
        psoas.process.terminate()
        psoas.process.wait(timeout=10)
