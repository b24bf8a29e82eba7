"""Read arrays from a ``.npz`` file, after looking at how large it says they are."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from numpy.lib import format as npy

#: Most that is read from one recording of skeletons, bytes unpacked: about three hours at 30 frames a second.
LARGEST = 512 << 20
#: As NumPy writes them; the others unpack a block of any size at once.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


class DamagedArraysError(Exception):
    """An archive of arrays cannot be read; the message is a few words."""


class TooLargeArraysError(DamagedArraysError):
    """The arrays are larger than psoas reads."""


def read_arrays(path: Path, names: Iterable[str]) -> dict[str, Any]:
    """Return those of the named arrays that are there.

    Raises
    ------
    DamagedArraysError
        If the file is no such archive, is damaged, or says that it holds more than it does.
    TooLargeArraysError
        If the arrays would take more than `LARGEST` bytes; nothing was unpacked then.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            there = {info.filename: info for info in archive.infolist()}
            wanted = {name: there[f"{name}.npy"] for name in names if f"{name}.npy" in there}
            if sum(info.file_size for info in wanted.values()) > LARGEST:
                raise TooLargeArraysError
            return {name: _array(archive, info) for name, info in wanted.items()}
    except DamagedArraysError:
        raise
    except Exception as error:  # zipfile, zlib, the tokenizer and NumPy each have their own for bytes without sense
        raise DamagedArraysError(_short(error)) from None


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Any:
    if info.compress_type not in _PACKED:
        raise DamagedArraysError(f"{info.filename} is packed in another way")
    with archive.open(info) as file:
        shape, _, kind = _HEADERS[npy.read_magic(file)](file)
        if math.prod(shape) * max(1, kind.itemsize) > info.file_size:
            raise DamagedArraysError(f"{info.filename} says that it is larger than it is")
    with archive.open(info) as file:
        return npy.read_array(file, allow_pickle=False)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")[:200] if str(error) else type(error).__name__
