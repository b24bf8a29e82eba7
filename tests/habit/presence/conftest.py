"""A desktop of one's own for a test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from .programs import private_bus


@pytest.fixture
def bus_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a bus that is the session's and the system's in one."""
    with private_bus() as (address, _):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest_asyncio.fixture
async def desktop(bus_address: str) -> AsyncIterator[Any]:
    """A connection to that bus on which mock services can be offered."""
    aio = pytest.importorskip("dbus_fast.aio")
    bus = await aio.MessageBus(bus_address=bus_address).connect()
    yield bus
    bus.disconnect()
