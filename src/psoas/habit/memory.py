"""A state as JSON, for a companion that is started again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from psoas.habit.state import DeskState

_STATE: TypeAdapter[DeskState] = TypeAdapter(DeskState)


def remembered(state: DeskState) -> dict[str, Any]:
    """Return a state as plain values."""
    return {"state": json.loads(_STATE.dump_json(state))}


def recalled(memory: Mapping[str, Any] | None) -> DeskState:
    """Return the state that was remembered; a new one if it cannot be read, as after a change of version."""
    try:
        return DeskState() if memory is None else _STATE.validate_json(json.dumps(memory["state"]))
    except (ValidationError, KeyError):
        return DeskState()
