"""How good the flat-back experiment's questions are: rendered clips whose arches are known, and noise on real video.

A repetition counts as lifted where the truth has the fault `low-back-arches` of at least `--gap` centimetres in it. The
experiment asks after two lifted repetitions running, so what it can find are runs of two or more. A question is right
where both repetitions before it were lifted, small where both had some arch, and false where one of them had none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from psoas.analysis.sources import MAX_FPS
from psoas.body.skeleton import BackLine, Joint, Skeleton
from psoas.coach.coach import Coach
from psoas.coach.events import Cue
from psoas.coach.flat_back import MOMENTS, QUESTION, FlatBackCheck
from psoas.programme.catalogue import load
from psoas.sight.blazepose import BlazePose
from psoas.sight.silhouette import back_line
from psoas.sight.video import open_video
from psoas.tracking.online import OnlineTracker

FAULT = "low-back-arches"
#: An arch below this, centimetres, is none: breathing moves a back as much.
NONE_CM = 1.0
#: Trunk, metres, by which shares of it are told as centimetres.
TRUNK_CM = 50.0
_ARMS = [Joint[f"{side}_{part}"] for side in ("LEFT", "RIGHT") for part in ("ELBOW", "WRIST", "INDEX")]


@dataclass
class Clip:
    """What came out of one clip; `lifts` holds (true arch, measured lift) of each repetition, centimetres."""

    groups: list[str]
    lifts: list[tuple[float, float]] = field(default_factory=list)
    runs: int = 0
    found: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    no_start: bool = False


def seen(pose: BlazePose, path: Path, without_arms: bool = False) -> Iterator[tuple[Skeleton, BackLine]]:
    """Skeletons of a video with the line of the back; `without_arms` measures through an arm, to see the noise."""
    pose.reset()
    steady = OnlineTracker()
    for _, raw in pose.follow(open_video(path, max_fps=MAX_FPS)):
        skeleton = steady.update(raw)
        looked = skeleton
        if without_arms:
            image = skeleton.image.copy()
            image[_ARMS] = np.nan
            looked = replace(skeleton, image=image)
        yield skeleton, back_line(pose.silhouette, looked)


def judge(pose: BlazePose, path: Path, gap_cm: float) -> Clip | None:
    """One clip, or None where it shows no lying march."""
    truth = json.loads(path.with_suffix(".json").read_text())
    level, reps = truth.get("level"), truth["reps"]
    if level not in (1, 2, 3) or not reps:
        return None
    arch = [0.0] * len(reps)
    for fault in truth.get("faults", []):
        if fault["id"] == FAULT:
            arch[fault["rep"]] = float(fault["size"])
    clip = Clip(groups_of(path, truth))
    back = FlatBackCheck()
    coach = Coach(load().level(level), back=back)
    waiting = list(zip(arch, reps, strict=True))
    early: list[float] = []
    questions: list[float] = []
    for skeleton, line in seen(pose, path):
        before = skeleton.t < reps[0]["start_s"]
        clip.why[line.why_not or "seen"] += 1
        early += [line.height] if before and line.why_not is None else []
        back.update(line, settling=before)
        if not before and not back.ready and len(early) >= MOMENTS:
            # A clip may begin later than the three seconds that the guided set-up takes: the truth says it was flat.
            back.flat = float(np.median(early))
        while waiting and skeleton.t >= waiting[0][1]["end_s"]:
            cm, rep = waiting.pop(0)
            clip.lifts.append((cm, TRUNK_CM * back.lift_in(rep["start_s"], rep["end_s"])))
        questions += [e.t for e in coach.update(skeleton) if isinstance(e, Cue) and e.id == QUESTION[0]]
    clip.no_start = not back.ready
    ends = np.array([rep["end_s"] for rep in reps])
    at = [int(np.argmin(abs(ends - t))) for t in questions]
    for i in at:
        smaller = min(arch[i], arch[i - 1]) if i else 0.0
        clip.asked["right" if smaller >= gap_cm else "small" if smaller >= NONE_CM else "false"] += 1
    for first, last in runs([cm >= gap_cm for cm in arch]):
        clip.runs += 1
        clip.found += any(first < i <= last + 1 for i in at)
    return clip


def runs(lifted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last of each two or more lifted repetitions running."""
    first = None
    for i, now in enumerate([*lifted, False]):
        if now and first is None:
            first = i
        elif not now and first is not None:
            if i - first >= 2:
                yield first, i - 1
            first = None


def groups_of(path: Path, truth: dict[str, Any]) -> list[str]:
    """The groups a clip is counted in: its set, conditions, view and, where its name tells, arms."""
    view = truth.get("view", {})
    yaw = abs(float(view.get("yaw_deg", 0)))
    return [
        "all",
        f"set {truth.get('set', path.parent.name)} ({path.parent.name})",
        *(f"condition {c}" for c in truth.get("conditions", []) or ["none"]),
        f"head {view.get('head', '?')}",
        "yaw up to 10" if yaw <= 10 else "yaw 10 to 20" if yaw <= 20 else "yaw above 20",
        *(f"arms {word}" for word in ("overhead", "chest", "beside", "belly") if word in path.stem),
    ]


def above(high: Sequence[float], low: Sequence[float]) -> float:
    """Area under the curve: how often a lifted repetition measures higher than one without a lift."""
    pairs = [(h > w) + 0.5 * (h == w) for h in high for w in low]
    return float(np.mean(pairs)) if pairs else float("nan")


def table(clips: Sequence[Clip], gap_cm: float) -> Table:
    names = ["sets", "judged", "AUC", f"lift at >= {gap_cm:g} cm", "lift at none", "runs", "found"]
    shown = Table("group", *names, "asked right", "small", "false", "false a set")
    groups: dict[str, list[Clip]] = defaultdict(list)
    for clip in clips:
        for name in clip.groups:
            groups[name].append(clip)
    for name, some in sorted(groups.items()):
        lifts = [pair for clip in some for pair in clip.lifts]
        judged = [(cm, lift) for cm, lift in lifts if np.isfinite(lift)]
        high = [lift for cm, lift in judged if cm >= gap_cm]
        low = [lift for cm, lift in judged if cm <= NONE_CM]
        asked = sum((clip.asked for clip in some), Counter())
        all_runs, found = sum(clip.runs for clip in some), sum(clip.found for clip in some)
        shown.add_row(
            name,
            str(len(some)),
            f"{100 * len(judged) / max(len(lifts), 1):.0f} %",
            f"{above(high, low):.2f}",
            f"{np.median(high):.1f} cm" if high else "-",
            f"{np.median(low):.1f} ({np.max(low):.1f}) cm" if low else "-",
            str(all_runs),
            f"{found} ({100 * found / all_runs:.0f} %)" if all_runs else "-",
            *(str(asked[kind]) for kind in ("right", "small", "false")),
            f"{asked['false'] / len(some):.2f}",
        )
    return shown


def noise(pose: BlazePose, path: Path) -> str:
    """How much the measure moves within a second on a video without truth."""
    lines = [line for _, line in seen(pose, path)]
    through = [line for _, line in seen(pose, path, without_arms=True)]
    t = np.array([line.t for line in through])
    height = TRUNK_CM * np.array([line.height for line in through])
    spread = [
        float(np.nanstd(part))
        for end in t
        if end - t[0] >= 1 and np.isfinite(part := height[(t > end - 1) & (t <= end)]).sum() >= MOMENTS
    ]
    why = ", ".join(f"{n} {name}" for name, n in Counter(line.why_not or "seen" for line in lines).most_common())
    told = f"{min(spread):.2f} to {max(spread):.2f} cm" if spread else "not measured"
    return f"{path.name}: {why}; spread (sd) over a second, arms disregarded: {told}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", help="folders of clips with truth (bench/truth.md)")
    parser.add_argument("--gap", type=float, default=3.0, help="smallest arch that should be asked about, cm")
    parser.add_argument("--noise", type=Path, nargs="*", default=[], help="videos without truth")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write every repetition's arch and lift")
    options = parser.parse_args()
    paths = [p for folder in options.folders for p in sorted(folder.glob("*.mp4")) if p.with_suffix(".json").exists()]
    if not paths and not options.noise:
        sys.exit("Nothing to do. Name a folder of clips with truth, or a video with --noise.")
    pose = BlazePose(threads=options.threads)
    pose.with_silhouette = True
    judged = {path: clip for path in paths if (clip := judge(pose, path, options.gap))}
    if judged:
        Console(width=200).print(table(list(judged.values()), options.gap))
        why = sum((clip.why for clip in judged.values()), Counter())
        print("frames:", ", ".join(f"{n} {name}" for name, n in why.most_common()))
        print(f"sets without a flat beginning: {sum(clip.no_start for clip in judged.values())}")
    for path in options.noise:
        print(noise(pose, path))
    if options.json:
        options.json.write_text(json.dumps({path.stem: clip.lifts for path, clip in judged.items()}))


if __name__ == "__main__":
    main()
