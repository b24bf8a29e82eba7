"""The moving pictures: drawn once, served as SVG files, shown as images that can be brought to rest."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Response
from nicegui import ui

from psoas.body.drawing import animated_svg, still_svg
from psoas.programme.catalogue import Catalogue, CatalogueError
from psoas.programme.model import Exercise


def routes(catalogue: Catalogue) -> APIRouter:
    """The route ``/figures/{id}.svg``."""
    router = APIRouter()

    @cache
    def drawn(exercise_id: str, band: bool, still: bool) -> str:
        exercise = catalogue.by_id(exercise_id)
        return still_svg(exercise, band=band) if still else animated_svg(exercise, band=band)

    @router.get("/figures/{exercise_id}.svg")
    def figure(exercise_id: str, band: bool = True, still: bool = False) -> Response:
        try:
            svg = drawn(exercise_id, band, still)
        except CatalogueError as problem:
            return Response(str(problem), 404, media_type="text/plain")
        return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})

    return router


class Figure(ui.element):
    """The picture of one exercise."""

    def __init__(self, exercise: Exercise, band: bool, alt: str | None = None) -> None:
        super().__init__("figure")
        self.classes("scene")
        self._address = f"/figures/{exercise.id}.svg?band={int(band)}"
        with self:
            self._picture = ui.element("img")
            self._picture.props.update(
                {"src": self._address, "alt": f"Moving picture: {exercise.summary}" if alt is None else alt}
            )

    def rest(self, still: bool) -> None:
        """Bring the picture to rest, or let it move again."""
        self._picture.props["src"] = self._address + ("&still=1" if still else "")
        self._picture.update()
