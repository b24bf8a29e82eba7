"""Draw a body whose every part moves, from its poses over time: what is done wrong, and what a camera saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from psoas.body.segments import degrees_of
from psoas.body.skeleton import Floats, Side
from psoas.figure.body_parts import chest, foot, forearm, hand, head, neck, pelvis, shank, thigh, upper_arm
from psoas.figure.deviations import root_of
from psoas.figure.keyframes import LEG_AWAY, KeyframeSpan, band_between, keyframes_of
from psoas.figure.kinematics import corners
from psoas.figure.person import arm_spans
from psoas.figure.pose import FigurePose
from psoas.figure.scene import TEXT, draw_supports, picture
from psoas.figure.svg import HEIGHT, WIDTH, Screen, colour, number, shape, stroke

#: A pose and when it is there, seconds.
TimedPose = tuple[float, FigurePose]
#: The far side of the body, drawn first, and the near one.
_FAR: Side = "left"
_NEAR: Side = "right"


def screen_for(poses: Iterable[FigurePose]) -> Screen:
    """Fit bodies and their supports into the frame, with room for a line of text above."""
    low, high = corners(poses)
    side, top, bottom = 22.0, 40.0, 26.0
    scale = min((WIDTH - 2 * side) / float(high[0] - low[0]), (HEIGHT - top - bottom) / float(high[1]), 190.0)
    spare = HEIGHT - top - bottom - scale * float(high[1])
    return Screen(scale, WIDTH / 2 - scale * float(low[0] + high[0]) / 2, HEIGHT - bottom - 0.3 * spare)


def film_svg(
    frames: Sequence[TimedPose],
    screen: Screen,
    *,
    name: str,
    title: str,
    told: str,
    says: str,
    seconds: float,
    band: bool = False,
    mirrored: bool = False,
    mark: str = "",
) -> str:
    """Draw a self-contained animation of a right leg at work.

    Parameters
    ----------
    frames : sequence of TimedPose
        In order of time; the last is followed by the first.
    screen : Screen
        Shared by pictures that are to be compared.
    name : str
        Prefix of the ids.
    title, told : str
        Accessible name and description.
    says : str
        A line of text in the picture.
    seconds : float
        Duration of the loop.
    band : bool
        Whether to draw the mini band.
    mirrored : bool
        Show a left leg at work, seen from the other side.
    mark : str
        Drawn before the text.

    Returns
    -------
    str
        An ``<svg>`` that is controlled as in :func:`psoas.figure.exercise_svg.animated_svg`. Where nothing moves it
        shows the pose that is furthest out.
    """
    placed = [(100 * t / seconds, _spans(pose, screen, band=band)) for t, pose in frames]
    rules = [
        f".{name}-m{{animation-duration:{seconds:g}s;animation-timing-function:linear;"
        f"animation-iteration-count:infinite;animation-delay:var(--psoas-at,0s)}}"
        f".paused .{name}-m{{animation-play-state:paused}}"
        f"@media (prefers-reduced-motion:reduce){{.{name}-m{{animation:none}}}}"
        f"@media print{{.{name}-m{{animation:none}}}}"
    ]
    key = max(frames, key=lambda frame: frame[1].progress)[1]
    still, drawn = _spans(key, screen, band=band), []
    for part, inner in _parts(key, screen, band=band).items():
        places = [(percent, spans[part]) for percent, spans in placed]
        moves = len({place.css for _, place in places}) > 1
        if moves:
            closed = [*places, (100.0, places[0][1])] if places[-1][0] < 100 else places
            rules.append(keyframes_of(closed, f"{name}-{part}") + f".{name}-{part}{{animation-name:{name}-{part}}}")
        moving = f' class="{name}-m {name}-{part}"' if moves else ""
        drawn.append(f'<g transform="{still[part].svg}"{moving}>{inner}</g>')
    over = f' transform="translate({number(WIDTH)} 0) scale(-1 1)"' if mirrored else ""
    body = f"<g{over}>{draw_supports(key, screen)}{''.join(drawn)}</g>"
    text = f'<text x="{34 if mark else 14}" y="26">{escape(says)}</text>'
    return picture(name, title, told, WIDTH, f'<style>{"".join(rules)}</style>{body}{mark}<g style="{TEXT}">{text}</g>')


#: Marks that differ in shape, not only in colour.
TICK = stroke("M12 21L18 27L28 13", "right", 3.6)
CROSS = stroke("M13 13L27 27M27 13L13 27", "wrong", 3.6)


def _spans(pose: FigurePose, screen: Screen, *, band: bool) -> dict[str, KeyframeSpan]:
    """Place every part of the body."""
    spans: dict[str, KeyframeSpan] = {}
    for side, where in ((_FAR, "far"), (_NEAR, "near")):
        leg, away, root = pose.leg(side), LEG_AWAY[side], root_of(pose, side)
        spans[f"{where}-thigh"] = _at(root, degrees_of(leg.knee - root), screen, away)
        spans[f"{where}-shank"] = _at(leg.knee, degrees_of(leg.ankle - leg.knee), screen, away)
        spans[f"{where}-foot"] = _at(leg.ankle, degrees_of(leg.toe - leg.heel), screen, away)
        spans |= {f"{where}-{part}": span for part, span in arm_spans(pose, screen, side).items()}
    middle = (root_of(pose, _FAR) + root_of(pose, _NEAR)) / 2
    head_deg = degrees_of(pose.crown - pose.shoulder)
    spans["pelvis"] = _at(middle, pose.trunk_deg, screen)
    spans["chest"] = _at(pose.hip, pose.trunk_deg, screen)
    spans["head"] = spans["neck"] = _at(pose.head, head_deg, screen)
    if band:
        spans["band"] = band_between(pose, screen)
    return spans


def _at(place: Floats, turn_deg: float, screen: Screen, away: float = 0.0) -> KeyframeSpan:
    return KeyframeSpan(*screen.at(place, away), -turn_deg, 100.0, 1.0)


def _parts(pose: FigurePose, screen: Screen, *, band: bool) -> dict[str, str]:
    """Draw every part in its own frame, back to front."""
    unit = pose.segments.height * screen.scale

    def arm(where: str, far: bool) -> dict[str, str]:
        drawn = {"fore": forearm, "hand": hand, "upper": upper_arm}
        return {f"{where}-{part}": draw(unit, far) for part, draw in drawn.items()}

    def leg(where: str, far: bool) -> dict[str, str]:
        shoe = foot(unit, far, band=band)
        return {f"{where}-shank": shank(unit, far), f"{where}-foot": shoe, f"{where}-thigh": thigh(unit, far)}

    ribbon = {}
    if band:
        half = number(0.020 * unit)
        lines = f'stroke="{colour("band-edge")}" stroke-width="1.2" vector-effect="non-scaling-stroke"'
        ribbon["band"] = shape(f"M0 -{half}H100V{half}H0Z", "band", extra=lines)
    flat = pose.supports.mat is not None
    trunk = {"neck": neck(unit), "pelvis": pelvis(unit), "chest": chest(unit, flat_back=flat), "head": head(unit)}
    return arm("far", True) | leg("far", True) | ribbon | trunk | leg("near", False) | arm("near", False)


def timeline(times: Sequence[float], step_s: float) -> list[float]:
    """Return evenly spaced times from the first to the last of `times`, about `step_s` apart."""
    count = max(2, round((times[-1] - times[0]) / step_s) + 1)
    return [float(t) for t in np.linspace(times[0], times[-1], count)]
