"""Reading ahead changes nothing but the time."""

import threading
from contextlib import closing, nullcontext

import pytest

from psoas.analysis.ahead import ahead


def test_all_items_come_in_their_order():
    assert list(ahead(range(50), nullcontext())) == list(range(50))


def test_an_error_is_raised_after_the_items_before_it():
    def broken():
        yield 1
        yield 2
        raise OSError("the disk is gone")

    got = []
    with pytest.raises(OSError, match="the disk is gone"):
        for item in ahead(broken(), nullcontext()):
            got.append(item)  # noqa: PERF402 - what came before the error is the point
    assert got == [1, 2]


def test_stopping_early_ends_the_thread():
    with closing(ahead(iter(int, 1), nullcontext())) as items:
        next(items)
    assert "psoas-ahead" not in [thread.name for thread in threading.enumerate()]


def test_nothing_is_fetched_while_it_is_somebody_elses_turn():
    turn, fetched = threading.Lock(), []

    def source():
        for i in range(3):
            fetched.append(i)
            yield i

    with turn:
        items = ahead(source(), turn)
        waiter = threading.Thread(target=lambda: fetched.append(f"got {next(items)}"))
        waiter.start()
        waiter.join(0.2)
        assert fetched == []
    waiter.join(5)
    assert "got 0" in fetched
    items.close()
