"""Every address, asked in ways that no page of psoas asks: there is always an answer, and nothing slips out."""

import itertools
import logging
import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nicegui import app as nicegui_app
from starlette.routing import Route

from app.door.conftest import HOME
from many import examples
from psoas.app.door.policy import ALWAYS

STRANGE = ("-1", str(2**63), str(10**23), "9" * 5000, "NaN", "%00%ff", "..%2f..%2fetc%2fpasswd", "<b>%0d%0aa:b", "٣é")
METHODS = ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
HEADERS = {
    "x-forwarded-prefix": '"><script>alert(1)</script>',
    "x-forwarded-host": "evil.example",
    "accept": "text/markdown",
    "accept-language": "x" * 2000,
    "range": "bytes=0-1,5-,-9",
    "if-none-match": "*",
    "if-modified-since": "yesterday",
    "content-type": "multipart/form-data",
}
PARAMETERS = {
    "/": ["band"],
    "/level/1": ["band"],
    "/today": ["short", "change"],
    "/journal": ["offset"],
    "/session/1": ["go", "back"],
    "/calendar.ics": ["march", "walk", "zone"],
}


@pytest.fixture
def asking(client, house):
    """Asks through the door; an error inside is an answer of 500, as from the real server."""
    logging.getLogger("nicegui").setLevel(logging.CRITICAL)
    client.headers.clear()
    client.follow_redirects = False
    transport = client._transport
    transport.raise_server_exceptions = False
    return client


def routes() -> list[str]:
    """The paths of the app's own route tables, and one file of each folder of files."""
    found = [route.path for route in nicegui_app.routes if isinstance(route, Route)]
    ours = [path for path in found if not path.startswith("/_nicegui")]
    assert len(ours) > 20
    return [
        *found,
        "/look.css",
        "/calendar.ics",
        "/whoami",
        "/assets/style.css",
        "/assets/{name}",
        "/live/{token}",
        "/{any}",
    ]


def filled(path: str, value: str) -> str:
    return re.sub(r"{[^}]+}", lambda _: value, path)


def check(answer, *, where: object) -> None:
    assert answer.status_code < 500, where
    assert "Traceback" not in answer.text, where
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, where
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy, where
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0], where
    assert "cache-control" in answer.headers, where
    kind = answer.headers.get("content-type", "")
    assert kind or not answer.content, where
    assert "charset=utf-8" in kind.lower() or not kind.startswith("text/"), (where, kind)


def test_no_number_and_no_text_in_an_address_is_a_mistake_of_psoas(asking):
    for path in routes():
        if "{" in path:
            for value in STRANGE:
                address = filled(path, value)
                check(asking.get(HOME + address), where=address)


def test_no_parameter_is_a_mistake_of_psoas(asking):
    for path, names in PARAMETERS.items():
        for name, value in itertools.product(names, STRANGE):
            check(asking.get(f"{HOME}{path}?{name}={value}"), where=(path, name, value))


def test_no_method_and_no_header_is_a_mistake_of_psoas(asking):
    for path in routes():
        address = HOME + filled(path, "1")
        for method in METHODS:
            check(asking.request(method, address, content=b""), where=(method, path))
        check(asking.get(address, headers=HEADERS), where=path)


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="?#", exclude_categories=["Cs"]), max_size=40), st.text(max_size=20))
@example("/summary/" + str(10**23), "")
def test_made_up_addresses_get_an_answer(asking, path, query):
    check(asking.get(HOME + "/" + quote(path), params={query: query}), where=(path, query))


def test_nothing_is_shown_without_the_cookie(asking, stranger, house):
    shown = {HOME + filled(path, "1") for path in routes()} - {HOME + "/whoami"}
    for address, method in itertools.product(shown, ("GET", "POST", "OPTIONS")):
        answer = asking.request(method, address)
        assert answer.status_code == 403, (method, address)
        assert "set-cookie" not in answer.headers
        check(answer, where=address)
