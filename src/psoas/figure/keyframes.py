"""Animate a picture with CSS keyframes sampled from the figure's movement."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from psoas.body.segments import degrees_of
from psoas.body.skeleton import SIDES, Floats, Side
from psoas.figure.kinematics import pose_at
from psoas.figure.outlines import PSOAS_INSERTION, PSOAS_ORIGIN
from psoas.figure.pose import FigureLeg, FigurePose
from psoas.figure.svg import Screen, colour, number, placed
from psoas.programme.model import Exercise

#: Samples each way, out and back: about ten a second, enough to look smooth.
SAMPLES = 20

#: Distance of the legs from the middle of the body, metres; the right one is nearer to the viewer.
LEG_AWAY: dict[Side, float] = {"left": 0.075, "right": -0.075}


@dataclass(frozen=True, slots=True)
class Cycle:
    """CSS classes and rules that animate a picture.

    Attributes
    ----------
    name : str
        Prefix of every class and keyframe name, so that two pictures on a page do not interfere.
    css : str
        The style sheet.
    """

    name: str
    css: str

    def moved(self, what: str) -> str:
        """Return the class attribute of a moving part."""
        return f'class="{self.name}-m {self.name}-{what}"'


def leg_turns(leg: FigureLeg, trunk_deg: float) -> dict[str, float]:
    """Return the rotations of the nested parts of a leg (thigh, shank, foot), degrees clockwise on screen."""
    return {
        "thigh": -(trunk_deg - 180 + leg.hip_deg),
        "shank": leg.knee_deg,
        "foot": -(90 + leg.ankle_deg),
    }


@dataclass(frozen=True, slots=True)
class KeyframeSpan:
    """Placement of a part drawn 100 units long: drawing units, degrees clockwise; `thick` is 1 at rest."""

    x: float
    y: float
    turn: float
    length: float
    thick: float

    @classmethod
    def between(cls, a: tuple[float, float], b: tuple[float, float], rest: float, thinnest: float) -> KeyframeSpan:
        """Stretch a part from `a` to `b`; at length `rest` it is as thick as drawn."""
        x, y = b[0] - a[0], b[1] - a[1]
        length = float(np.hypot(x, y))
        thick = float(np.clip((rest / max(length, 1)) ** 0.5, thinnest, 1.4))
        return cls(*a, float(np.rad2deg(np.arctan2(y, x))), length, thick)

    @classmethod
    def rigid(cls, a: tuple[float, float], b: tuple[float, float], own: float) -> KeyframeSpan:
        """Place a part drawn `own` units long from `a` towards `b`, at constant thickness."""
        x, y = b[0] - a[0], b[1] - a[1]
        return cls(*a, float(np.rad2deg(np.arctan2(y, x))), 100 * float(np.hypot(x, y)) / own, 1.0)

    def along(self, share: float) -> tuple[float, float]:
        """Return the point at `share` of its length."""
        turn = np.deg2rad(self.turn)
        return self.x + share * self.length * float(np.cos(turn)), self.y + share * self.length * float(np.sin(turn))

    @property
    def svg(self) -> str:
        """Return the ``transform`` attribute."""
        return f"translate({number(self.x)} {number(self.y)}) rotate({number(self.turn)}){self._scaled}"

    @property
    def css(self) -> str:
        """Return the transform for a style sheet."""
        return (
            f"transform:translate({number(self.x)}px,{number(self.y)}px) rotate({number(self.turn)}deg){self._scaled}"
        )

    @property
    def _scaled(self) -> str:
        size = f"{self.length / 100:.3f},{self.thick:.2f}"
        return "" if size == "1.000,1.00" else f" scale({size})"


def band_between(pose: FigurePose, screen: Screen) -> KeyframeSpan:
    """Place the band between the feet."""
    a, b = screen.at(pose.left.instep, LEG_AWAY["left"]), screen.at(pose.right.instep, LEG_AWAY["right"])
    place = KeyframeSpan.between(a, b, 0.18 * screen.scale, 0.55)
    return replace(place, thick=min(place.thick, 1.0))


def psoas_between(pose: FigurePose, side: Side, screen: Screen) -> KeyframeSpan:
    """Place the muscle from the lower spine past the front of the hip to the top of the thigh."""
    H = pose.segments.height
    thigh_deg = degrees_of(pose.leg(side).knee - pose.hip)
    spine = placed([PSOAS_ORIGIN], pose.hip, pose.trunk_deg, H, front=-1)[0]
    thigh = placed([PSOAS_INSERTION], pose.hip, thigh_deg, H)[0]
    return KeyframeSpan.between(
        screen.at(spine, LEG_AWAY[side]), screen.at(thigh, LEG_AWAY[side]), 0.2 * H * screen.scale, 0.7
    )


def cycle_of(exercise: Exercise, screen: Screen, name: str, glow: Floats | None = None) -> Cycle:
    """Build the keyframes of a left repetition followed by a right one; `glow` as in ``animated_svg``."""
    if exercise.dose is None:
        raise ValueError("an exercise without tempo has no cycle")
    tempo = exercise.dose.tempo_s
    out, held = tempo.out / tempo.total, (tempo.out + tempo.hold) / tempo.total
    phases = [*np.linspace(0, out, SAMPLES), *np.linspace(held, 1, SAMPLES)]
    halves = [(50 * (i + float(p)), pose_at(exercise, float(p), side)) for i, side in enumerate(SIDES) for p in phases]

    rules = [
        keyframes(f"{name}-{part}", [(percent, _turn(pose, part)) for percent, pose in halves])
        for part in ("thigh", "shank", "foot")
    ]
    rules.append(keyframes_of([(percent, band_between(pose, screen)) for percent, pose in halves], f"{name}-band"))
    for side in SIDES:
        muscle = [(percent, psoas_between(pose, side, screen)) for percent, pose in halves]
        rules.append(keyframes_of(muscle, f"{name}-psoas-{side}"))

    # Visible only while the left leg works; the right leg uses the same rule, half a cycle later.
    half_out, half_held = 50 * out, 50 * held
    if glow is None:
        steps = [(0.0, 0.0), (half_out, 1.0), (half_held, 1.0), (50.0, 0.0), (100.0, 0.0)]
    else:
        working = zip(np.linspace(0, 50, len(glow)).tolist(), glow.tolist(), strict=True)
        steps = [*working, (50.01, 0.0), (99.99, 0.0), (100.0, float(glow[0]))]
    rules.append(keyframes(f"{name}-glow", [(percent, f"opacity:{shown:.2g}") for percent, shown in steps]))
    rules.append(
        f"@keyframes {name}-say{{0%,49%{{opacity:1}}50%,99%{{opacity:0}}100%{{opacity:1}}}}"
        f"@keyframes {name}-arrow{{0%,{number(0.9 * half_out)}%{{opacity:.95}}"
        f"{number(half_out)}%,98%{{opacity:0}}100%{{opacity:.95}}}}"
    )
    strong, pale = (f"fill:{colour(name)}" for name in ("legs", "legs-far"))
    rules.append(keyframes(f"{name}-tone", [(0, strong), (48, strong), (50, pale), (98, pale), (100, strong)]))
    parts = ("thigh", "shank", "foot", "tone", "band", "psoas-left", "psoas-right", "glow", "say", "arrow")
    rules += [f".{name}-{part}{{animation-name:{name}-{part}}}" for part in parts]
    total = 2 * tempo.total
    rules.append(
        f".{name}-m{{animation-duration:{total:g}s;animation-timing-function:linear;animation-iteration-count:infinite;"
        f"animation-delay:var(--psoas-at,0s)}}"
        f".{name}-r .{name}-m,.{name}-m.{name}-later{{animation-delay:calc(var(--psoas-at,0s) - {tempo.total:g}s)}}"
        f".paused .{name}-m{{animation-play-state:paused}}"
        f".{name}-still{{display:none}}"
        f"@media (prefers-reduced-motion:reduce){{.{name}-m{{animation:none}}.{name}-still{{display:inline}}}}"
        f"@media print{{.{name}-m{{animation:none}}.{name}-still{{display:inline}}}}"
    )
    return Cycle(name, "".join(rules))


def _turn(pose: FigurePose, part: str) -> str:
    return f"transform:rotate({number(leg_turns(pose.left, pose.trunk_deg)[part])}deg)"


def keyframes_of(places: list[tuple[float, KeyframeSpan]], name: str) -> str:
    """Build the keyframes of a stretching part, unwrapping its direction so that it never spins a full turn."""
    turns = np.unwrap([place.turn for _, place in places], period=360)
    steady = [(percent, replace(place, turn=float(t))) for (percent, place), t in zip(places, turns, strict=True)]
    course = np.array([(percent, p.x, p.y, p.turn, p.length, p.thick) for percent, p in steady])
    return keyframes(name, [(steady[i][0], steady[i][1].css) for i in _needed(course, 0, len(course) - 1)])


#: How far a part may be from where it should be between two keyframes: units, degrees, per cent, shares of thickness.
_LOOSE = np.array((0.12, 0.12, 0.2, 0.3, 0.008))


def _needed(course: Floats, first: int, last: int) -> list[int]:
    """Return the keyframes from which the others can be interpolated (Douglas and Peucker)."""
    between = course[first + 1 : last]
    if not len(between):
        return [first, last]
    span = max(float(course[last, 0] - course[first, 0]), 1e-9)
    share = ((between[:, :1] - course[first, 0]) / span).clip(0, 1)
    straight = course[first, 1:] + share * (course[last, 1:] - course[first, 1:])
    off = (np.abs(between[:, 1:] - straight) / _LOOSE).max(axis=1)
    worst = int(off.argmax())
    if off[worst] <= 1:
        return [first, last]
    middle = first + 1 + worst
    return [*_needed(course, first, middle)[:-1], *_needed(course, middle, last)]


def keyframes(name: str, frames: list[tuple[float, str]]) -> str:
    """Build keyframes, dropping those between two equal ones."""
    kept = [
        frame
        for i, frame in enumerate(frames)
        if i in (0, len(frames) - 1) or not frames[i - 1][1] == frame[1] == frames[i + 1][1]
    ]
    inside = "".join(f"{percent:.4g}%{{{rule}}}" for percent, rule in kept)
    return f"@keyframes {name}{{{inside}}}"
