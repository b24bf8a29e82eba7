"""Look for damage in SQLite's write-ahead log, which SQLite itself passes over in silence: it drops what follows.

The format is at sqlite.org/fileformat2.html, under "The Write-Ahead Log".
"""

from __future__ import annotations

import struct
import time
from pathlib import Path

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MAGIC = (0x377F0682, 0x377F0683)
_MASK = 0xFFFFFFFF
#: A writer may be in the middle of a frame: what is wrong only for this long is no damage, seconds.
_AGAIN_S = 0.1


def is_damaged(path: Path) -> bool:
    """Tell whether the log of a journal holds something committed that SQLite can no longer read.

    What a power cut left half written was not committed, or lies at the very end; it does not count.

    Parameters
    ----------
    path : Path
        The journal's file.

    Raises
    ------
    OSError
        If the log cannot be read.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not _loses(log.read_bytes()):
        return False
    time.sleep(_AGAIN_S)
    return _loses(log.read_bytes())


def _loses(log: bytes) -> bool:
    if len(log) < _HEADER.size + _FRAME.size:
        return False
    magic, _, page_size, _, *salts, sum_0, sum_1 = _HEADER.unpack_from(log)
    order = ">" if magic & 1 else "<"
    so_far = _checksum(log[:24], order, (0, 0))
    if magic not in _MAGIC or so_far != (sum_0, sum_1):
        return True  # whatever is in it is passed over
    good = True
    step = _FRAME.size + page_size
    for at in range(_HEADER.size, len(log) - step + 1, step):
        _, commits, *frame_salts, sum_0, sum_1 = _FRAME.unpack_from(log, at)
        if good and frame_salts == salts:
            so_far = _checksum(log[at : at + 8], order, so_far)
            so_far = _checksum(log[at + _FRAME.size : at + step], order, so_far)
            good = so_far == (sum_0, sum_1)
        elif good:
            good = False  # from before the log began anew, or its salts are damaged: then more frames follow
            continue
        if not good and commits and frame_salts == salts:
            return True
    return False


def _checksum(data: bytes, order: str, before: tuple[int, int]) -> tuple[int, int]:
    """Return SQLite's checksum of data, going on from the one before."""
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    first, second = before
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second
