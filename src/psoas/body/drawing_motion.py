"""Movement of a picture as CSS: joints turned by keyframes that are samples of the figure's true movement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from psoas.body.drawing_parts import Screen, number
from psoas.body.figure import FigurePose, Leg, pose_at
from psoas.body.segments import degrees_of
from psoas.body.skeleton import Side
from psoas.programme.model import Exercise

#: Samples of each way, out and back: at 8 px a step no corner is visible between them.
SAMPLES = 14

#: How far the legs stand from the middle of the body, metres; the right one is nearer to the viewer.
LEG_AWAY: dict[Side, float] = {"left": 0.075, "right": -0.075}


@dataclass(frozen=True, slots=True)
class Cycle:
    """Names of the CSS classes that move a picture, and their rules.

    Attributes
    ----------
    name : str
        First part of every class and keyframe name, so that two pictures on a page do not move each other.
    css : str
        The style sheet.
    """

    name: str
    css: str

    def moved(self, what: str) -> str:
        """Class attribute for a moving part."""
        return f'class="{self.name}-m {self.name}-{what}"'


def leg_turns(leg: Leg, trunk_deg: float) -> dict[str, float]:
    """Rotations of the nested parts of a leg, degrees, clockwise as the screen counts: thigh, shank, foot."""
    return {
        "thigh": -(trunk_deg - 180 + leg.hip_deg),
        "shank": leg.knee_deg,
        "foot": -(90 + leg.ankle_deg),
    }


def band_between(pose: FigurePose, screen: Screen) -> tuple[float, float, float, float, float]:
    """Place of the band: x, y of its left foot's end, direction in degrees, length, and how thin it is (1 slack)."""
    a = np.array(screen.at(pose.left.instep, LEG_AWAY["left"]))
    b = np.array(screen.at(pose.right.instep, LEG_AWAY["right"]))
    length = float(np.hypot(*(b - a)))
    slack = 0.18 * screen.scale
    return float(a[0]), float(a[1]), degrees_of(b - a), length, float(np.clip((slack / max(length, 1)) ** 0.5, 0.55, 1))


def band_transform(place: tuple[float, float, float, float, float], unit: str = "") -> str:
    """SVG transform (or CSS, with its units: ``css``) that lays a band of length 100 along its place."""
    x, y, turn, length, thin = place
    if unit == "css":
        return f"translate({number(x)}px,{number(y)}px) rotate({number(turn)}deg) scale({length / 100:.3f},{thin:.2f})"
    return f"translate({number(x)} {number(y)}) rotate({number(turn)}) scale({length / 100:.3f} {thin:.2f})"


def cycle_of(exercise: Exercise, screen: Screen, name: str) -> Cycle:
    """Keyframes of a left repetition followed by a right one."""
    if exercise.dose is None:
        raise ValueError("an exercise without tempo has no cycle")
    tempo = exercise.dose.tempo_s
    out, held = tempo.out / tempo.total, (tempo.out + tempo.hold) / tempo.total
    phases = [*np.linspace(0, out, SAMPLES), *np.linspace(held, 1, SAMPLES)]
    halves: list[tuple[float, FigurePose]] = []
    for offset, side in ((0.0, "left"), (50.0, "right")):
        halves += [(offset + 50 * float(p), pose_at(exercise, float(p), side)) for p in phases]  # type: ignore[arg-type]

    rules = [_keyframes(f"{name}-{joint}", halves, partial(_turn, part=joint)) for joint in ("thigh", "shank", "foot")]
    directions = np.unwrap([band_between(pose, screen)[2] for _, pose in halves], period=360)
    places = {
        id(pose): (*band_between(pose, screen)[:2], float(turn), *band_between(pose, screen)[3:])
        for (_, pose), turn in zip(halves, directions, strict=True)
    }
    rules.append(_keyframes(f"{name}-band", halves, lambda pose: _css(band_transform(places[id(pose)], "css"))))

    # What shows only while the left leg works; the right one's is the same, half a cycle later.
    half_out, half_held = 50 * out, 50 * held
    rules.append(
        f"@keyframes {name}-glow{{0%,50%,100%{{opacity:.16}}{number(half_out)}%,{number(half_held)}%{{opacity:1}}}}"
        f"@keyframes {name}-say{{0%,49%{{opacity:1}}50%,99%{{opacity:0}}100%{{opacity:1}}}}"
        f"@keyframes {name}-arrow{{0%,{number(0.9 * half_out)}%{{opacity:.95}}"
        f"{number(half_out)}%,98%{{opacity:0}}100%{{opacity:.95}}}}"
    )
    parts = ("thigh", "shank", "foot", "band", "glow", "say", "arrow")
    rules += [f".{name}-{part}{{animation-name:{name}-{part}}}" for part in parts]
    total = 2 * tempo.total
    rules.append(
        f".{name}-m{{animation-duration:{total:g}s;animation-timing-function:linear;animation-iteration-count:infinite;"
        f"animation-delay:var(--psoas-at,0s)}}"
        f".{name}-r .{name}-m,.{name}-m.{name}-r{{animation-delay:calc(var(--psoas-at,0s) - {tempo.total:g}s)}}"
        f".paused .{name}-m{{animation-play-state:paused}}"
        f".{name}-still{{display:none}}"
        f"@media (prefers-reduced-motion:reduce){{.{name}-m{{animation:none}}.{name}-still{{display:inline}}}}"
        f"@media print{{.{name}-m{{animation:none}}.{name}-still{{display:inline}}}}"
    )
    return Cycle(name, "".join(rules))


def _turn(pose: FigurePose, part: str) -> str:
    return f"transform:rotate({number(leg_turns(pose.left, pose.trunk_deg)[part])}deg)"


def _css(transform: str) -> str:
    return f"transform:{transform}"


def _keyframes(name: str, halves: list[tuple[float, FigurePose]], write: Callable[[FigurePose], str]) -> str:
    """Keyframes without those that lie between two equal ones."""
    frames = [(percent, write(pose)) for percent, pose in halves]
    kept = [
        frame
        for i, frame in enumerate(frames)
        if i in (0, len(frames) - 1) or not frames[i - 1][1] == frame[1] == frames[i + 1][1]
    ]
    inside = "".join(f"{percent:.4g}%{{{rule}}}" for percent, rule in kept)
    return f"@keyframes {name}{{{inside}}}"
