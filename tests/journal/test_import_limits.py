"""An import that was made to exhaust psoas, or larger than any journal."""

import json

import pytest

from psoas.journal import export
from psoas.journal.errors import ImportRefusedError
from psoas.journal.export import document_of, read_file


def test_no_more_of_a_file_is_read_than_a_journal_may_have(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "LARGEST", 1000)
    file = tmp_path / "film.json"
    file.write_bytes(b"x" * 100_000)
    raw = read_file(file)
    assert len(raw) == 1001
    with pytest.raises(ImportRefusedError, match="no journal is that large"):
        document_of(raw)


@pytest.mark.parametrize("raw", [b"[" * 200_000, b'{"a":' * 100_000, b"9" * 5000, b"\xff\xfe", b""])
def test_deep_or_strange_json_is_no_journal(raw):
    with pytest.raises(ImportRefusedError):
        document_of(raw)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ImportRefusedError, match="cannot be read"):
        read_file(tmp_path / "none.json")


@pytest.mark.parametrize("what", [10**400, "x" * 100_000, json.loads("[" * 900 + "]" * 900)])
def test_a_refused_value_is_said_in_a_short_sentence(what):
    row = {"id": what}
    with pytest.raises(ImportRefusedError) as said:
        export._row(export.session, row, 1, None)  # type: ignore[arg-type]
    assert len(str(said.value)) < 300
