"""Printed pages: reportlab's platypus lays out the words and tables; a chart becomes one of its drawings.

Lengths are points (1/72 inch).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any, Literal

from reportlab.graphics import shapes
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepInFrame, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from psoas.report.chart import FONT, AreaShape, BoxShape, Chart, LineShape, MarkShape, Shape, corners

Paper = Literal["a4", "letter"]
TextKind = Literal["title", "value", "head", "body", "small", "date"]
Weight = Literal["plain", "bold"]
#: Something that platypus places; reportlab has no types.
Flowable = Any


@dataclass(frozen=True, slots=True)
class Size:
    """A size of paper, points."""

    name: str
    width: float
    height: float


PAPERS: dict[Paper, Size] = {"a4": Size("A4", 595.28, 841.89), "letter": Size("US Letter", 612.0, 792.0)}
#: Left and right, top, bottom.
_MARGINS = (42.0, 36.0, 32.0)
#: What a frame of platypus keeps free inside its edges.
_PADDING = 6.0

_INK, _SOFT, _RULE = "#16302c", "#48605b", "#ddd5c6"
_TEAL, _CLAY, _WARN, _BAD, _SUNK, _EDGE = "#0d5f57", "#a8431b", "#a06a08", "#a1241f", "#efe9de", "#85918a"
_FILLS = {
    "lane": "#f6f2ea", "same": _SUNK, "way": _TEAL, "one": _TEAL, "left": _CLAY, "right": _TEAL, "calm": _TEAL,
    "some": _WARN, "much": _BAD,
}  # fmt: skip
#: Colour, width in units of the chart, dashes.
_LINES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "grid": (_RULE, 1, ()),
    "base": (_EDGE, 1, ()),
    "limit": (_SOFT, 1, (2, 3)),
    "way": (_TEAL, 3.5, ()),
    "break": (_TEAL, 2.5, (1, 6)),
    "left": (_CLAY, 2.6, ()),
    "right": (_TEAL, 2.6, (6, 4.5)),
    "one": (_TEAL, 2.4, ()),
}
_FACES: dict[Weight, str] = {"plain": "Helvetica", "bold": "Helvetica-Bold"}
_WIDE = "psoas-wide"
#: Size of the letters, distance of the lines, weight, colour.
_KINDS: dict[TextKind, tuple[float, float, Weight, str]] = {
    "title": (17, 20, "bold", _INK),
    "value": (12, 14, "bold", _INK),
    "head": (9.2, 12, "bold", _INK),
    "body": (8, 10, "plain", _INK),
    "small": (7.2, 9.2, "plain", _SOFT),
    "date": (9.2, 12.2, "plain", _INK),
}


def frame_of(paper: Paper) -> tuple[float, float]:
    """Return the width and height of the printed area of a page."""
    side, top, bottom = _MARGINS
    return PAPERS[paper].width - 2 * side, PAPERS[paper].height - top - bottom


def one_page(story: Sequence[Flowable], paper: Paper, title: str) -> bytes:
    """Lay a story out on a single page, shrunk as a whole if it is too long."""
    file, size, (side, top, bottom) = BytesIO(), PAPERS[paper], _MARGINS
    document = SimpleDocTemplate(
        file,
        pagesize=(size.width, size.height),
        leftMargin=side - _PADDING,
        rightMargin=side - _PADDING,
        topMargin=top - _PADDING,
        bottomMargin=bottom - _PADDING,
        title=title,
        creator="psoas",
        lang="en-GB",
        pageCompression=1,
        invariant=1,  # omit the creation time, so that the same history gives the same bytes
    )
    document.build([KeepInFrame(*frame_of(paper), list(story), mode="shrink")])
    return file.getvalue()


def height_of(story: Sequence[Flowable], width: float) -> float:
    """Return the height of a story, laid out one flowable below the other."""
    return float(sum(one.getSpaceBefore() + one.wrap(width, 1e6)[1] + one.getSpaceAfter() for one in story))


def words(text: str, kind: TextKind = "body", *, before: float = 0, end: bool = False) -> Flowable:
    """Make a paragraph, `before` points below the previous one; `end` aligns it right."""
    size, leading, weight, colour = _KINDS[kind]
    style = ParagraphStyle(
        kind,
        fontName=_face(text, weight),
        fontSize=size,
        leading=leading,
        textColor=HexColor(colour),
        spaceBefore=before,
        alignment=2 if end else 0,
    )
    return Paragraph(escape(text), style)


def table(
    rows: Sequence[Sequence[Flowable]],
    widths: Sequence[float],
    *rules: tuple[str, int, int, int, int],
    valign: Literal["TOP", "BOTTOM"] = "TOP",
) -> Flowable:
    """Make a table.

    Parameters
    ----------
    rows : sequence of sequence
        Each cell is a flowable, a list of them, or None.
    widths : sequence of float
        One for each column.
    *rules : tuple
        "LINEABOVE" or "LINEBELOW", then first column, first row, last column and last row, as in platypus.
    valign : {"TOP", "BOTTOM"}
        How cells align within their row.
    """
    lines = [(kind, (left, top), (right, bottom), 0.7, HexColor(_RULE)) for kind, left, top, right, bottom in rules]
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), valign),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-2, -1), 6),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            *lines,
        ]
    )
    # An empty string would be as high as a line of text.
    cells = [[Spacer(0, 0) if cell is None else cell for cell in row] for row in rows]
    return Table(cells, colWidths=list(widths), style=style, hAlign="LEFT")


def drawing(chart: Chart, scale: float) -> Flowable:
    """Turn a chart into a drawing, `scale` points for each of its units."""
    drawn = shapes.Drawing(chart.width, chart.height)
    # A chart's y runs down, a drawing's up.
    drawn.add(shapes.Group(*(_part(part) for part in chart.parts), transform=(1, 0, 0, 1, 0, chart.height)))
    drawn.renderScale = scale
    return drawn


def _part(part: Shape) -> Any:
    if isinstance(part, LineShape):
        colour, width, dashes = _LINES[part.style]
        return shapes.PolyLine(
            [number for x, y in part.points for number in (x, -y)],
            strokeColor=HexColor(colour),
            strokeWidth=width,
            strokeDashArray=list(dashes) or None,
            strokeLineCap=0 if part.style == "right" else 1,
            strokeLineJoin=1,
        )
    if isinstance(part, BoxShape):
        round_ = part.round_
        return shapes.Rect(part.x, -part.y - part.height, part.width, part.height, round_, round_, **_fill(part.style))
    if isinstance(part, AreaShape):
        return shapes.Polygon([number for x, y in part.points for number in (x, -y)], **_fill(part.style))
    if isinstance(part, MarkShape):
        if part.shape == "dot":
            return shapes.Circle(part.x, -part.y, part.size, **_fill(part.style))
        points = [(part.x + dx, -part.y - dy) for dx, dy in corners(part.shape, part.size)]
        return shapes.Polygon([number for point in points for number in point], **_fill(part.style))
    named = part.style in ("name", "left", "right")
    return shapes.String(
        part.x,
        -part.y,
        part.text,
        textAnchor=part.anchor,
        fontName=_face(part.text, "bold" if named else "plain"),
        fontSize=FONT,
        fillColor=HexColor(_FILLS.get(part.style, _INK if part.style == "name" else _SOFT)),
    )


def _fill(style: str) -> dict[str, Any]:
    return {"fillColor": HexColor(_FILLS[style]), "strokeColor": None}


def printable(text: str) -> bool:
    """Tell whether the fonts have every letter of a text, and it runs from left to right.

    Arabic, Hebrew, Chinese and emoji do not pass.
    """
    glyphs = _wide_face().charToGlyph
    return all(
        (ord(letter) in glyphs or _latin(letter)) and unicodedata.bidirectional(letter) not in ("R", "AL", "AN")
        for letter in text
    )


def _face(text: str, weight: Weight) -> str:
    """Choose Helvetica, which every PDF reader has, or the embedded font where Helvetica lacks a letter."""
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
