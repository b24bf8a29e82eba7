"""A computer that lacks what psoas sees with: the beat and the hand count, and the page says why."""

import re
from html import unescape

import pytest

from psoas.journal.answers import Answer

SAYS = "psoas cannot see here."


@pytest.fixture
def blind(eyes):
    eyes.blind = SAYS


def text_of(client, path):
    return unescape(unescape(client.get(path).text))


@pytest.mark.parametrize("path", ["/level/1", "/today"])
def test_nothing_is_offered_with_the_camera(client, house, blind, path):
    house.tell(Answer("pain-now", 0))
    text = text_of(client, path)
    assert SAYS in text
    assert "Start with camera" not in text and "Who counts?" not in text
    assert ("Only the march" if path == "/today" else "Start without camera") in text


def test_a_computer_that_can_see_says_nothing_of_it(client, house):
    assert "Start with camera" in text_of(client, "/level/1")


def test_a_session_meant_for_the_camera_is_led_by_the_beat_and_can_be_counted_by_hand(client, house, blind):
    running = house.begin(house.catalogue.level(1), False, "camera", flat_back=True)
    assert (running.view.counting, running.back) == ("paced", None)
    text = text_of(client, f"/session/{running.key}")
    assert SAYS in text
    assert "By hand" in text
    assert not re.search("Use camera|Try the camera again", text)
