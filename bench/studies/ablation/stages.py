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


#: Stage to what must be made anew without it, where it is in the product, and what does nothing in its place.
STAGES: dict[str, tuple[str, str, Callable[..., Any]]] = {
    "left and right of the body": ("labels", "psoas.tracking.left_right:LeftRight._body", _same),
    "legs by depth": ("labels", "psoas.tracking.left_right:legs_look_swapped", lambda _: False),
    "legs by where they rest": ("labels", "psoas.tracking.leg_identity:LegIdentity.update", _same),
    "legs by the whole set": ("counts", "psoas.analysis.coaching:better_sides", lambda *_: None),
    "the model's own legs": ("counts", "psoas.analysis.coaching:sides_of_model", lambda *_: None),
    "smoothing": ("skeletons", "psoas.tracking.offline:smoothed", list),
    "space": ("skeletons", "psoas.tracking.metric:MetricSpace.update", _same),
    "perspective": (
        "skeletons",
        "psoas.tracking.metric:without_perspective",
        lambda skeleton, px_per_m: import_module("numpy").column_stack(
            [(skeleton.image - import_module("numpy").array(skeleton.size) / 2) / px_per_m, skeleton.metric[:, 2]]
        ),
    ),
    "offsets": ("skeletons", "psoas.tracking.metric:offsets", lambda _: 0.0),
    "knees mended": ("skeletons", "psoas.tracking.smoother:BodyState.mended", _same),
    "the body's own plane": ("measures", "psoas.coach.measurements:posture_in", _flat),
    "joint limits": ("measures", "psoas.coach.measurements:with_limits", lambda body: body),
    "stillness": ("counts", "psoas.coach.crosstalk:Crosstalk.update", _as_measured),
    "confidence": ("skeletons", "psoas.tracking.confidence:ConfidenceModel.update", _same),
    "feet": ("counts", "psoas.coach.rep_counter:on_one_foot", lambda *_: True),
    "hips that travel": ("counts", "psoas.coach.rep_counter:_travels", lambda _: False),
    "a camera that zooms": ("counts", "psoas.coach.rep_counter:_zooms", lambda _: False),
    "the leg's own reach": ("counts", "psoas.coach.rep_counter:Reach.full", lambda _self, _side, asked: asked),
    "the resting offset": ("counts", "psoas.coach.rep_counter:RepCounter._settle_rest", lambda *_: None),
    "waiting for a leg to settle": ("counts", "psoas.coach.rep_counter:RepCounter._still_settling", lambda *_: False),
    "the working leg is home": ("counts", "psoas.coach.rep_counter:RepCounter._leg_is_home", lambda *_: True),
}


def without(stage: str) -> None:
    """Leave a stage out, from now on and for the whole process."""
    _, place, instead = STAGES[stage]
    module, path = place.split(":")
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    assert hasattr(owner, name), place
    setattr(owner, name, instead)
