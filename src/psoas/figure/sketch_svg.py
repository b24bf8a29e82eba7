"""Draw sketched exercises as animations.

Every rigid part is drawn in its own frame and moved by CSS keyframes sampled from
:func:`psoas.figure.sketch_kinematics.parts_at`. If a sketch has sides, the second half of the loop mirrors the drawing:
facing right the person's right side is near, facing left the left one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape

import numpy as np

from psoas.body.skeleton import SIDES, Floats
from psoas.figure.body_parts import BACK_TO_FRONT, body_part, muscle, small_thing
from psoas.figure.keyframes import KeyframeSpan, keyframes_of
from psoas.figure.outlines import PSOAS_INSERTION, PSOAS_ORIGIN
from psoas.figure.person_front import FRONT_ORDER, front_part
from psoas.figure.scene import FLOOR_LINE, TEXT, arrow_through, picture, pointer
from psoas.figure.sketch_kinematics import (
    BODY,
    HIP_AWAY,
    LENGTHS,
    SHOULDER_WIDE,
    PlacedParts,
    key_parts,
    parts_at,
    place_on,
)
from psoas.figure.svg import HEIGHT, WIDTH, Screen, number, stroke
from psoas.figure.things import thing
from psoas.programme.sketch import Sketch

#: Most samples for each transition between poses: about eight a second, fewer if it is slow.
SAMPLES = 12
#: Duration of breathing in, or out, calmly, seconds.
BREATH_S = 2.6

Lies = dict[str, KeyframeSpan]


def sketch_svg(sketch: Sketch, *, tag: str = "", says: str = "", mark: str = "") -> str:
    """Draw a self-contained animation, of the left side and then the right if the sketch has sides.

    Parameters
    ----------
    sketch : Sketch
    tag : str
        Suffix of the ids, for a page that shows the picture twice.
    says, mark : str
        A line of text in a picture without sides, and a drawing before it.

    Returns
    -------
    str
        An ``<svg>`` that is controlled as in :func:`psoas.figure.exercise_svg.animated_svg`. The class ``left-only`` or
        ``right-only`` on an ancestor shows that side only.

    Raises
    ------
    psoas.body.segments.FigureError
        If a foot or a hand is out of reach.
    """
    name = f"psoas-{sketch.id}{'-' + tag if tag else ''}"
    moments = {t_s: parts_at(sketch, t_s) for t_s in _times(sketch)}
    screen = _fitted(sketch, moments.values())
    inner = _style(sketch, moments, screen, name) + _person_and_things(sketch, key_parts(sketch), screen, name)
    words = _words(sketch, key_parts(sketch), screen, name)
    if says:
        words += f'{mark}<g style="{TEXT}"><text x="{34 if mark else 14}" y="26">{escape(says)}</text></g>'
    return picture(name, says or sketch.name, sketch.told, WIDTH, inner + words)


def _person_and_things(sketch: Sketch, parts: PlacedParts, screen: Screen, name: str) -> str:
    """Draw everything except the labels; `name` prefixes the classes that move it."""

    def moved(what: str) -> str:
        return f' class="{name}-m {name}-{what}"'

    drawn = [thing(screen, one) for one in sketch.things]
    if sketch.view != "above":
        y = number(screen.at((0.0, 0.0), FLOOR_LINE)[1] - (0.0 if screen.slant else 12.0))
        drawn.insert(0, stroke(f"M10 {y}H{number(WIDTH - 10)}", "shade", 1.2, extra='opacity=".45"'))
    lies, unit = lay(sketch, parts, screen), BODY.height * screen.scale
    order, draw = (FRONT_ORDER, front_part) if sketch.view == "front" else (BACK_TO_FRONT, body_part)
    for part in order:
        inner = draw(part, unit)
        if part == "chest":
            inner = f"<g{moved('breath')}>{inner}</g>"
        inner += "".join(small_thing(one, unit) for one in sketch.held if one.on == part)
        drawn.append(f'<g transform="{lies[part].svg}"{moved(part)}>{inner}</g>')
    if sketch.psoas is not None:
        drawn.append(f'<g transform="{lies["psoas"].svg}"{moved("psoas")}>{muscle(unit)}</g>')
    drawn += [arrow_through([screen.at(place) for place in way]) for way in sketch.arrows]
    return f"<g{moved('turn') if sketch.sides else ''}>{''.join(drawn)}</g>"


def _words(sketch: Sketch, parts: PlacedParts, screen: Screen, name: str) -> str:
    """Label the working side and its muscle, so that colour is not the only cue."""
    said = (
        [f'<text x="{number(WIDTH - 14)}" y="24" text-anchor="end">From above</text>'] if sketch.view == "above" else []
    )
    for one in SIDES:
        text = f'<text x="14" y="24">{one.capitalize()} side</text>' if sketch.sides else ""
        if sketch.psoas is not None:
            places = screen.at(sketch.psoas), lay(sketch, parts, screen)["psoas"].along(0.3)
            text += pointer("psoas", *((WIDTH - x, y) if one == "left" else (x, y) for x, y in places))
        hidden = "" if one == "right" else ' opacity="0"'
        if sketch.sides:
            said.append(f'<g class="{name}-m {name}-say-{one}"{hidden}>{text}</g>')
        elif one == "right":
            said.append(text)
    return f'<g style="{TEXT}">{"".join(said)}</g>'


def lay(sketch: Sketch, parts: PlacedParts, screen: Screen) -> Lies:
    """Place each part and the near side's psoas in the picture."""
    lies: Lies = {}
    for part, placed in parts.items():
        a, b = (screen.at(end[:2], float(end[2])) for end in (placed.start, placed.end))
        lies[part] = KeyframeSpan.rigid(a, b, LENGTHS[part] * screen.scale)
    if sketch.view == "front":
        # Parts that point at the viewer are foreshortened, and a chest that turns away narrows.
        for part in ("near-foot", "far-foot"):
            lies[part] = replace(lies[part], turn=-90.0, length=100.0)
        wide = float(np.hypot(*(parts["near-upper"].start - parts["far-upper"].start)[:2]))
        lies["chest"] = replace(lies["chest"], thick=wide / (2 * SHOULDER_WIDE))
    spine = place_on(parts, "chest", PSOAS_ORIGIN)
    insertion = place_on(parts, "near-thigh", PSOAS_INSERTION)
    ends = screen.at(spine, -HIP_AWAY), screen.at(insertion, -HIP_AWAY)
    lies["psoas"] = KeyframeSpan.between(*ends, 0.2 * BODY.height * screen.scale, 0.7)
    return lies


def screen_of(sketch: Sketch) -> Screen:
    """Fit everything that a sketch ever touches into the frame, below the labels."""
    return _fitted(sketch, [parts_at(sketch, t_s) for t_s in _times(sketch)])


def _fitted(sketch: Sketch, moments: Iterable[PlacedParts]) -> Screen:
    seen: list[Floats] = []
    for parts in moments:
        seen += [place_on(parts, "head", at) for at in ((0.07, 0.0), (0.0, 0.06), (0.0, -0.06))]
        seen += [end[:2] for placed in parts.values() for end in (placed.start, placed.end)]
    for one in sketch.things:
        seen += [np.array([x, y]) for x in one.x for y in one.y]
        if one.back is not None:
            seen.append(np.array([one.x[0], one.y[1] + 0.43]))
    seen += [np.array(place) for way in sketch.arrows for place in way]
    (left, _), (right, high) = np.min(seen, axis=0), np.max(seen, axis=0)
    side, top = 24.0, 34.0 if sketch.sides else 14.0
    bottom = 12.0 if sketch.view == "above" else 26.0
    scale = min((WIDTH - 2 * side) / (right - left), (HEIGHT - top - bottom) / high, 190.0)
    spare = HEIGHT - top - bottom - scale * high
    slant = 1.0 if sketch.view == "side" else 0.0
    return Screen(scale, WIDTH / 2 - scale * (left + right) / 2, HEIGHT - bottom - 0.4 * spare, slant)


def _style(sketch: Sketch, moments: Mapping[float, PlacedParts], screen: Screen, name: str) -> str:
    """Build the keyframes of every moving part."""
    laid = [(100 * t_s / sketch.total_s, lay(sketch, parts, screen)) for t_s, parts in moments.items()]
    rules = []
    for part in laid[0][1]:
        if part == "psoas" and sketch.psoas is None:
            continue
        places = [(percent, lies[part]) for percent, lies in laid]
        if len({place.css for _, place in places}) > 1:
            rules.append(keyframes_of(places, f"{name}-{part}") + _runs(name, part, sketch.total_s))
    depth = 1.13 if sketch.deep_breath else 1.06
    rules.append(
        f"@keyframes {name}-breath{{from{{transform:scale(1,1)}}to{{transform:scale(1,{depth})}}}}"
        f"{_runs(name, 'breath', BREATH_S)}.{name}-breath{{animation-direction:alternate;"
        "animation-timing-function:ease-in-out}"
    )
    if sketch.sides:
        over, back = f"transform:translate({number(WIDTH)}px,0) scale(-1,1)", "transform:none"
        rules.append(
            f"@keyframes {name}-turn{{0%{{{over};opacity:0}}1.5%,48.5%{{{over};opacity:1}}49.99%{{{over};opacity:0}}"
            f"50%{{{back};opacity:0}}51.5%,98.5%{{{back};opacity:1}}100%{{{back};opacity:0}}}}"
            f"@keyframes {name}-say-left{{0%{{opacity:0}}1.5%,48.5%{{opacity:1}}49.99%,100%{{opacity:0}}}}"
            f"@keyframes {name}-say-right{{0%,50%{{opacity:0}}51.5%,98.5%{{opacity:1}}100%{{opacity:0}}}}"
        )
        rules += [_runs(name, what, 2 * sketch.total_s) for what in ("turn", "say-left", "say-right")]
        for side, other, still in (("left", "right", over), ("right", "left", back)):
            rules.append(
                f".{side}-only .{name}-turn{{animation:none;{still}}}.{side}-only .{name}-say-{side}{{animation:none;"
                f"opacity:1}}.{side}-only .{name}-say-{other}{{animation:none;opacity:0}}"
            )
    rules.append(
        f".{name}-m{{animation-timing-function:linear;animation-iteration-count:infinite;"
        f"animation-delay:var(--psoas-at,0s)}}.paused .{name}-m{{animation-play-state:paused}}"
        f"@media (prefers-reduced-motion:reduce){{.{name}-m{{animation:none}}}}"
        f"@media print{{.{name}-m{{animation:none}}}}"
    )
    return f"<style>{''.join(rules)}</style>"


def _runs(name: str, what: str, seconds: float) -> str:
    return f".{name}-{what}{{animation-name:{name}-{what};animation-duration:{seconds:g}s}}"


def _times(sketch: Sketch) -> list[float]:
    """Return the times of the keyframes: each pose, and samples of the transition to the next."""
    times, t = [], 0.0
    following = (*sketch.poses[1:], sketch.poses[0])
    for pose, after in zip(sketch.poses, following, strict=True):
        samples = max(5, min(SAMPLES, round(8 * after.move_s)))
        times += [t, *(t + pose.hold_s + after.move_s * share for share in np.linspace(0, 1, samples))]
        t += pose.hold_s + after.move_s
    return sorted({round(float(time), 6) for time in times})
