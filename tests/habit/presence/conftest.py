"""A desktop of one's own for a test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from psoas.habit.presence import bus, programs, pulse

from .programs import private_bus


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine everything answers late, and that is no fault."""
    for module in (bus, programs):
        monkeypatch.setattr(module, "PATIENCE_S", 60.0)
    monkeypatch.setattr(pulse, "TRIES", 600)


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
