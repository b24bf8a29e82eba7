"""Run a batch as tasks on a Ray cluster."""

from __future__ import annotations

import importlib
import os
import socket
from collections import deque
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

from psoas import __version__
from psoas.analysis.sources import AnalysisError
from psoas.analysis.worker import RecordingOutcome, Settings, worker_of
from psoas.errors import PsoasError

#: Settings for Ray's import: no usage statistics, and no packing of the project's folder under `uv run`.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}
#: Settings for a local cluster: listen on the loopback address, as Ray does on Windows and macOS.
_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
LOCAL = "local"
#: Ray's minimum of shared memory, bytes; recordings come from disk and results are small, so little is needed.
_STORE = 80 * 1024 * 1024
#: Timeout for reaching a cluster, seconds.
_PATIENCE_S = 5.0


def require_ray(address: str) -> Any:
    """Import Ray with telemetry turned off.

    Raises
    ------
    AnalysisError
        If it is not installed.
    """
    os.environ.update(_QUIET | (_ALONE if address == LOCAL else {}))
    try:
        return importlib.import_module("ray")
    except ImportError:
        raise AnalysisError(
            "Ray is not installed, and --ray needs it. Install it with `uv run --extra cluster psoas` or `pip install "
            "psoas[cluster]`, or leave out --ray. Then processes on this machine share the recordings."
        ) from None


def on_ray(
    recordings: Iterable[Path], settings: Settings, workers: int | None, address: str
) -> Generator[RecordingOutcome, None, None]:
    """Yield outcomes from a Ray cluster as they arrive.

    Parameters
    ----------
    recordings : iterable of Path
        Every machine needs them, and psoas, at the same paths.
    settings : Settings
        How to coach them.
    workers : int or None
        How many at a time; by default one for each core of the cluster.
    address : str
        Ray's address of the cluster; ``"local"`` starts a temporary one on this machine.

    Raises
    ------
    CannotSee
        If the pose model or its runtime is not installed on a machine that needs it.
    AnalysisError
        If Ray is not installed, or there is no cluster at that address.
    """
    ray = require_ray(address)
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, address, workers)
    # Ray replaces a worker that dies and retries its recording once, perhaps on another machine.
    look = ray.remote(num_cpus=1, max_retries=1)(_look)
    waiting, running = deque(recordings), dict[Any, Path]()
    try:
        most = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        while waiting or running:
            while waiting and len(running) < most:
                path = waiting.popleft()
                running[look.remote(path, settings, Path.cwd(), __version__)] = path
            done, _ = ray.wait(list(running))
            for task in done:
                yield _outcome(ray, task, running.pop(task))
    finally:
        for task in running:
            ray.cancel(task, force=True)
        if ours:
            ray.shutdown()


def _connect(ray: Any, address: str, workers: int | None) -> None:
    how: dict[str, Any] = {"num_cpus": workers, "object_store_memory": _STORE, "include_dashboard": False}
    try:
        if address != LOCAL:
            _knock(ray, address)
        ray.init(address, log_to_driver=False, logging_level="ERROR", **(how if address == LOCAL else {}))
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        told = str(error).strip().splitlines() or [type(error).__name__]
        raise AnalysisError(
            f"psoas could not join a Ray cluster at {address} ({told[0].rstrip('.')}). Check the address and, if the "
            f"cluster wants a token, RAY_AUTH_MODE and RAY_AUTH_TOKEN. Or start one on this machine with --ray {LOCAL}."
        ) from error


def _knock(ray: Any, address: str) -> None:
    """Check within seconds that the address answers; Ray itself retries for minutes and logs meanwhile."""
    host, _, port = address.rpartition(":")
    if "/" in host or not port.isdecimal():  # such as ray://… and auto: leave these to Ray
        return
    if host in ("localhost", "127.0.0.1"):  # Ray resolves this to the machine's own network address
        host = ray.util.get_node_ip_address()
    socket.create_connection((host, int(port)), _PATIENCE_S).close()


def _outcome(ray: Any, task: Any, path: Path) -> RecordingOutcome:
    try:
        outcome: RecordingOutcome = ray.get(task)
    except ray.exceptions.RayError as error:
        cause = getattr(error, "cause", None)
        if isinstance(cause, PsoasError):  # what `_look` raised, such as CannotSee
            raise cause from None
        told = str(cause or error).strip().splitlines() or [type(error).__name__]
        return RecordingOutcome(str(path), error=f"Ray could not read {path} ({told[0].rstrip('.')}). Try it alone.")
    return outcome


def _look(path: Path, settings: Settings, folder: Path, psoas: str) -> RecordingOutcome:
    """Analyse on a worker of the cluster; paths are relative to the person's folder."""
    if psoas != __version__:
        return RecordingOutcome(
            str(path),
            error=f"A machine of the cluster has psoas {__version__}, and this one has {psoas}. Both need the same.",
        )
    try:
        os.chdir(folder)
    except OSError as error:
        return RecordingOutcome(str(path), error=f"A machine of the cluster cannot open {folder} ({error.strerror}).")
    return worker_of(settings).look(path)
