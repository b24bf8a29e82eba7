"""How right psoas is on real people, models side by side."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bench.accuracy.clips import ROOT
from bench.accuracy.looks import DEFAULT_CACHE, Eye
from bench.accuracy.scores import as_json
from bench.accuracy.summary import Numbers
from bench.real.clips import MODELS, Found, find, usable
from bench.real.run import RealScore, score_real
from bench.real.summary import of_both, summarise
from bench.real.table import show
from bench.real.truth import FILE
from psoas.errors import PsoasError
from psoas.sight.models import LandmarkModel

_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    options = _options()
    console = Console(width=None if sys.stdout.isatty() else 200)
    shared = ROOT.parent / "shared" / "data" / "real_skeletons"
    if not options.folders and not shared.is_dir():
        sys.exit(
            f"There is no folder {shared}, and none was named. Name a folder of films, or of recordings from "
            f"`psoas analyze FILM --poses NAME.npz`, with a {FILE} in it (bench/README.md says what it holds)."
        )
    for folder in options.folders:
        if not folder.is_dir():
            sys.exit(f"There is no folder {folder}.")
    clips = find(options.folders or [shared], options.only)
    if not clips:
        sys.exit(f"No clip is called like {options.only}." if options.only else "The truth names no clip.")
    by_model = _scored(clips, options)
    if not by_model:
        sys.exit("No clip could be looked at.")
    numbers = {model: summarise(scores) for model, scores in by_model.items()}
    show(console, _columns(by_model, numbers), [s for scores in _in_turn(by_model) for s in scores])
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(_json(by_model, numbers), indent=1), encoding="utf-8")


def _scored(clips: list[Found], options: argparse.Namespace) -> dict[str, list[RealScore]]:
    models: list[LandmarkModel] = [m for m in MODELS if options.model in (None, m)]
    why_not = usable(models, options.models)
    scores: dict[str, list[RealScore]] = {model: [] for model in models}
    blind: dict[str, list[str]] = {}
    for found in track(clips, "looking and counting", console=_errors, transient=True):
        for model in models:
            if model not in found.recordings and found.film is not None and why_not[model]:
                blind.setdefault(why_not[model], []).append(found.entry.name)
                continue
            clip = found.seen_by(model, Eye(options.cache, model, options.models, options.again))
            if clip is not None:
                scores[model] += score_real(clip)
    for why, names in blind.items():
        _errors.print(f"{len(names)} films were left out ({names[0]}, ...): {why}")
    return {model: mine for model, mine in scores.items() if mine}


def _columns(by_model: dict[str, list[RealScore]], numbers: dict[str, Numbers]) -> dict[str, Numbers]:
    """A column for each model, and another over what all of them saw, so that like is compared with like."""
    same = of_both(by_model)
    columns = {}
    for model, scores in by_model.items():
        if {s.clip.name for s in scores} != same:
            columns[f"{model}, all it saw"] = numbers[model]
    for model, scores in by_model.items():
        alike = [s for s in scores if s.clip.name in same]
        if alike:
            columns[f"{model}, the same clips" if columns else model] = summarise(alike)
    return columns


def _in_turn(by_model: dict[str, list[RealScore]]) -> list[list[RealScore]]:
    """All scores clip by clip, the models of each one after the other."""
    names = list(dict.fromkeys(s.clip.name for scores in by_model.values() for s in scores))
    return [[s for s in scores if s.clip.name == name] for name in names for scores in by_model.values()]


def _json(by_model: dict[str, list[RealScore]], numbers: dict[str, Numbers]) -> dict[str, Any]:
    """The same numbers and clips as the bench of rendered people writes, a part for each model."""
    result: dict[str, Any] = {"schema": 1, "models": {}}
    for model, scores in by_model.items():
        part = as_json(numbers[model], [s.score for s in scores])
        for line, s in zip(part["clips"], scores, strict=True):
            line["shows"] = s.score.shown_level
            line["short"], line["too_quick"] = s.short, s.clip.quick
            line["doubts"] = [{"id": doubt.id, "say": doubt.say} for doubt in s.doubts]
        result["models"][model] = part
    return result


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.real", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help=f"folders of films or recordings with a {FILE}")
    parser.add_argument("--json", type=Path, help="write all numbers to this file")
    parser.add_argument("--model", choices=MODELS, help="one model only")
    parser.add_argument("--models", type=Path, help="folder of models that psoas does not bring")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="where what the model saw in films is kept")
    parser.add_argument("--again", action="store_true", help="look again where psoas.sight has changed since")
    parser.add_argument("--only", default="", help="clips whose name contains this")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except PsoasError as error:
        sys.exit(str(error))
