"""Reading ahead in a thread."""

import threading
from collections.abc import Iterator

import pytest

from psoas.analysis.ahead import ahead


def test_everything_arrives_in_order() -> None:
    assert list(ahead(range(100), size=3)) == list(range(100))


def test_what_reading_raises_comes_after_the_items_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        yield 2
        raise OSError("disk gone")

    got = []
    with pytest.raises(OSError, match="disk gone"):
        got.extend(ahead(broken()))
    items = ahead(broken())
    assert [next(items), next(items)] == [1, 2]


def test_it_reads_no_further_ahead_than_allowed() -> None:
    read = []
    ready = threading.Event()

    def counted() -> Iterator[int]:
        for i in range(50):
            read.append(i)
            if i == 3:
                ready.set()
            yield i

    items = ahead(counted(), size=2)
    assert next(items) == 0
    assert ready.wait(5)  # one handed on, two waiting, one in the reader's hand
    assert len(read) <= 4
    items.close()
    assert len(read) <= 5


def test_giving_up_early_ends_the_thread() -> None:
    items = ahead(iter(range(10**9)), size=2)
    next(items)
    items.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "psoas-ahead"]
