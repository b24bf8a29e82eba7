"""Sketch a standing march as seen from the front, for what only that view shows."""

from __future__ import annotations

from psoas.programme.model import Exercise
from psoas.programme.sketch import ArmPose, KeyPose, LegPose, Sketch

#: Height of the hips, and of the foot of a thigh that is raised level, metres.
_HIPS_M, _FOOT_M = 0.905, 0.42


def front_march(exercise: Exercise, lean_deg: float, *, told: str) -> Sketch:
    """Sketch a repetition of the right leg.

    Parameters
    ----------
    exercise : Exercise
        A standing level of the march.
    lean_deg : float
        How far the trunk leans over the standing leg at the key pose, degrees.
    told : str
        Description for screen readers.
    """
    assert exercise.dose is not None
    tempo = exercise.dose.tempo_s

    def pose(move_s: float, hold_s: float, share: float) -> KeyPose:
        aside = share * (0.02 + 0.003 * lean_deg)
        return KeyPose(
            move_s=move_s,
            hold_s=hold_s,
            anchor=(aside, _HIPS_M - 0.1 * aside),
            trunk=90 - share * lean_deg,
            head=90 - 0.6 * share * lean_deg,
            near_leg=LegPose(ball=(-0.1 + 0.5 * aside, share * _FOOT_M), foot=0),
            far_leg=LegPose(ball=(0.1, 0), foot=0),
            near_arm=ArmPose(palm=(0.05, -0.08), on="pelvis", hand=-35, bend=-1, out=0),
            far_arm=ArmPose(palm=(0.05, 0.08), on="pelvis", hand=215, bend=1, out=0),
        )

    return Sketch(
        id=exercise.id,
        name=exercise.name,
        told=told,
        view="front",
        poses=(pose(tempo.back, 0.8, 0.0), pose(tempo.out, tempo.hold, 1.0)),
    )
