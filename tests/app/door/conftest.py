"""The door, and somebody who stands before it without a key."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from psoas.app.door.door import Door
from psoas.app.door.key import DoorKey

KEY = DoorKey(b"k" * 32)
PORT = 8137
HOME = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def door(client: TestClient) -> Door:
    return client.app  # type: ignore[return-value]


@pytest.fixture
def stranger(client: TestClient) -> Iterator[TestClient]:
    """A browser that has no cookie yet."""
    client.cookies.clear()
    client.follow_redirects = False
    client.headers["accept"] = "text/html"
    yield client
