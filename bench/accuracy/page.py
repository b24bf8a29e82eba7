"""The numbers of a run as one page with plots, made from its JSON alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bench.accuracy.charts import Bar, bars, curve, histogram
from bench.accuracy.summary import SPEAKS_FROM
from bench.accuracy.targets import Aim, targets

Numbers = dict[str, Any]
_PARTS = ("near hip", "near knee", "far hip", "far knee", "abreast hip", "abreast knee")
_LIMITS = {"clean": {"near": 4.0, "far": 6.0}, "hard": {"near": 6.0, "far": 9.0}}


def page(numbers: Numbers) -> str:
    """A complete HTML page."""
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    body = "".join(
        [
            "<header><h1>How right psoas is</h1>",
            f'<p class="note">{_about(numbers)}</p></header>',
            _section("What it must show", _targets(numbers)),
            _section("Counting", *_counting(numbers)),
            _section("Angles", *_angles(numbers)),
            _section("Legs that lie still", *_resting(numbers)),
            _section("What confidence is worth", *_confidence(numbers)),
            _section("What was not judged", *_unseen(numbers)),
            _section("Faults", *_faults(numbers)),
            _section("Other movement", *_other(numbers)),
            _section("UI-PRMD", *_uiprmd(numbers.get("uiprmd", {}))),
            _section("Clips not counted right", *_wrong(numbers)),
            "<footer>Made by bench.accuracy. Rendered people are cleaner than real ones: take numbers on them as "
            "optimistic.</footer>",
        ]
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, '
        f'initial-scale=1"><title>How right psoas is</title><style>{css}</style></head><body>{body}</body></html>'
    )


def _about(numbers: Numbers) -> str:
    kinds = numbers["counts"]["by_kind"]
    said = ", ".join(f"{n['sets']} {kind} ({n['reps']} repetitions)" for kind, n in kinds.items())
    return escape(f"Sets with truth: {said or 'none'}. Every number compares psoas with what was really performed.")


def _section(title: str, *parts: str) -> str:
    inside = "".join(parts)
    return f"<section><h2>{escape(title)}</h2>{inside}</section>" if inside else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in columns)
    lines = []
    for name, *cells in rows:
        line = "".join(cell if str(cell).startswith("<td") else f"<td>{escape(str(cell))}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{escape(str(name))}</th>{line}</tr>')
    if not lines:
        return ""
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'


def _targets(numbers: Numbers) -> str:
    def cell(aim: Aim) -> str:
        kind = {None: "", True: ' class="met"', False: ' class="unmet"'}[aim.met]
        return f"<td{kind}>{escape(aim.shown.removesuffix(' !'))}</td>"

    return _table(
        ("", "clean: asked", "reached", "hard: asked", "reached"),
        ((row.name, row.clean.asked, cell(row.clean), row.hard.asked, cell(row.hard)) for row in targets(numbers)),
    )


def _counting(numbers: Numbers) -> Iterator[str]:
    groups = numbers["counts"]["by_kind_and_level"] | numbers["counts"]["by_condition"]
    yield '<div class="two"><div><h3>Sets counted exactly on both sides</h3>'
    yield bars(
        "Share of sets counted exactly",
        [Bar(name, n["exact"], f"{_percent(n['exact'])} of {n['sets']}") for name, n in groups.items()],
        1.0,
    )
    errors = [abs(e) for clip in numbers["clips"] for e in clip["peak_errors_s"]]
    yield "</div><div><h3>Peaks: counted against true time</h3>"
    yield histogram("How far peaks are off", errors, "seconds off")
    yield "</div></div>"
    yield _table(
        (
            "",
            "repetitions",
            "wrong side",
            "missed",
            "called short",
            "invented",
            "short counted",
            "peak off, median",
            "95 %",
        ),
        (
            (
                name,
                n["reps"],
                n["wrong_side"],
                n["missed"],
                n["called_short"],
                n["invented"],
                f"{n['short_counted']} of {n['short_true']}",
                _unit(n["peak_median_s"], " s", 2),
                _unit(n["peak_p95_s"], " s", 2),
            )
            for name, n in groups.items()
        ),
    )


def _angles(numbers: Numbers) -> Iterator[str]:
    yield _key(("hip", "knee"))
    yield '<p class="note">Mean absolute error of all judged frames; the dashed mark is what is asked for.</p>'
    yield '<div class="two">'
    for name, n in numbers["angles"].items():
        given = [
            Bar(
                part.split()[0],
                n[part]["mean_abs"],
                f"{n[part]['mean_abs']:.1f}°",
                int(part.endswith("knee")),
                _LIMITS.get(name, {}).get(part.split()[0]),
            )
            for part in _PARTS
            if n.get(part, {}).get("n")
        ]
        yield f"<div><h3>{escape(name)}</h3>{bars(f'Angle errors, {name}', given)}</div>" if given else ""
    yield "</div>"
    yield "<h3>Less each clip's constant offset, which is mostly where model and truth put a joint</h3>"
    yield _table(
        ("mean (bias; 95 %)", *_PARTS),
        ((name, *(_error(n["shape"].get(part)) for part in _PARTS)) for name, n in numbers["angles"].items()),
    )
    yield "<h3>By set and level</h3>"
    yield _table(
        ("mean (bias; 95 %)", *_PARTS),
        ((name, *(_error(n.get(part)) for part in _PARTS)) for name, n in numbers["angles_by_level"].items()),
    )


def _resting(numbers: Numbers) -> Iterator[str]:
    moved = [deg for clip in numbers["clips"] if not clip["kind"].startswith("capture") for deg in clip["resting_deg"]]
    yield '<p class="note">How far the hip of a leg that truly lies still seems to move in a repetition.</p>'
    yield histogram("Apparent movement of resting legs", moved, "degrees", 8.0)


def _confidence(numbers: Numbers) -> Iterator[str]:
    classes = [c for c in numbers["confidence"] if c["joints"] or c["legs"]]
    place = [((c["from"] + c["to"]) / 2, c["place_percent_of_height"]) for c in classes if c["joints"]]
    angle = [((c["from"] + c["to"]) / 2, c["angle_deg"]) for c in classes if c["legs"]]
    reliable = [(c["stated"], c["found"]) for c in classes if c["angles"]]
    yield '<p class="note">Confidence is the share of like moments in which an angle is within 10° of the truth.</p>'
    yield curve(
        "Found by stated confidence", [reliable], "stated", "found", ["share of hip and knee angles within 10°"]
    )
    yield '<div class="two">'
    yield curve(
        "Place by confidence", [place], "confidence of a joint", "% of height", ["hips and knees: mean error of place"]
    )
    yield curve("Angle by confidence", [angle], "confidence of a leg", "degrees", ["hip and knee angle: mean error"])
    yield "</div>"


def _unseen(numbers: Numbers) -> Iterator[str]:
    yield _table(
        ("", "not judged", "share", "nobody found", "angle error there", "where judged"),
        (
            (
                name,
                _unit(n["unseen_s"], " s"),
                _percent(n["unseen_share"]),
                _unit(n["unseen_blind_s"], " s"),
                _unit(n["raw_error_unseen_deg"], "°"),
                _unit(n["raw_error_seen_deg"], "°"),
            )
            for name, n in numbers["angles"].items()
        ),
    )


def _faults(numbers: Numbers) -> Iterator[str]:
    for name, faults in numbers["faults"].items():
        performed = {fault: n for fault, n in faults.items() if n["performed"] or n["found"]}
        yield f"<h3>{escape(name)} sets</h3>"
        given = [
            bar
            for fault, n in performed.items()
            for bar in (
                Bar(fault, n["recall"], f"found {_percent(n['recall'])} of {n['performed']}", 0),
                Bar(fault, n["precision"], f"right {_percent(n['precision'])} of {n['found']}", 1, SPEAKS_FROM),
            )
        ]
        yield _key(("recall", "precision (dashed: from where a check may be spoken)"))
        yield bars(f"Recall and precision, {name}", given, 1.0)
        yield _table(
            (
                "",
                "performed",
                "found",
                "recall",
                "precision",
                "false per 12",
                "spoken",
                "of it true",
                "false spoken per 12",
            ),
            (
                (
                    fault,
                    n["performed"],
                    n["found"],
                    _percent(n["recall"]),
                    _percent(n["precision"]),
                    _unit(n["false_per_12"], "", 2),
                    n["spoken"],
                    _percent(n["spoken_precision"]),
                    _unit(n["spoken_false_per_12"], "", 2),
                )
                for fault, n in faults.items()
            ),
        )


def _other(numbers: Numbers) -> Iterator[str]:
    yield _table(
        ("counted where nothing was performed", "as level", "minutes", "invented", "in 30 minutes"),
        (
            (source, level, _unit(n["minutes"], ""), n["invented"], _unit(n["in_30_min"], ""))
            for source, rates in numbers["other_movement"].items()
            for level, n in rates["by_level"].items()
        ),
    )


def _uiprmd(sensors: Numbers) -> Iterator[str]:
    for sensor, groups in sensors.items():
        yield f'<h3>{escape(sensor)}</h3><div class="two">'
        given = [Bar(name, n["auc"], _unit(n["auc"], "", 2), limit=0.9) for name, n in groups.items()]
        yield bars(f"Right told from wrong, area under the curve, {sensor}", given, 1.0)
        yield _table(
            ("", "trials", "side right", "wrong side", "not counted", "area under the curve", "by subject"),
            (
                (
                    name,
                    n["trials"],
                    _percent(n["side_right"]),
                    n["wrong_side"],
                    n["none_counted"],
                    _unit(n["auc"], "", 3),
                    ", ".join(f"{subject}: {_unit(area, '', 2)}" for subject, area in n["auc_by_subject"].items()),
                )
                for name, n in groups.items()
            ),
        )
        yield "</div>"


def _wrong(numbers: Numbers) -> Iterator[str]:
    yield _table(
        ("", "level", "truth", "counted", "wrong side", "missed", "invented"),
        (
            (
                c["name"],
                c["level"],
                c["true"] or "none",
                c["counted"] or "none",
                c["wrong_side"],
                c["missed"],
                c["invented"],
            )
            for c in numbers["clips"]
            if not c["faithful"]
        ),
    )


def _key(names: Sequence[str]) -> str:
    items = "".join(f'<li><i style="background:var(--s{i})"></i>{escape(n)}</li>' for i, n in enumerate(names))
    return f'<ul class="key">{items}</ul>'


def _error(errors: Numbers | None) -> str:
    if not errors or not errors["n"]:
        return "–"
    return f"{errors['mean_abs']:.1f}° ({errors['bias']:+.1f}; {errors['p95']:.0f})"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _unit(value: float | None, unit: str, digits: int = 1) -> str:
    return "–" if value is None else f"{value:.{digits}f}{unit}"
