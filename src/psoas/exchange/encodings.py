"""Decode text files, whichever program wrote them."""

from __future__ import annotations

import codecs

#: Byte-order marks to encodings. UTF-32 comes first: its mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str:
    """Decode a text file: UTF-8, UTF-16 or UTF-32 with or without a byte-order mark, otherwise Latin-1.

    Never fails, so that what is wrong can be said of the text; bytes that are no text become U+FFFD.

    Parameters
    ----------
    data : bytes
        The whole file, or its first bytes.

    Returns
    -------
    str
        Without the mark.

    Examples
    --------
    >>> decoded("Größe".encode("utf-16")), decoded("Größe".encode("latin-1"))
    ('Größe', 'Größe')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    # A Latin letter in UTF-16 has a zero as its other byte, and no other text has zeros.
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
