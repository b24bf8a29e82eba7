"""Find LiteRT, the runtime of the pose model: not every computer can have it, and psoas works without it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from psoas.errors import PsoasError

_NAME = "ai_edge_litert"
_ALL_THE_SAME = "You can still use recordings of skeletons, the metronome, and counting by hand."


class CannotSee(PsoasError):  # noqa: N818 - reads as a sentence where raised
    """Something that seeing needs is not on this computer, so no picture would work."""


class PoseRuntimeMissing(CannotSee):
    """The runtime of the pose model is not on this computer, or cannot be loaded."""


def require_runtime() -> None:
    """Check that the runtime is installed, without the slow import.

    Raises
    ------
    PoseRuntimeMissing
        If it is not.
    """
    if find_spec(_NAME) is None:
        raise PoseRuntimeMissing(
            "psoas cannot see on this computer: ai-edge-litert, which runs its pose model, is not installed. "
            f"Windows on ARM and Macs with an Intel processor cannot have it. {_ALL_THE_SAME}"
        )


def interpreter() -> Any:
    """Return the class that runs a model.

    Raises
    ------
    PoseRuntimeMissing
        If the runtime is not installed or cannot be loaded.
    """
    require_runtime()
    try:
        from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - not on every computer
    except (ImportError, OSError) as error:  # a library of the system may be missing or too old
        raise PoseRuntimeMissing(
            f"psoas cannot see on this computer: ai-edge-litert, which runs its pose model, could not be loaded "
            f"({str(error).strip().splitlines()[0] if str(error) else type(error).__name__}). {_ALL_THE_SAME}"
        ) from error
    return Interpreter


def version() -> str:
    """Return the version of the runtime.

    Raises
    ------
    PoseRuntimeMissing
        If it is not installed.
    """
    require_runtime()
    import ai_edge_litert  # noqa: PLC0415

    return str(ai_edge_litert.__version__)
