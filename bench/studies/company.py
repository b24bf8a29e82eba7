"""How often psoas finds that somebody else is in the picture, once a second, and how often it does where nobody is.

Films of two people are made of clips with truth, as `bench.studies.cuts` makes them. "The whole picture" is what the
detector names at once; "covered" is what it names after the one who is followed was covered, as psoas looks around.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.table import Table

from bench.accuracy.clips import folder_clips
from bench.studies.cuts import films_of_two
from psoas.analysis.progress import native_quiet
from psoas.analysis.sources import MAX_FPS
from psoas.body.skeleton import Skeleton
from psoas.sight.blazepose import COMPANY_S, BlazePose
from psoas.sight.company import covered, distinct, extent
from psoas.sight.video import Frame, Picture, open_video


class Watching(BlazePose):
    """Tells what it would find if it looked around now."""

    def finds(self, rgb: Picture, skeleton: Skeleton) -> tuple[bool, bool]:
        """Whether somebody besides the followed one is found in the whole picture, and where that one is covered."""
        assert self._track is not None
        shown = (rgb, covered(rgb, [extent(skeleton)]))
        whole, hidden = (distinct(self._detect(Image.fromarray(one)), [self._track.square]) for one in shown)
        return bool(whole), bool(hidden)


@dataclass(slots=True)
class Looks:
    """How many looks there were, and in how many somebody else was found."""

    films: int = 0
    looks: int = 0
    whole: int = 0
    covered: int = 0

    def add(self, eyes: Watching, frames: Iterable[Frame]) -> None:
        """Look at a film."""
        eyes.reset()
        self.films += 1
        due = 0.0
        for frame in frames:
            skeleton = eyes.detect(frame.rgb, frame.t)
            if frame.t < due or not skeleton.seen:
                continue
            due = frame.t + COMPANY_S
            whole, hidden = eyes.finds(frame.rgb, skeleton)
            self.looks += 1
            self.whole += whole
            self.covered += hidden


def kinds(folders: Iterable[Path], every: int) -> Iterator[tuple[str, Iterable[Frame]]]:
    """Each clip alone, and each clip of a march with somebody else beside it."""
    clips = [clip for folder in folders for clip in folder_clips(folder)]
    for clip in clips[::every]:
        yield "one person", open_video(clip.path, max_fps=MAX_FPS)
    for film in [*films_of_two(clips)][::every]:
        yield "two people", film.frames()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of clips with truth")
    parser.add_argument("--every", type=int, default=1, help="every so many films, to be done sooner")
    options = parser.parse_args()
    with native_quiet():
        eyes = Watching()
    found: dict[str, Looks] = {}
    for kind, frames in kinds(options.folders, options.every):
        found.setdefault(kind, Looks()).add(eyes, frames)
    table = Table("film", "films", "looks", "somebody else found: whole picture", "covered", box=None)
    for kind, looks in found.items():
        table.add_row(kind, *map(str, (looks.films, looks.looks, looks.whole, looks.covered)))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
