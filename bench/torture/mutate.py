"""Change bytes of a file at random, as damage, other programs and people do."""

from __future__ import annotations

import random
from collections.abc import Sequence

#: What other programs write where a number or a word is meant, and what readers fall over.
_WORDS = (
    b"0 -1 1e999 -1.#IND 1.#QNAN nan NaN Infinity null true 1e-400 99999999999999999999 0,5 1.5D3 +-1 _1 -0 0x10 2031 "
    b'\xc3\xa9 \xff \xfe\xff \xef\xbb\xbf \x00 {} [] [[ }} "" " \\ \\ud800 \r \n \r\n \t \t\t ; , : . / '
    b"frames t image schema rep mm"
).split(b" ")


def mutated(data: bytes, at: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Return a changed copy: one to eight changes, each of them small or large.

    Parameters
    ----------
    data : bytes
        The file.
    at : random.Random
        Where chance comes from.
    others : sequence of bytes
        Files to splice pieces from.
    """
    changed = bytearray(data)
    for _ in range(at.choice((1, 1, 1, 2, 3, 8))):
        at.choice((_flip, _flip, _cut, _cut_off, _repeat, _word, _word, _splice))(changed, at, others)
    return bytes(changed)


def _piece(data: bytearray, at: random.Random) -> tuple[int, int]:
    begin = at.randrange(len(data) + 1)
    return begin, min(len(data), begin + int(at.choice((1, 4, 40, 400)) * at.random()) + 1)


def _flip(data: bytearray, at: random.Random, _others: Sequence[bytes]) -> None:
    for _ in range(at.choice((1, 1, 4, 32))):
        if data:
            data[at.randrange(len(data))] = at.randrange(256)


def _cut(data: bytearray, at: random.Random, _others: Sequence[bytes]) -> None:
    begin, end = _piece(data, at)
    del data[begin:end]


def _cut_off(data: bytearray, at: random.Random, _others: Sequence[bytes]) -> None:
    if at.random() < 0.3:
        del data[at.randrange(len(data) + 1) :]


def _repeat(data: bytearray, at: random.Random, _others: Sequence[bytes]) -> None:
    begin, end = _piece(data, at)
    data[end:end] = data[begin:end] * at.choice((1, 1, 3, 50))


def _word(data: bytearray, at: random.Random, _others: Sequence[bytes]) -> None:
    begin, end = _piece(data, at)
    data[begin : end if at.random() < 0.5 else begin] = at.choice(_WORDS)


def _splice(data: bytearray, at: random.Random, others: Sequence[bytes]) -> None:
    if others:
        other = bytearray(at.choice(others))
        begin, end = _piece(other, at)
        where = at.randrange(len(data) + 1)
        data[where : where + (end - begin) * at.choice((0, 1))] = other[begin:end]
