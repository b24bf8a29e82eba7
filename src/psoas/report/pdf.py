"""A printed page: words and charts on a PDF canvas, with real text. Lengths in points (1/72 inch), y from the top."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from psoas.report.chart import (
    FONT,
    XY,
    AreaShape,
    BoxShape,
    Chart,
    LineShape,
    MarkKind,
    MarkShape,
    Shape,
    corners,
)

Paper = Literal["a4", "letter"]
Weight = Literal["plain", "bold"]


@dataclass(frozen=True, slots=True)
class Size:
    """A size of paper, points."""

    name: str
    width: float
    height: float


PAPERS: dict[Paper, Size] = {"a4": Size("A4", 595.28, 841.89), "letter": Size("US Letter", 612.0, 792.0)}
INK, SOFT, RULE = "#16302c", "#48605b", "#ddd5c6"
_TEAL, _CLAY, _WARN, _BAD, _SUNK, _EDGE = "#0d5f57", "#a8431b", "#a06a08", "#a1241f", "#efe9de", "#85918a"
_FILLS = {
    "lane": "#f6f2ea", "same": _SUNK, "way": _TEAL, "one": _TEAL, "left": _CLAY, "right": _TEAL, "calm": _TEAL,
    "some": _WARN, "much": _BAD,
}  # fmt: skip
#: Colour, width in units of the chart, dashes.
_LINES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "grid": (RULE, 1, ()),
    "base": (_EDGE, 1, ()),
    "limit": (SOFT, 1, (2, 3)),
    "way": (_TEAL, 3.5, ()),
    "break": (_TEAL, 2.5, (1, 6)),
    "left": (_CLAY, 2.6, ()),
    "right": (_TEAL, 2.6, (6, 4.5)),
    "one": (_TEAL, 2.4, ()),
}
_FACES = {"plain": "Helvetica", "bold": "Helvetica-Bold"}
_WIDE = "psoas-wide"


class Sheet:
    """One page.

    Parameters
    ----------
    paper : str
        Which size.
    title : str
        Title of the document.
    """

    def __init__(self, paper: Paper, title: str) -> None:
        self.size = PAPERS[paper]
        self._file = BytesIO()
        # "invariant" leaves out the moment of writing, so the same history gives the same bytes.
        self._canvas: Any = Canvas(
            self._file, pagesize=(self.size.width, self.size.height), invariant=1, pageCompression=1, lang="en-GB"
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("psoas")

    def finished(self) -> bytes:
        """The whole document."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def words(
        self, at: XY, text: str, size: float, weight: Weight = "plain", *, colour: str = INK, end: bool = False
    ) -> None:
        """One line of words that begins at `at`, on its base line; with `end` it ends there."""
        self._canvas.setFont(_face(text, weight), size)
        self._canvas.setFillColor(colour)
        draw = self._canvas.drawRightString if end else self._canvas.drawString
        draw(at[0], self.size.height - at[1], text)

    def rule(self, x: float, y: float, width: float, colour: str = RULE, thick: float = 0.7) -> None:
        """A level line."""
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thick)
        self._canvas.setDash()
        self._canvas.line(x, self.size.height - y, x + width, self.size.height - y)

    def chart(self, chart: Chart, x: float, y: float, scale: float) -> None:
        """A chart with its upper left corner there."""
        self._canvas.saveState()
        self._canvas.translate(x, self.size.height - y)
        self._canvas.scale(scale, scale)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        for part in chart.parts:
            self._part(part)
        self._canvas.restoreState()

    def _part(self, part: Shape) -> None:
        canvas = self._canvas
        if isinstance(part, LineShape):
            colour, width, dashes = _LINES[part.style]
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(width)
            canvas.setDash(list(dashes))
            canvas.setLineCap(0 if part.style == "right" else 1)
            path = canvas.beginPath()
            for i, (x, y) in enumerate(part.points):
                (path.lineTo if i else path.moveTo)(x, -y)
            canvas.drawPath(path)
        elif isinstance(part, BoxShape):
            canvas.setFillColor(_FILLS[part.style])
            canvas.roundRect(part.x, -part.y - part.height, part.width, part.height, part.round_, stroke=0, fill=1)
        elif isinstance(part, AreaShape):
            canvas.setFillColor(_FILLS[part.style])
            self._polygon([(x, -y) for x, y in part.points])
        elif isinstance(part, MarkShape):
            canvas.setFillColor(_FILLS[part.style])
            self._mark(part.x, -part.y, part.shape, part.size)
        else:
            named = part.style in ("name", "left", "right")
            canvas.setFont(_face(part.text, "bold" if named else "plain"), FONT)
            canvas.setFillColor(_FILLS.get(part.style, INK if part.style == "name" else SOFT))
            draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
            draw[part.anchor](part.x, -part.y, part.text)

    def _mark(self, x: float, y: float, shape: MarkKind, r: float) -> None:
        if shape == "dot":
            self._canvas.circle(x, y, r, stroke=0, fill=1)
            return
        self._polygon([(x + dx, y - dy) for dx, dy in corners(shape, r)])

    def _polygon(self, points: Sequence[XY]) -> None:
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)


def wrapped(text: str, size: float, width: float, weight: Weight = "plain", most: int = 99) -> list[str]:
    """The words in lines no wider than `width`; what goes beyond `most` lines is cut with an ellipsis."""
    face = _face(text, weight)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, face, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, face, size, width) for line in lines]


def printable(text: str) -> bool:
    """Whether the page has all letters, and they run from left to right (no Arabic, Hebrew, Chinese, signs of mood)."""
    glyphs = _wide_face().charToGlyph
    return all(
        (ord(letter) in glyphs or _latin(letter)) and unicodedata.bidirectional(letter) not in ("R", "AL", "AN")
        for letter in text
    )


def _cut(text: str, face: str, size: float, width: float) -> str:
    if stringWidth(text, face, size) <= width:
        return text
    while text and stringWidth(f"{text}…", face, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _face(text: str, weight: Weight) -> str:
    """Helvetica, which every reader of PDFs has, or a font that comes along where it lacks a letter."""
    if _latin(text):
        return _FACES[weight]
    _wide_face()
    return _WIDE


def _latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _wide_face() -> Any:
    with as_file(files("psoas.report") / "fonts" / "DejaVuSansCondensed.ttf") as file:
        font = TTFont(_WIDE, str(file))
    pdfmetrics.registerFont(font)
    return font.face
