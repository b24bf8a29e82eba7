"""A batch on a Ray cluster, with Ray's own tasks."""

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
from psoas.analysis.worker import Outcome, Settings, worker_of
from psoas.errors import PsoasError

#: Read by Ray when it is imported: no usage statistics; no packing of the project's folder when `uv run` started psoas.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}
#: The same for a cluster of this machine alone: it listens on the loopback address, as Ray does on Windows and macOS.
_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
LOCAL = "local"
#: Recordings are read from the disk and results are small: Ray's shared memory stays nearly empty. Its least, bytes.
_STORE = 80 * 1024 * 1024
#: How long a cluster may take to answer, seconds.
_PATIENCE_S = 5.0


def require_ray(address: str) -> Any:
    """Ray, set up not to talk to anybody.

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
            "Ray is not installed, and --ray needs it. Bring it with `uv run --extra cluster psoas` or `pip install "
            "psoas[cluster]`, or go without --ray: processes of this machine then share the recordings."
        ) from None


def on_ray(
    recordings: Iterable[Path], settings: Settings, workers: int | None, address: str
) -> Generator[Outcome, None, None]:
    """Outcomes as they come from a Ray cluster.

    Parameters
    ----------
    recordings : iterable of Path
        Every machine must find them, and psoas, in the same place.
    settings : Settings
        How they are coached.
    workers : int or None
        How many at a time; as many as the cluster has cores by default.
    address : str
        Of the cluster, as Ray writes it; ``"local"`` starts one on this machine and ends it afterwards.

    Raises
    ------
    ModelMissing
        If the pose model is not installed on the machine that is to use it.
    AnalysisError
        If Ray is not installed, or there is no cluster at that address.
    """
    ray = require_ray(address)
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, address, workers)
    # A worker that dies is replaced by Ray and its recording tried once more, perhaps on another machine.
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
            f"No Ray cluster lets us in at {address} ({told[0].rstrip('.')}). Check the address and, if the cluster "
            f"wants a token, RAY_AUTH_MODE and RAY_AUTH_TOKEN; or start one on this machine with --ray {LOCAL}."
        ) from error


def _knock(ray: Any, address: str) -> None:
    """Find out in seconds whether anybody listens: Ray itself tries for minutes, and writes about it meanwhile."""
    host, _, port = address.rpartition(":")
    if "/" in host or not port.isdecimal():  # such as ray://… and auto: Ray knows how to tell
        return
    if host in ("localhost", "127.0.0.1"):  # Ray takes that for this machine's own address in the network
        host = ray.util.get_node_ip_address()
    socket.create_connection((host, int(port)), _PATIENCE_S).close()


def _outcome(ray: Any, task: Any, path: Path) -> Outcome:
    try:
        outcome: Outcome = ray.get(task)
    except ray.exceptions.RayError as error:
        cause = getattr(error, "cause", None)
        if isinstance(cause, PsoasError):  # what `_look` raised, such as ModelMissing
            raise cause from None
        told = str(cause or error).strip().splitlines() or [type(error).__name__]
        return Outcome(str(path), error=f"Ray could not have {path} read ({told[0].rstrip('.')}). Try it alone.")
    return outcome


def _look(path: Path, settings: Settings, folder: Path, psoas: str) -> Outcome:
    """On a worker of the cluster: names are relative to the folder that the person is in."""
    if psoas != __version__:
        return Outcome(str(path), error=f"A machine of the cluster has psoas {__version__} and this one has {psoas}.")
    try:
        os.chdir(folder)
    except OSError as error:
        return Outcome(str(path), error=f"A machine of the cluster cannot enter {folder} ({error.strerror}).")
    return worker_of(settings).look(path)
