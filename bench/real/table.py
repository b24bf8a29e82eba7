"""The numbers of real people on the screen: models side by side, then clip by clip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from bench.accuracy.summary import Numbers, either
from bench.accuracy.table import number, percent
from bench.real.run import RealScore


def show(console: Console, columns: dict[str, Numbers], scores: Sequence[RealScore]) -> None:
    """Print the measures, a column each selection of clips, and a line for each clip and model."""
    _draw(
        console,
        "real people",
        ("", *columns),
        ((name, *(say(numbers) for numbers in columns.values())) for name, say in ROWS.items()),
    )
    _draw(
        console,
        "clip by clip: sets",
        (
            "clip",
            "model",
            "level",
            "truth",
            "counted",
            "wrong side",
            "missed",
            "invented",
            "short",
            "taken for",
            "says",
        ),
        (_set_line(s) for s in scores if s.march),
    )
    _draw(
        console,
        "clip by clip: other movement (counted as which level)",
        ("clip", "model", "shows", "counted", "taken for", "says"),
        (
            _other_line(list(runs))
            for _, runs in groupby((s for s in scores if not s.march), key=lambda s: (s.clip.name, s.clip.model))
        ),
    )


def _share(part: str, whole: str, of: Callable[[Numbers], Numbers]) -> Callable[[Numbers], str]:
    return lambda n: f"{of(n)[part]} of {of(n)[whole]}"


def _minute(posture: str) -> Callable[[Numbers], str]:
    def say(n: Numbers) -> str:
        rate = n["in_position"][posture]
        return f"{number(rate['a_minute'], 2)} ({rate['invented']} in {number(rate['minutes'])} min)"

    return say


def _by_level(n: Numbers) -> str:
    return ", ".join(f"{level}: {row['invented']}" for level, row in n["other_movement"].get("by_level", {}).items())


#: What is told of each selection of clips.
ROWS: dict[str, Callable[[Numbers], str]] = {
    "clips": lambda n: str(n["clips"]),
    "sets of the march": lambda n: str(n["counts"]["sets"]),
    "exact on both sides": lambda n: percent(n["counts"]["exact"]),
    "exact and each right": lambda n: percent(n["counts"]["faithful"]),
    "repetitions": lambda n: str(n["counts"]["reps"]),
    "wrong side": lambda n: str(n["counts"]["wrong_side"]),
    "missed (called short)": lambda n: f"{n['counts']['missed']} ({n['counts']['called_short']})",
    "invented in sets": lambda n: str(n["counts"]["invented"]),
    "peak off by eye, median": lambda n: f"{number(n['counts']['peak_median_s'], 2)} s",
    "wrong, and said so": _share("wrong_doubted", "wrong", lambda n: n["doubts"]["sets"]),
    "right, yet doubted": _share("right_doubted", "right", lambda n: n["doubts"]["sets"]),
    "corrections said in sets": lambda n: str(n["set_corrections"]),
    "level recognised by movement": lambda n: percent(n["recognised"]["right"]),
    "level: cannot tell": lambda n: percent(n["recognised"]["cannot_tell"]),
    "other movement: clips counted in": lambda n: f"{n['other_clips_counted']} of {n['other_clips']}",
    "invented a minute, upright": _minute("upright"),
    "invented a minute, lying": _minute("lying"),
    "invented as level": _by_level,
    "false corrections said then": lambda n: str(n["other_corrections"]),
    "counted, and doubt said": _share("wrong_doubted", "wrong", lambda n: n["doubts"]["other"]),
    "not counted, yet doubt said": _share("right_doubted", "right", lambda n: n["doubts"]["other"]),
    "taken for a level": lambda n: f"{n['other_taken_for_a_level']} of {n['other_clips']}",
    "too quick strides: told why": _share("told", "clips", lambda n: n["quick"]),
}


def _set_line(s: RealScore) -> tuple[object, ...]:
    c = s.score.counting
    return (
        s.clip.name, s.clip.model, s.score.level, c.true or "none", c.counted or "none", c.wrong_side, c.missed,
        c.invented, s.short or "-", either(s.score.recognised), _says([s]),
    )  # fmt: skip


def _other_line(runs: Sequence[RealScore]) -> tuple[object, ...]:
    clip = runs[0].clip
    counted = ", ".join(f"{s.score.level}: {s.score.counting.counted}" for s in runs if s.score.counting.counted)
    shows = f"{clip.entry.what}{' (too quick)' if clip.quick else ''}"
    return clip.name, clip.model, shows, counted or "nothing", either(runs[0].score.recognised), _says(runs)


def _says(runs: Sequence[RealScore]) -> str:
    return ", ".join(sorted({doubt.id for s in runs for doubt in s.doubts})) or "-"


def _draw(console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = Table(*columns, title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    if table.row_count:
        console.print(table)
        console.print()
