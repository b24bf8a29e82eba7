import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.websockets import WebSocketDisconnect

from many import examples
from psoas.app.live import protocol as wire
from psoas.app.live.pose_worker import PoseResult
from psoas.app.live.websocket import BLIND, CONFUSED, TAKEN, UNKNOWN, BrowserClock
from psoas.body.skeleton import Skeleton

HOME = {"host": "127.0.0.1:8137", "origin": "http://127.0.0.1:8137"}


def frame(seq, ms=0.0, jpeg=b"\xff\xd8"):
    return wire.HEADER.pack(wire.MAGIC, seq, ms) + jpeg


@pytest.fixture
def running(house):
    return house.begin(house.catalogue.level(6), False, "camera")


@pytest.fixture
def token(house, running):
    house.seat.take("tab", "page")
    return house.ticket(running.key, "page")


def refused():
    return pytest.raises(WebSocketDisconnect)


def closed_with(client, token, headers=HOME):
    with client.websocket_connect(f"/live/{token}", headers=headers) as socket, refused() as closed:
        socket.receive_text()
    return closed.value.code


def test_a_frame_is_answered_under_its_number(client, token):
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        socket.send_bytes(frame(5))
        said = json.loads(socket.receive_text())
    assert said["seq"] == 5
    assert len(said["skeleton"]["points"]) == 33
    assert said["view"]["phase"] == "ready"


def test_a_skeleton_is_answered_as_a_frame_is(client, token):
    message = {"type": "skeleton", "seq": 9, "t": 1, "size": [640, 480], "image": [[5, 5]] * 33, "confidence": [1] * 33}
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        socket.send_text(json.dumps(message))
        assert json.loads(socket.receive_text())["seq"] == 9


def test_an_unknown_token_is_refused(client, token):
    assert closed_with(client, "x" * 30) == UNKNOWN


def test_a_token_dies_with_its_page(client, house, token):
    house.invalidate_tickets("page")
    assert closed_with(client, token) == UNKNOWN


def test_a_page_without_the_seat_is_refused(client, house, token):
    house.seat.take("other tab", "other page", insist=True)
    assert closed_with(client, token) == TAKEN


def test_a_page_that_loses_the_seat_is_closed_at_its_next_frame(client, house, token):
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        socket.send_bytes(frame(1))
        socket.receive_text()
        house.seat.take("other tab", "other page", insist=True)
        socket.send_bytes(frame(2))
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
    assert closed.value.code == TAKEN


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=60) | st.text(max_size=60), min_size=1, max_size=8))
def test_garbage_is_answered_and_the_next_frame_still_works(client, token, garbage):
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        for message in garbage:
            socket.send_bytes(message) if isinstance(message, bytes) else socket.send_text(message)
            assert "error" in json.loads(socket.receive_text())
        socket.send_bytes(frame(77))
        assert json.loads(socket.receive_text())["skeleton"]


def test_endless_garbage_ends_the_connection_and_the_server_lives(client, token):
    with (
        client.websocket_connect(f"/live/{token}", headers=HOME) as socket,
        pytest.raises(WebSocketDisconnect) as closed,
    ):
        for _ in range(50):
            socket.send_text("?")
            socket.receive_text()
    assert closed.value.code == CONFUSED
    assert client.get("/whoami").json()["name"] == "psoas"


@pytest.mark.parametrize("ms", [float("nan"), float("inf"), -1e300, 0.0, 1e300])
def test_whatever_the_browsers_clock_says_times_grow_and_stay_near(client, token, eyes, clock, ms):
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        for seq in range(4):
            socket.send_bytes(frame(seq, ms))
            socket.receive_text()
    assert eyes.looked == sorted(set(eyes.looked))
    assert all(abs(t - clock.now) <= 1.1 for t in eyes.looked)


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(allow_nan=True) | st.floats(0, 100)), max_size=20))
def test_a_picture_is_later_than_the_one_before_and_of_the_last_second_whatever_the_browser_says(pictures):
    now, times = 1000.0, []
    clock = BrowserClock(lambda: now)
    for passed_s, captured_s in pictures:
        now += passed_s
        times.append(clock.time_of(captured_s))
        assert now - 1.0 <= times[-1] <= now + 1e-3 * len(times)
    assert times == sorted(set(times))


def test_a_slow_message_keeps_the_time_at_which_its_picture_was_taken():
    now = 1000.0
    clock = BrowserClock(lambda: now)
    now = 1000.02
    assert clock.time_of(5.0) == pytest.approx(1000.02)
    now = 1000.6
    assert clock.time_of(5.1) == pytest.approx(1000.12)


def test_a_new_connection_begins_with_a_new_scene(client, token, eyes):
    for _ in range(2):
        with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
            socket.send_bytes(frame(1))
            socket.receive_text()
    assert eyes.forgotten == 2


def test_a_computer_that_cannot_see_says_so_and_hangs_up(client, token, eyes):
    eyes.blind = "psoas cannot see here."
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        socket.send_bytes(frame(1))
        assert json.loads(socket.receive_text())["failed"] == "psoas cannot see here."
        with refused() as closed:
            socket.receive_text()
    assert closed.value.code == BLIND


def test_each_picture_of_somebody_is_timed_for_the_choice_of_the_model(client, token, eyes, running):
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        socket.send_bytes(frame(1))
        socket.receive_text()
    [(took_s, may_change)] = eyes.paced
    assert took_s >= 0
    assert may_change("full") and may_change("heavy")


def test_an_empty_picture_says_nothing_about_the_speed_of_the_computer(client, token, eyes, monkeypatch):
    async def nobody(jpeg, t, with_back=False, whom=None):
        return PoseResult.of(Skeleton.nobody(t, (640, 480)))

    monkeypatch.setattr(eyes, "look", nobody)
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        socket.send_bytes(frame(1))
        socket.receive_text()
    assert eyes.paced == []


NUMBERS = st.one_of(
    st.sampled_from([0, 1, -1, 10**400, -(10**400), 1e308, -1e308, 5e-324, True, 2**63, 2**53]),
    st.floats(allow_nan=True, allow_infinity=True),
    st.none(),
    st.text(max_size=3),
    st.lists(st.integers(), max_size=2),
)
SKELETONS = st.fixed_dictionaries(
    {
        "type": st.just("skeleton"),
        "seq": st.one_of(st.just(1), NUMBERS),
        "t": NUMBERS,
        "size": st.one_of(st.just([640, 480]), st.lists(NUMBERS, max_size=3)),
        "image": st.one_of(st.lists(st.lists(NUMBERS, min_size=2, max_size=2), min_size=33, max_size=33), NUMBERS),
        "confidence": st.one_of(st.just([1] * 33), st.lists(NUMBERS, min_size=33, max_size=33), NUMBERS),
    },
    optional={
        "metric": st.lists(st.one_of(st.none(), st.lists(NUMBERS, min_size=3, max_size=3)), min_size=33, max_size=33)
    },
)


@settings(
    max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
)
@given(st.lists(SKELETONS.map(json.dumps), min_size=1, max_size=4))
@example([json.dumps({"type": "skeleton", "seq": 1, "t": 10**400})])
@example(['{"type": "skeleton", "seq": ' + "9" * 5000 + "}", "[" * 200_000, '{"a":' * 100_000])
def test_numbers_of_any_size_get_an_answer_and_the_connection_stays(client, token, messages):
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        for message in messages:
            socket.send_text(message)
            assert "seq" in json.loads(socket.receive_text())
        socket.send_bytes(frame(77))
        assert json.loads(socket.receive_text())["skeleton"]


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=8), st.binary(max_size=300))
def test_bytes_after_a_good_beginning_get_an_answer(client, token, times, rest):
    with client.websocket_connect(f"/live/{token}", headers=HOME) as socket:
        socket.send_bytes(b"pso1" + b"\x01\0\0\0" + times.ljust(8, b"\xff") + rest)
        assert "seq" in json.loads(socket.receive_text())
