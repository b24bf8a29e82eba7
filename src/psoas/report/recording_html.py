"""The report of a recording: one HTML file for screen and paper, without scripts or anything remote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from itertools import chain
from pathlib import Path
from zlib import crc32

from psoas.analysis import load_words
from psoas.analysis.load_words import NOTE, amount
from psoas.analysis.loads import QUANTITIES, SetLoad
from psoas.analysis.result import Analysis
from psoas.body.skeleton import SIDES
from psoas.coach.comparison_words import CHECK, LABELS, doubts, findings, middle_words, sentences, verdict
from psoas.coach.set_comparison import MEASURES, Comparison
from psoas.report.beside import beside, html_section
from psoas.report.chart import BoxShape, LineShape, MarkShape, Shape, sample, svg
from psoas.report.recording_plot import angle_chart, moment_chart, sides_chart, strips
from psoas.report.recording_table import clock, fault_reason, fault_words, unseen_words

#: Opens a named region that scrolls sideways on a narrow screen, with the keyboard too.
_SCROLL = '<div class="scroll" tabindex="0" role="region" aria-label="{}">'


def load_section(result: Analysis) -> str:
    """Return the section about the load, or "" if none was asked for."""
    load = result.load
    if load is None:
        return ""
    words = "".join(f"<li>{escape(sentence)}</li>" for sentence in load_words.sentences(load))
    pictures = _pictures(result, load) if load.reps else ""
    return (
        f'<section class="long"><h2>How hard it was for the hip</h2>{pictures}'
        f'<div class="beside"><ul class="said">{words}</ul>{_table(load) if load.reps else ""}</div>'
        f'<p class="note">{NOTE}</p></section>'
    )


def _pictures(result: Analysis, load: SetLoad) -> str:
    charts = [moment_chart(load, *strip) for strip in strips(result)]
    drawn = "".join(svg(chart, f"load-{i}", "recording load") for i, chart in enumerate(charts))
    return (
        f"{_SCROLL.format('Plot of the hip moment')}{drawn}</div>"
        '<p class="note">What the flexors of the working hip held, in newton metres (N·m), over each repetition '
        "that was seen well enough. L is a left repetition, R a right one, with its number.</p>"
    )


def _table(load: SetLoad) -> str:
    rows = "".join(
        f'<tr><th scope="row">{load_words.LABELS[quantity]}</th>'
        + "".join(
            "<td>{} <small>{}</small></td>".format(*amount(getattr(load.side(side), quantity), quantity))
            for side in SIDES
        )
        + "</tr>"
        for quantity in QUANTITIES
    )
    used = "".join(f"<td>{load.side(side).used}</td>" for side in SIDES)
    return (
        f'{_SCROLL.format("Load of the left and the right hip")}<table class="sides-table"><thead><tr>'
        '<td></td><th scope="col">Left</th><th scope="col">Right</th></tr></thead>'
        f'<tbody>{rows}<tr><th scope="row">Repetitions used</th>{used}</tr></tbody></table></div>'
    )


_LEGEND: tuple[tuple[tuple[Shape, ...], str], ...] = (
    ((BoxShape(1, 1, 28, 14, "left-pale", 2),), "counted repetition"),
    ((BoxShape(1, 1, 28, 14, "short", 2),), "short repetition, not counted"),
    ((LineShape(((1, 8), (29, 8)), "limit"),), "full movement of this level"),
    ((MarkShape(15, 8, "triangle", "fault", 5),), "something to work on"),
    (tuple(LineShape(((x, 14), (x + 8, 2)), "unseen") for x in (5, 11, 17)), "not seen, not judged"),
)


def report_page(result: Analysis) -> str:
    """Return the report as an HTML document.

    Parameters
    ----------
    result : Analysis
        With its trace.

    Returns
    -------
    str
        A complete document that loads nothing.
    """
    name = escape(Path(result.file).name)
    parts = (
        _head(result, name),
        _plots(result),
        _comparison(result),
        _beside(result),
        load_section(result),
        _repetitions(result),
        '<div class="two">' + "".join((_to_work_on(result), _cues(result), _unseen(result), _setup(result))) + "</div>",
        _foot(result),
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Blocks loading even if a file name or a text smuggled in markup.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{name}: report of psoas</title>\n<style>\n{_css()}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


def report_part(result: Analysis) -> str:
    """Draw counts, both hips and cues as a part of another page, such as a notebook.

    Parameters
    ----------
    result : Analysis
        With its trace.

    Returns
    -------
    str
        One ``<div>`` that loads nothing and styles nothing outside itself.
    """
    css = _css().replace(":root", "&").replace("body {", "& {")
    # Ids are of the whole page, which may show other recordings.
    mark = f"psoas-{crc32(result.file.encode(errors='backslashreplace')):08x}"
    parts = _head(result, escape(Path(result.file).name)), _plots(result, mark), _cues(result)
    return f'<div class="psoas-report"><style>.psoas-report {{\n{css}}}</style>\n{"".join(parts)}</div>'


def _css() -> str:
    return files("psoas.report").joinpath("recording.css").read_text(encoding="utf-8")


def _head(result: Analysis, name: str) -> str:
    has_band = result.exercise is not None and "mini-band" in result.exercise.equipment
    title = escape(result.title) + (", without the band" if has_band and not result.band else "")
    count = result.count
    cells = [
        ("left", "Left leg", str(count["left"]), ""),
        ("right", "Right leg", str(count["right"]), ""),
        ("", "Short, not counted", str(len(result.short)), ""),
        ("", "Seen", f"{_share(result):.0f}", f" % of {clock(result.duration_s)}"),
    ]
    headline = "".join(
        f'<div class="{kind}"><dt>{label}</dt><dd>{value}<small>{unit}</small></dd></div>'
        for kind, label, value, unit in cells
    )
    chips = "".join(f'<li class="{rep.side}" title="{rep.side}">{rep.side[0].upper()}</li>' for rep in result.reps)
    order = f'<ol class="order" aria-label="Order of sides">{chips}</ol>' if chips else ""
    first = [*(note.say for note in result.about_the_count), *doubts(result.comparison)]
    unsure = "".join(f"<p><strong>{escape(sentence)}</strong></p>" for sentence in first)
    return (
        f'<header><p class="eyebrow">psoas · {name}</p><h1>{title}</h1>{unsure}</header>\n'
        f'<section aria-label="Counted"><dl class="headline">{headline}</dl>{order}</section>'
    )


def _plots(result: Analysis, name: str = "plot") -> str:
    if not result.trace:
        return ""
    charts = [angle_chart(result, *strip) for strip in strips(result)]
    pictures = "".join(svg(chart, f"{name}-{i}", "recording") for i, chart in enumerate(charts))
    legend = "".join(f"<li>{sample(*shapes, width=30)}{words}</li>" for shapes, words in _LEGEND)
    return (
        f'<section class="long"><h2>Hip angle over time</h2>'
        f"{_SCROLL.format('Plot of hip angles')}{pictures}</div>"
        f'<ul class="legend">{legend}</ul>'
        '<p class="note">Degrees between thigh and trunk, as the camera saw them; 0 is a straight hip. Numbers in '
        "the bands count the repetitions; numbers in rings are the cues listed below.</p></section>"
    )


def _comparison(result: Analysis) -> str:
    found = result.comparison
    said = sentences(found)
    chart = sides_chart([*result.reps, *result.short], found)
    if not said:
        return ""
    words = "".join(f"<li>{escape(sentence)}</li>" for sentence in findings(found))
    return (
        '<section><h2>Left and right, over the set</h2><div class="beside"><figure>'
        f"{svg(chart, 'sides', 'sides') if chart else ''}"
        '<figcaption class="note">Range of each repetition, the first at the top. The line is the median, a triangle '
        "something to work on, a dashed bar a short one.</figcaption>"
        f'</figure><div><ul class="said">{words}</ul>{_sides_table(found)}'
        '<p class="note">Medians of the counted repetitions; half of them lie within ± of it. '
        f"What one camera cannot tell apart is called about the same.{' ' + CHECK if found.clear else ''}</p>"
        "</div></div></section>"
    )


def _beside(result: Analysis) -> str:
    if result.exercise is None or not result.shown:
        return ""
    seen = [result.shown.get(place, ()) for place in range(len(result.reps))]
    return html_section(beside(result.reps, seen, result.exercise, band=result.band, tag="report"))


def _sides_table(found: Comparison) -> str:
    rows = "".join(
        f'<tr><th scope="row">{LABELS[measure]}</th>'
        + "".join(
            "<td>{} <small>{}</small></td>".format(*middle_words(found.side(side).middle(measure), measure))
            for side in SIDES
        )
        + f"<td>{verdict(found, measure)}</td></tr>"
        for measure in MEASURES
    )
    return (
        f'{_SCROLL.format("Left against right")}<table class="sides-table"><thead><tr>'
        '<td></td><th scope="col">Left</th><th scope="col">Right</th><th scope="col">Difference</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _repetitions(result: Analysis) -> str:
    if not (result.reps or result.short):
        return ""
    heads = ("#", "Side", "Peak at", "Hip angle", "Range", "Out", "Hold", "Back", "Confidence", "To work on")
    head = "".join(f'<th scope="col"{_kind(text)}>{text}</th>' for text in heads)
    return (
        f'<section class="long"><h2>Every repetition</h2>{_SCROLL.format("Every repetition")}<table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(_rows(result))}</tbody></table></div></section>"
    )


def _rows(result: Analysis) -> Iterator[str]:
    number = 0
    for rep in sorted(chain(result.reps, result.short), key=lambda r: r.start_s):
        number += not rep.short
        faults = [escape(fault_words(fault, result.exercise)) for fault in rep.faults]
        words = " ".join(["Short: not counted.", *faults] if rep.short else faults)
        cells = (
            f"{rep.peak_hip_deg:.0f}°",
            f"{rep.range_deg:.0f}°",
            *(f"{seconds:.1f} s" for seconds in (rep.out_s, rep.hold_s, rep.back_s)),
            f"{100 * rep.confidence:.0f} %",
        )
        yield (
            f'<tr class="{rep.side}{" is-short" if rep.short else ""}"><td>{"" if rep.short else number}</td>'
            f'<td class="side">{rep.side}</td><td>{clock(rep.peak_s)}</td>'
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + f'<td class="words">{words}</td></tr>'
        )


def _to_work_on(result: Analysis) -> str:
    failed = Counter(fault for rep in chain(result.reps, result.short) for fault in rep.faults)
    items = "".join(
        f"<li><strong>{escape(fault_words(fault, result.exercise))}</strong> "
        f'<span class="note">{number} of {len(result.reps) + len(result.short)}</span><br>'
        f"{escape(fault_reason(fault, result.exercise))}</li>"
        for fault, number in failed.most_common()
    )
    return f'<section><h2>To work on</h2><ul class="plain">{items}</ul></section>' if items else ""


def _cues(result: Analysis) -> str:
    items = "".join(
        f'<li class="{cue.kind}"><b>{number}</b><time>{clock(cue.t)}</time><span>{escape(cue.say)}</span></li>'
        for number, cue in enumerate(result.cues, start=1)
    )
    return f'<section><h2>What the coach would have said</h2><ol class="cues">{items}</ol></section>' if items else ""


def _unseen(result: Analysis) -> str:
    items = "".join(f"<li>{escape(unseen_words(gap))}</li>" for gap in result.unseen)
    if not items:
        return ""
    return (
        f"<section><h2>What the coach could not see</h2>"
        f"<p>{result.unseen_s:.1f} of {result.duration_s:.1f} seconds were "
        f'not judged: what cannot be seen is not counted.</p><ul class="plain">{items}</ul></section>'
    )


def _setup(result: Analysis) -> str:
    items = "".join(f"<li>{escape(note.say)}</li>" for note in result.advice)
    return f'<section><h2>For the next recording</h2><ul class="plain">{items}</ul></section>' if items else ""


def _foot(result: Analysis) -> str:
    versions = ", ".join(f"{escape(name)} {escape(value)}" for name, value in result.versions.items())
    return (
        "<footer><p>psoas is a movement and habit coach, not a medical device. Angles come from one camera and are "
        f"estimates.</p><p>Made with {versions}. This page loads nothing and sends nothing.</p></footer>"
    )


def _share(result: Analysis) -> float:
    total = result.seen_s + result.unseen_s
    return 100 * result.seen_s / total if total > 0 else 0.0


def _kind(head: str) -> str:
    if head == "Side":
        return ' class="side"'
    return ' class="words"' if head == "To work on" else ""
