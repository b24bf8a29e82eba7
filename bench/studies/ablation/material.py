"""The recordings on which everything is counted again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from bench.accuracy.clips import ROOT
from bench.accuracy.looks import Eye
from bench.accuracy.truth import Truth
from bench.studies import second_opinion
from bench.studies.second_opinion import Shown
from psoas.exchange.recording import read_recording

#: Every so many views of the motion capture, of Kinect's trials, and of movements of our own figure are enough.
_EVERY = {"motion capture": 8, "Kinect": 8, "steps up": 6, "walking along": 4}
#: What a change most likely harms comes first, so that its trial ends early.
_FIRST = ("real people", "hard", "clean", "faults")


def material(folders: Sequence[Path], data: Path | None, eye: Eye) -> list[Shown]:
    """Everything with truth, thinned out: rendered clips, and where it is there motion capture, Kinect, real people."""
    found = [*second_opinion.rendered(folders, eye), *_made()]
    if data is not None:
        found += second_opinion.shared(data, eye)
    kept = [one for source in _sources(found) for one in _thinned(source, found)]
    return sorted(kept, key=lambda one: _order(one.source))


def _made() -> Iterable[Shown]:
    """What nobody counts as a march, of our own figure."""
    yield from second_opinion.others()
    for path in sorted((ROOT / "tests" / "fixtures" / "skeletons").glob("*.npz")):
        seen = read_recording(path)
        for level in (5, 6):
            yield Shown(path.stem, "our figure", path.stem, level, False, seen, Truth(None, "other", (), seen[-1].t))


def _sources(found: Iterable[Shown]) -> list[str]:
    return list(dict.fromkeys(one.source for one in found))


def _thinned(source: str, found: Iterable[Shown]) -> Iterable[Shown]:
    return islice((one for one in found if one.source == source), 0, None, _EVERY.get(source, 1))


def _order(source: str) -> int:
    return next((i for i, first in enumerate(_FIRST) if source.startswith(first)), len(_FIRST))
