"""Who may come in, and what those hear who may not."""

from urllib.parse import urlsplit

import pytest
from starlette.websockets import WebSocketDisconnect

from app.door.conftest import HOME, KEY, PORT
from psoas.app.door.closed import SPENT, STRANGER

TITLE = "Open psoas from the window or terminal where it runs"
SOCKETS = ("/live/x", "/_nicegui_ws/socket.io/?EIO=4&transport=websocket")
ELSEWHERE = {"sec-fetch-site": "cross-site"}
BY_A_LINK = {**ELSEWHERE, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize("path", ["/", "/journal", "/summary/1", "/nowhere", "/look.css", "/assets/style.css"])
def test_a_browser_without_the_cookie_gets_one_page_that_says_what_to_do(stranger, path):
    answer = stranger.get(path)
    assert (answer.status_code, TITLE in answer.text, STRANGER in answer.text) == (403, True, True)


@pytest.mark.parametrize("cookie", ["", "x", KEY.cookie[:-1], KEY.cookie + "0", KEY.calendar])
def test_a_cookie_that_is_not_quite_right_opens_nothing(stranger, cookie):
    stranger.cookies[KEY.cookie_name] = cookie
    assert stranger.get("/today").status_code == 403


def test_the_opened_address_lets_a_browser_in_and_leaves_no_token_behind(stranger, door):
    answer = stranger.get(f"/today?short=1&token={door.token(PORT)}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/today?short=1")
    given = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=strict", "Path=/", f"{KEY.cookie_name}={KEY.cookie}"):
        assert part.lower() in given.lower()
    assert stranger.get("/today").status_code == 200


def test_a_token_works_once(stranger, door):
    address = f"/?token={door.token(PORT)}"
    assert stranger.get(address).status_code == 303
    stranger.cookies.clear()
    answer = stranger.get(address)
    assert (answer.status_code, SPENT in answer.text) == (403, True)
    assert "set-cookie" not in answer.headers


def test_a_known_browser_may_open_a_used_address(client, door):
    address = f"/?token={door.token(PORT)}"
    assert [client.get(address).status_code for _ in range(2)] == [200, 200]


def test_a_browser_that_only_looks_ahead_uses_no_token(stranger, door):
    address = f"/?token={door.token(PORT)}"
    assert stranger.get(address, headers={"sec-purpose": "prefetch"}).status_code == 403
    assert stranger.get(address).status_code == 303


@pytest.mark.parametrize("path", ["//evil.example", "///evil.example/x", "/%5Cevil.example", "/%0d%0aset-cookie:a=b"])
def test_a_token_leads_to_no_other_computer(stranger, door, path):
    answer = stranger.get(f"{HOME}{path}?token={door.token(PORT)}")
    to = answer.headers["location"]
    assert urlsplit(to).netloc == "" and not to.startswith(("//", "/\\")) and "\r" not in to
    assert KEY.cookie_name in answer.headers["set-cookie"] and "a=b" not in answer.headers["set-cookie"].split(";")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8137", "127.0.0.1.evil.example", "", "[", "0.0.0.0"])
def test_a_name_that_points_at_this_computer_from_outside_is_refused(client, host):
    answer = client.get("/today", headers={"host": host})
    assert (answer.status_code, "only to http://127.0.0.1" in answer.text) == (400, True)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "how", [{"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, {"sec-fetch-mode": "navigate"}]
)
def test_pages_of_other_sites_are_refused_with_the_cookie_too(client, site, how):
    answer = client.get("/today", headers={"sec-fetch-site": site, **how})
    assert (answer.status_code, "other sites" in answer.text) == (403, True)


def test_no_frame_on_another_site_gets_a_page(client):
    framed = {**ELSEWHERE, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
    assert client.get("/journal", headers=framed).status_code == 403


def test_a_link_on_another_site_leads_to_the_page_that_says_how_to_go_on(client):
    answer = client.get("/journal", headers={**BY_A_LINK, "accept": "text/html"})
    assert (answer.status_code, TITLE in answer.text) == (403, True)
    assert client.post("/journal", headers=BY_A_LINK).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", f"https://127.0.0.1:{PORT}"]
)
def test_another_origin_is_refused_at_pages_and_sockets(client, origin):
    assert client.get("/today", headers={"origin": origin}).status_code == 403
    for path in SOCKETS:
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(path, headers={"origin": origin}):
            pass
    assert client.get("/_nicegui_ws/socket.io/?EIO=4&transport=polling", headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("path", SOCKETS)
def test_no_socket_opens_without_the_cookie(stranger, path):
    with pytest.raises(WebSocketDisconnect), stranger.websocket_connect(path, headers={"origin": HOME}):
        pass


def test_a_calendar_program_shows_the_key_in_the_address(stranger):
    assert stranger.get(f"/calendar.ics?key={KEY.calendar}&march=07:00").text.startswith("BEGIN:VCALENDAR")
    assert stranger.get("/calendar.ics?key=x").status_code == 403
    assert stranger.get(f"/today?key={KEY.calendar}").status_code == 403
    assert stranger.post(f"/calendar.ics?key={KEY.calendar}").status_code == 403


def test_a_second_psoas_can_ask_who_this_is_and_nobody_learns_anything_else(stranger):
    said = stranger.get("/whoami?challenge=abc").json()
    assert said.keys() == {"name", "run", "proof"}
    assert said["proof"] == KEY.proof(said["run"], PORT, "abc")


def test_a_body_is_refused_by_its_length_before_it_is_read(client):
    assert client.post("/today", headers={"content-length": str(10**9)}, content=b"").status_code == 413
    assert client.post("/today", content=iter([b"endless"])).status_code == 411


def test_the_scripts_of_a_page_carry_the_nonce_of_its_policy_and_it_differs(client):
    nonces = set()
    for _ in range(2):
        answer = client.get("/today")
        nonce = answer.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
        inline = answer.text.count("<script") - answer.text.count('<script type="module" src="/assets/')
        assert len(nonce) >= 22 and answer.text.count(f'nonce="{nonce}"') == inline
        nonces.add(nonce)
    assert len(nonces) == 2
