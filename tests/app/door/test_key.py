"""The secret of a data folder."""

import os
import stat

import pytest

from psoas.app.door.key import KEY_FILE, DoorKey, key_of

posix = pytest.mark.skipif(os.name != "posix", reason="file permissions of POSIX")


def test_a_folder_keeps_its_key(tmp_path):
    assert key_of(tmp_path / "data").cookie == key_of(tmp_path / "data").cookie
    assert sorted(each.name for each in (tmp_path / "data").iterdir()) == [KEY_FILE]


def test_two_folders_have_different_keys_and_cookies_that_do_not_replace_each_other(tmp_path):
    one, other = key_of(tmp_path / "one"), key_of(tmp_path / "other")
    assert one.cookie != other.cookie
    assert one.cookie_name != other.cookie_name


@posix
def test_only_its_owner_may_read_the_file(tmp_path):
    key_of(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


@posix
def test_a_key_that_others_could_read_is_replaced(tmp_path):
    before = key_of(tmp_path).cookie
    (tmp_path / KEY_FILE).chmod(0o644)
    assert key_of(tmp_path).cookie != before
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("damaged", [b"", b"short", b"x" * 33])
def test_a_damaged_key_is_replaced(tmp_path, damaged):
    (tmp_path / KEY_FILE).write_bytes(damaged)
    (tmp_path / KEY_FILE).chmod(0o600)
    key = key_of(tmp_path)
    assert key.cookie == key_of(tmp_path).cookie
    assert key.cookie not in {DoorKey(damaged).cookie}


def test_where_no_file_can_be_written_there_is_a_key_all_the_same(tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert len(key_of(tmp_path / "file").cookie) == 64


def test_a_token_is_for_one_run_and_one_port():
    key = DoorKey(b"1" * 32)
    token = key.token("run", 8137)
    assert key.made(token, "run", 8137)
    assert not key.made(token, "another run", 8137)
    assert not key.made(token, "run", 8138)
    assert not DoorKey(b"2" * 32).made(token, "run", 8137)


@pytest.mark.parametrize("token", ["", "-", "a-b", "\ud800", "ä-ö", "x" * 10_000])
def test_what_is_no_token_opens_nothing(token):
    assert not DoorKey(b"1" * 32).made(token, "run", 8137)
