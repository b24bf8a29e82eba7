"""One clip in detail: repetition by repetition on the screen, and both hips' angles as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.table import Table

from bench.accuracy.coached import Coached
from bench.accuracy.counting import all_pairs
from psoas.body.skeleton import SIDES

_WIDTH, _LANE, _MARGIN = 1600, 300, 60
_TRUTH, _SEEN, _RAW, _BAND, _COUNTED, _DARK = "#1a7f37", "#0b57d0", "#bcd0f5", "#e3f1e6", "#d5e2fb", "#444444"
_UNSEEN = "#f3d7d7"


def tell(console: Console, coached: Coached) -> None:
    """Print the true and the counted repetitions side by side."""
    truth = coached.truth
    every = [*coached.reps, *coached.short]
    found = all_pairs(truth.reps, coached.reps, coached.short)
    partner = dict(found.right) | dict(found.crossed)
    table = Table(
        "", "true", "start / peak / end", "faults", "counted", "start / peak / end", "range", "peak hip", "confidence",
        "faults found", title=f"{coached.clip.name}, level {coached.level}, head {truth.view.get('head', '?')}, "
        f"yaw {truth.view.get('yaw_deg', '?')}, near {truth.near}, {', '.join(truth.conditions) or 'no conditions'}",
        box=None,
    )  # fmt: skip
    rows: list[tuple[float, list[str]]] = []
    for i, rep in enumerate(truth.reps):
        mine = [str(i), _side(rep.side, rep.short), _times(rep), ", ".join(sorted(rep.faults))]
        rows.append((rep.peak_s, mine + (_counted(coached, partner[i]) if i in partner else ["[red]missed"])))
    rows += [(every[j].peak_s, ["", "[red]none", "", "", *_counted(coached, j)]) for j in found.invented]
    for _, row in sorted(rows):
        table.add_row(*row)
    console.print(table)
    for gap in coached.unseen:
        console.print(f"  not judged {gap.start_s:.1f} to {gap.end_s:.1f} s: {gap.say}")
    for cue in coached.cues:
        console.print(f"  said at {cue.t:.1f} s: {cue.id}")


def _counted(coached: Coached, j: int) -> list[str]:
    every = [*coached.reps, *coached.short]
    rep = every[j]
    return [
        _side(rep.side, rep.short),
        _times(rep),
        f"{rep.range_deg:.0f}°",
        f"{rep.peak_hip_deg:.0f}°",
        f"{rep.confidence:.2f}",
        ", ".join(rep.faults),
    ]


def _side(side: str, short: bool) -> str:
    return side + (" (short)" if short else "")


def _times(rep: object) -> str:
    return " / ".join(f"{getattr(rep, name):.2f}" for name in ("start_s", "peak_s", "end_s"))


def picture(coached: Coached, path: Path) -> None:
    """Draw hip and knee angles of both sides: truth green, judged blue, what the coach was shown pale."""
    lanes = [(side, what) for side in SIDES for what in ("hip", "knee")]
    image = Image.new("RGB", (_WIDTH, len(lanes) * (_LANE + _MARGIN) + _MARGIN), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(16)
    end = max(coached.truth.duration_s, float(coached.t[-1]) if len(coached.t) else 0.0, 1.0)

    def x(t: float) -> float:
        return _MARGIN + t / end * (_WIDTH - 2 * _MARGIN)

    for n, (side, what) in enumerate(lanes):
        top = _MARGIN + n * (_LANE + _MARGIN)
        true = getattr(coached.truth, what).get(side, np.empty(0))
        seen, raw = getattr(coached, what)[side], getattr(coached, f"raw_{what}")[side]
        values = np.concatenate([true, raw[np.isfinite(raw)]]) if len(true) else raw[np.isfinite(raw)]
        low, high = np.percentile(values, [0.5, 99.5]) + np.array([-10, 10]) if len(values) else (0.0, 100.0)

        def y(angle: float, top: float = top, low: float = low, high: float = high) -> float:
            return top + _LANE - (min(max(angle, low), high) - low) / (high - low) * _LANE

        for rep in coached.truth.reps:
            if rep.side == side:
                draw.rectangle((x(rep.start_s), top, x(rep.end_s), top + _LANE / 2), fill=_BAND)
                draw.line((x(rep.peak_s), top, x(rep.peak_s), top + _LANE / 2), fill=_TRUTH, width=2)
        for rep in [*coached.reps, *coached.short]:
            if rep.side == side:
                box = (x(rep.start_s), top + _LANE / 2, x(rep.end_s), top + _LANE)
                draw.rectangle(box, fill=None if rep.short else _COUNTED, outline=_SEEN)
                draw.line((x(rep.peak_s), top + _LANE / 2, x(rep.peak_s), top + _LANE), fill=_SEEN, width=2)
        for a, b, ok in zip(coached.t[:-1], coached.t[1:], coached.judged[1:], strict=True):
            if not ok:
                draw.rectangle((x(a), top, x(b), top + 8), fill=_UNSEEN)
        for angle in range(int(low // 30 + 1) * 30, int(high) + 1, 30):
            draw.line((_MARGIN, y(angle), _WIDTH - _MARGIN, y(angle)), fill="#dddddd")
            draw.text((8, y(angle) - 9), f"{angle}°", fill=_DARK, font=font)
        for times, curve, colour in ((coached.t, raw, _RAW), (coached.truth.t, true, _TRUTH), (coached.t, seen, _SEEN)):
            points = ((x(t), y(a) if np.isfinite(a) else np.nan) for t, a in zip(times, curve, strict=False))
            _curve(draw, points, colour)
        near = {None: "", side: ", near"}.get(coached.truth.near, ", far")
        title = (
            f"{coached.clip.name}: {side} {what}{near}   (green: truth, blue: psoas; above: performed, below: counted)"
        )
        draw.text((_MARGIN, top - 24), title, fill=_DARK, font=font)
    for second in range(0, int(end) + 1, 1 if end < 40 else 5):
        draw.text((x(second) - 6, image.height - 40), str(second), fill=_DARK, font=font)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)


def _curve(draw: ImageDraw.ImageDraw, points: Iterable[tuple[float, float]], colour: str) -> None:
    """Draw a line that breaks off at NaN."""
    line: list[tuple[float, float]] = []
    for point in [*points, (np.nan, np.nan)]:
        if np.isfinite(point[1]):
            line.append(point)
            continue
        if len(line) > 1:
            draw.line(line, fill=colour, width=2)
        line = []
