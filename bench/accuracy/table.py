"""The numbers of a run as tables on the screen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from bench.accuracy.phases import PHASES
from bench.accuracy.run import Score
from bench.accuracy.summary import SPEAKS_FROM, Numbers
from bench.accuracy.targets import targets


def show(console: Console, numbers: Numbers, scores: Sequence[Score], every: bool = False) -> None:
    """Print everything; with ``every`` also a line for each clip, else only for those that went wrong."""
    wrong = [s for s in scores if every or not s.counting.faithful]
    if wrong:
        _table(
            console,
            "every clip" if every else "clips not counted right",
            ("clip", "level", "truth", "counted", "wrong side", "missed", "invented"),
            (
                (s.name, s.level, c.true or "none", c.counted or "none", c.wrong_side, c.missed, c.invented)
                for s in wrong
                for c in [s.counting]
            ),
        )
    counts = numbers["counts"]
    for title, group in (("counting", counts["by_kind"]), ("counting by level", counts["by_kind_and_level"])):
        _counts(console, title, group)
    if counts["by_condition"]:
        _counts(console, "counting by condition", counts["by_condition"])
    _times(console, numbers["times"])
    _angles(console, "angles: mean absolute error, degrees", numbers["angles"])
    shape = {name: n["shape"] for name, n in numbers["angles"].items()}
    _angles(console, "the same, less each clip's constant offset", shape)
    _angles(console, "angles by set and level", numbers["angles_by_level"])
    _unseen(console, numbers["angles"])
    _confidence(console, numbers["confidence"], numbers["confidence_error"])
    for group, faults in numbers["faults"].items():
        _faults(console, f"faults, {group} sets (!: too imprecise to be spoken)", faults)
    _other(console, numbers["other_movement"])
    uiprmd(console, numbers.get("uiprmd", {}))
    _targets(console, numbers)
    console.print(f"from raw skeleton to event: {numbers['cost_ms_a_frame']:.2f} ms a frame")


def _counts(console: Console, title: str, groups: Numbers) -> None:
    _table(
        console,
        title,
        ("", "sets", "exact", "exact and each right", "wrong, and said so", "right, yet doubted", "repetitions",
         "wrong side", "missed (called short)", "invented",
         "short counted", "peak off, median / 95 %", "begin, end off, median (late +)"),
        (
            (
                name,
                n["sets"],
                percent(n["exact"]),
                percent(n["faithful"]),
                f"{n['wrong_doubted']} of {n['sets'] - round(n['exact'] * n['sets'])}",
                n["right_doubted"],
                n["reps"],
                n["wrong_side"],
                f"{n['missed']} ({n['called_short']})",
                n["invented"],
                f"{n['short_counted']} of {n['short_true']}",
                f"{number(n['peak_median_s'], 2)} / {number(n['peak_p95_s'], 2)} s",
                ", ".join(f"{number(n[f'{b}_median_s'], 2)} ({n[f'{b}_bias_s']:+.2f}) s" for b in ("begin", "end")),
            )
            for name, n in groups.items()
        ),
    )  # fmt: skip


def _times(console: Console, groups: Numbers) -> None:
    _table(
        console,
        "phases of each repetition: off by, median (too long +) / 90 %, seconds",
        ("", "repetitions", "way out", "hold", "way back"),
        ((name, n["reps"], *(_phase(n, phase) for phase in PHASES)) for name, n in groups.items() if n["reps"]),
    )


def _phase(n: Numbers, phase: str) -> str:
    return f"{n[f'{phase}_median_s']:.2f} ({n[f'{phase}_bias_s']:+.2f}) / {n[f'{phase}_p90_s']:.2f}"


def _angles(console: Console, title: str, groups: Numbers) -> None:
    keys = [f"{leg} {part}" for leg in ("near", "far", "abreast") for part in ("hip", "knee")]
    rows = ((name, *(_error(n.get(key)) for key in keys)) for name, n in groups.items())
    _table(console, f"{title} (bias; 95 %)", ("", *keys), rows)


def _error(errors: Numbers | None) -> str:
    if not errors or not errors["n"]:
        return "-"
    return f"{errors['mean_abs']:.1f} ({errors['bias']:+.1f}; {errors['p95']:.0f})"


def _unseen(console: Console, groups: Numbers) -> None:
    _table(
        console,
        "not judged, and legs that lie still",
        ("", "not judged", "share", "of it nobody found", "error there", "error where judged",
         "still legs", "seem to move: median", "95 %", "most"),
        (
            (
                name,
                f"{n['unseen_s']:.0f} s",
                percent(n["unseen_share"]),
                f"{n['unseen_blind_s']:.0f} s",
                f"{number(n['raw_error_unseen_deg'])}°",
                f"{number(n['raw_error_seen_deg'])}°",
                n["resting_legs"],
                f"{number(n['resting_median_deg'])}°",
                f"{number(n['resting_p95_deg'])}°",
                f"{number(n['resting_max_deg'])}°",
            )
            for name, n in groups.items()
        ),
    )  # fmt: skip


def _confidence(console: Console, classes: list[Numbers], error: float) -> None:
    _table(
        console,
        f"confidence (rendered clips): share of angles within 10°, stated and found, {percent(error)} apart",
        (
            "confidence",
            "angles",
            "stated",
            "found",
            "hips and knees",
            "off, % of height (95 %)",
            "legs",
            "angles off (95 %)",
        ),
        (
            (
                f"{c['from']:.2f} to {c['to']:.2f}",
                c["angles"],
                percent(c["stated"]),
                percent(c["found"]),
                c["joints"],
                f"{number(c['place_percent_of_height'])} ({number(c['place_p95'])})",
                c["legs"],
                f"{number(c['angle_deg'])}° ({number(c['angle_p95'])})",
            )
            for c in classes
            if c["joints"] or c["legs"]
        ),
    )


def _faults(console: Console, title: str, faults: Numbers) -> None:
    _table(
        console,
        title,
        ("fault", "performed", "found", "recall", "precision", "false per 12", "spoken", "true", "false spoken per 12"),
        (
            (
                name,
                n["performed"],
                n["found"],
                percent(n["recall"]),
                percent(n["precision"]) + (" !" if n["precision"] < SPEAKS_FROM else ""),
                number(n["false_per_12"], 2),
                n["spoken"],
                percent(n["spoken_precision"]),
                number(n["spoken_false_per_12"], 2),
            )
            for name, n in faults.items()
        ),
    )


def _other(console: Console, sources: Numbers) -> None:
    _table(
        console,
        "repetitions invented while something else was done",
        ("", "as level", "minutes", "invented", "in 30 minutes"),
        (
            (source, level, f"{n['minutes']:.1f}", n["invented"], number(n["in_30_min"]))
            for source, rates in sources.items()
            for level, n in (rates["by_level"] | rates["by_posture"]).items()
        ),
    )
    _table(
        console,
        "what was done then, all levels together",
        ("", "movement", "minutes", "invented"),
        (
            (source, what, f"{n['minutes']:.1f}", n["invented"])
            for source, rates in sources.items()
            for what, n in rates["by_movement"].items()
        ),
    )


def uiprmd(console: Console, sensors: Numbers) -> None:
    """Print UI-PRMD: sensor to groups as from `bench.accuracy.uiprmd.numbers`."""
    for sensor, groups in sensors.items():
        _table(
            console,
            f"UI-PRMD, {sensor}: asked are the right side in all, and an area under the curve of 0.9",
            (
                "",
                "trials",
                "side right",
                "wrong side",
                "not counted",
                "counted twice",
                "area under curve",
                "by subject",
                "out, hold, back off, median (too long +)",
            ),
            (
                (
                    name,
                    n["trials"],
                    percent(n["side_right"]),
                    n["wrong_side"],
                    n["none_counted"],
                    n["several_counted"],
                    number(n["auc"], 3),
                    ", ".join(f"{subject}: {number(area, 2)}" for subject, area in n["auc_by_subject"].items()),
                    ", ".join(f"{number(n[f'{p}_median_s'], 2)} ({n[f'{p}_bias_s']:+.2f}) s" for p in PHASES),
                )
                for name, n in groups.items()
            ),
        )


def _targets(console: Console, numbers: Numbers) -> None:
    _table(
        console,
        "what it must show",
        ("", "clean: asked", "reached", "hard: asked", "reached"),
        ((row.name, row.clean.asked, row.clean.shown, row.hard.asked, row.hard.shown) for row in targets(numbers)),
    )


def _table(console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = Table(*columns, title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console.print(table)
    console.print()


def percent(share: float) -> str:
    """A share in words, a dash for what is not known."""
    return "-" if share is None or math.isnan(share) else f"{100 * share:.1f} %"


def number(value: float, digits: int = 1) -> str:
    """A number, a dash for what is not known."""
    return "-" if value is None or math.isnan(value) else f"{value:.{digits}f}"
