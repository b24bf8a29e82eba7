"""The moving pictures: drawn once, put into the page so that they take its colours, and brought to rest by a class."""

from __future__ import annotations

from functools import lru_cache

from nicegui import ui

from psoas.body.drawing import animated_svg
from psoas.programme.model import Exercise


@lru_cache(maxsize=32)
def _drawn(exercise: Exercise, band: bool) -> str:
    return animated_svg(exercise, band=band)


class Figure(ui.element):
    """The moving picture of one exercise; an exercise may be shown once on a page."""

    def __init__(self, exercise: Exercise, band: bool) -> None:
        super().__init__("figure")
        self.classes("scene")
        with self:
            ui.html(_drawn(exercise, band), sanitize=False, tag="span").classes("contents")

    def rest(self, still: bool) -> None:
        """Bring the picture to rest, or let it move again."""
        self.classes(add="paused" if still else None, remove=None if still else "paused")
