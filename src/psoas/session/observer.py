"""What the session needs of whoever watches, and what it keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from psoas.biomechanics.measured import RepLoad
from psoas.body.skeleton import Skeleton
from psoas.coach.events import Event, Now, Rep
from psoas.journal.records import RepRecord


class Watcher(Protocol):
    """What the session needs of a coach."""

    @property
    def now(self) -> Now:
        """The state of this moment."""
        ...

    def see(self, skeleton: Skeleton, /) -> Sequence[Event]:
        """Take one skeleton; report what has become certain."""
        ...

    def finish(self) -> Sequence[Event]:
        """Close what is open; report what has become certain."""
        ...


def seen_record(
    event: int, set_number: int, seen: Rep, since: Callable[[float], float], load: RepLoad | None = None
) -> RepRecord:
    """Record of a repetition that was seen; `since` turns the skeletons' clock into the session's."""
    return RepRecord(
        session_id=0,
        event=event,
        set_number=set_number,
        side=seen.side,
        counted_by="camera",
        end_s=since(seen.end_s),
        start_s=since(seen.start_s),
        peak_s=since(seen.peak_s),
        peak_hip_deg=seen.peak_hip_deg,
        range_deg=seen.range_deg,
        out_s=seen.out_s,
        hold_s=seen.hold_s,
        back_s=seen.back_s,
        trust=seen.trust,
        faults=seen.faults,
        short=seen.short,
        work_j=load.work_j if load else None,
        peak_nm=load.peak_nm if load else None,
    )


def seen_rep(record: RepRecord) -> Rep | None:
    """The repetition that a record was made of, on the session's clock; None where no camera measured it."""
    numbers = (
        record.start_s,
        record.peak_s,
        record.peak_hip_deg,
        record.range_deg,
        record.out_s,
        record.hold_s,
        record.back_s,
        record.trust,
    )
    known = [number for number in numbers if number is not None]
    if record.counted_by != "camera" or len(known) < len(numbers):
        return None
    start_s, peak_s, peak_hip_deg, range_deg, out_s, hold_s, back_s, trust = known
    return Rep(
        side=record.side,
        start_s=start_s,
        peak_s=peak_s,
        end_s=record.end_s,
        peak_hip_deg=peak_hip_deg,
        range_deg=range_deg,
        out_s=out_s,
        hold_s=hold_s,
        back_s=back_s,
        trust=trust,
        faults=record.faults,
        short=record.short,
    )
