"""How hard a set was for the hip, as a part of the report: the moment over time, a table and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from psoas.analysis.load_words import LABELS, NOTE, amount, sentences
from psoas.analysis.loads import QUANTITIES, SetLoad
from psoas.analysis.result import Analysis
from psoas.biomechanics.measured import RepLoad
from psoas.body.skeleton import SIDES, Side
from psoas.coach.events import Rep
from psoas.report.recording_plot import strips
from psoas.report.recording_words import clock
from psoas.report.svg import SCROLL, picture
from psoas.report.time_scale import LEFT, RIGHT, WIDTH, TimeScale

_TOP, _LANE, _FOOT = 22.0, 150.0, 26.0
#: The scale ends at a multiple of this, N·m.
_STEP_NM = 20


def load_section(result: Analysis) -> str:
    """The part of the page; empty where no load was asked for."""
    load = result.load
    if load is None:
        return ""
    words = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences(load))
    pictures = _pictures(result, load) if load.reps else ""
    return (
        f'<section class="long"><h2>How hard it was for the hip</h2>{pictures}'
        f'<div class="beside"><ul class="said">{words}</ul>{_table(load) if load.reps else ""}</div>'
        f'<p class="note">{NOTE}</p></section>'
    )


def _pictures(result: Analysis, load: SetLoad) -> str:
    drawn = "".join(moment_plot(load, *strip) for strip in strips(result))
    return (
        f"{SCROLL.format('Plot of the hip moment')}{drawn}</div>"
        '<p class="note">What the flexors of the working hip held, in newton metres (N·m), over each repetition '
        "that was seen well enough. L is a left repetition, R a right one, with its number.</p>"
    )


def moment_plot(load: SetLoad, start_s: float, end_s: float) -> str:
    """Moments at the working hip between two moments of the recording, seconds, as a complete ``<svg>``."""
    time = TimeScale(start_s, end_s)
    top_nm = _STEP_NM * max(math.ceil(max(one.peak_nm for _, _, one in load.reps) / _STEP_NM), 1)
    peaks: dict[Side, str] = {side: amount(load.side(side).peak_nm, "peak_nm")[0] for side in SIDES}
    told = ", ".join(f"{side} {value}" for side, value in peaks.items() if value)
    return picture(
        "plot load",
        WIDTH,
        _TOP + _LANE + _FOOT,
        name=f"load-{start_s:.0f}",
        title=f"Moment at the working hip from {clock(start_s)} to {clock(end_s)}",
        desc=f"One hill for each repetition, in newton metres. Usual height: {told}. The table holds the same numbers.",
        parts=[*_grid(top_nm), *_hills(load, time, top_nm), *time.axis(_TOP + _LANE)],
    )


def _y(moment_nm: float, top_nm: float) -> float:
    return _TOP + _LANE * (1 - moment_nm / top_nm)


def _grid(top_nm: int) -> Iterator[str]:
    for moment in range(0, top_nm + 1, _STEP_NM if top_nm <= 6 * _STEP_NM else 2 * _STEP_NM):
        y = _y(moment, top_nm)
        yield f'<path d="M{LEFT:g} {y:.1f}H{WIDTH - RIGHT:g}" class="grid"/>'
        yield f'<text x="{LEFT - 6:g}" y="{y + 4:.1f}" class="tick" text-anchor="end">{moment}</text>'
    yield f'<text x="{LEFT:g}" y="{_TOP - 9:.1f}" class="tick">N·m</text>'


def _hills(load: SetLoad, time: TimeScale, top_nm: float) -> Iterator[str]:
    shown = [each for each in load.reps if time.shows(float(each[2].t[0]), float(each[2].t[-1]))]
    for number, rep, one in shown:
        yield _hill(number, rep, one, time, top_nm)
    for number, rep, one in shown:
        at = int(one.moment_nm.argmax())
        if time.start <= one.t[at] < time.end:
            x, y = time.x(float(one.t[at])), _y(one.peak_nm, top_nm)
            yield (
                f'<text x="{x:.1f}" y="{y - 5:.1f}" class="number" text-anchor="middle">'
                f"{rep.side[0].upper()}{number}</text>"
            )


def _hill(number: int, rep: Rep, one: RepLoad, time: TimeScale, top_nm: float) -> str:
    points = [
        f"{time.x(t):.1f} {_y(moment, top_nm):.1f}"
        for t, moment in zip(one.t.tolist(), one.moment_nm.tolist(), strict=True)
        if time.start <= t <= time.end
    ]
    if not points:
        return ""
    floor = _y(0, top_nm)
    first, last = points[0].split()[0], points[-1].split()[0]
    return (
        f"<g><title>Repetition {number}, {rep.side}: {one.peak_nm:.0f} N·m at its hardest, {one.work_j:.1f} J</title>"
        f'<path d="M{first} {floor:.1f}L{"L".join(points)}L{last} {floor:.1f}z" class="rep {rep.side}"/>'
        f'<path d="M{"L".join(points)}" class="curve {rep.side}"/></g>'
    )


def _table(load: SetLoad) -> str:
    rows = "".join(
        f'<tr><th scope="row">{LABELS[quantity]}</th>'
        + "".join(
            "<td>{} <small>{}</small></td>".format(*amount(getattr(load.side(side), quantity), quantity))
            for side in SIDES
        )
        + "</tr>"
        for quantity in QUANTITIES
    )
    used = "".join(f"<td>{load.side(side).used}</td>" for side in SIDES)
    return (
        f'{SCROLL.format("Load of the left and the right hip")}<table class="sides-table"><thead><tr>'
        '<td></td><th scope="col">Left</th><th scope="col">Right</th></tr></thead>'
        f'<tbody>{rows}<tr><th scope="row">Repetitions used</th>{used}</tr></tbody></table></div>'
    )
