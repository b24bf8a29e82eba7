"""The stages between landmark and angle, and the rules of counting, each with what stands in where it is left out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def _same(_self: Any, skeleton: Any, *_: Any) -> Any:
    return skeleton


def _flat(plane: Any, skeleton: Any) -> Any:
    return import_module("psoas.body.angles").posture(skeleton, plane.facing)


def _as_measured(_self: Any, frame: Any, _working: Any) -> Any:
    return {side: frame.hip(side) for side in ("left", "right")}


#: Stage to where it is in the product and what does nothing in its place.
STAGES: dict[str, tuple[str, Callable[..., Any]]] = {
    "left and right of the body": ("psoas.tracking.left_right:LeftRight._body", _same),
    "legs by depth": ("psoas.tracking.left_right:legs_look_swapped", lambda _: False),
    "legs by where they rest": ("psoas.tracking.leg_identity:LegIdentity.update", _same),
    "legs by the whole set": ("psoas.analysis.coaching:better_sides", lambda *_: None),
    "the model's own legs": ("psoas.analysis.coaching:sides_of_model", lambda *_: None),
    "smoothing": ("psoas.tracking.offline:smoothed", list),
    "space": ("psoas.tracking.metric:MetricSpace.update", _same),
    "perspective": (
        "psoas.tracking.metric:without_perspective",
        lambda skeleton, px_per_m: import_module("numpy").column_stack(
            [(skeleton.image - import_module("numpy").array(skeleton.size) / 2) / px_per_m, skeleton.metric[:, 2]]
        ),
    ),
    "offsets": ("psoas.tracking.metric:offsets", lambda _: 0.0),
    "knees mended": ("psoas.tracking.smoother:BodyState.mended", _same),
    "the body's own plane": ("psoas.coach.measurements:posture_in", _flat),
    "joint limits": ("psoas.coach.measurements:with_limits", lambda body: body),
    "stillness": ("psoas.coach.crosstalk:Crosstalk.update", _as_measured),
    "confidence": ("psoas.tracking.confidence:ConfidenceModel.update", _same),
    "feet": ("psoas.coach.rep_counter:on_one_foot", lambda *_: True),
    "hips that travel": ("psoas.coach.rep_counter:_travels", lambda _: False),
    "a camera that zooms": ("psoas.coach.rep_counter:_zooms", lambda _: False),
    "the leg's own reach": ("psoas.coach.rep_counter:Reach.full", lambda _self, _side, asked: asked),
    "the resting offset": ("psoas.coach.rep_counter:RepCounter._settle_rest", lambda *_: None),
    "waiting for a leg to settle": ("psoas.coach.rep_counter:RepCounter._still_settling", lambda *_: False),
    "the working leg is home": ("psoas.coach.rep_counter:RepCounter._leg_is_home", lambda *_: True),
}


def without(stage: str) -> None:
    """Leave a stage out, from now on and for the whole process."""
    place, instead = STAGES[stage]
    module, path = place.split(":")
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    assert hasattr(owner, name), place
    setattr(owner, name, instead)
