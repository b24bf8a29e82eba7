"""A body to test with."""

from collections.abc import Callable

import numpy as np

from psoas.body.skeleton import MIRRORED, N_JOINTS, Joint, Skeleton

#: Half breadth, metres, of each left-right pair, and its height above the hips when standing.
_PAIRS = {
    "EAR": (0.07, 0.68),
    "SHOULDER": (0.17, 0.50),
    "ELBOW": (0.20, 0.22),
    "WRIST": (0.20, 0.0),
    "HIP": (0.11, 0.0),
    "KNEE": (0.11, -0.42),
    "ANKLE": (0.11, -0.84),
    "HEEL": (0.11, -0.88),
}


def stand(lift_left_deg: float = 0.0, lift_right_deg: float = 0.0) -> np.ndarray:
    """A person facing the camera, metres, x to the picture's right, y down, z away; thighs lifted forward."""
    m = np.zeros((N_JOINTS, 3))
    m[:11] = [0, -0.68, 0]
    m[Joint.NOSE] = [0, -0.68, -0.1]
    for name, (half, up) in _PAIRS.items():
        m[Joint[f"LEFT_{name}"]] = [half, -up, 0]
        m[Joint[f"RIGHT_{name}"]] = [-half, -up, 0]
    for part in ("PINKY", "INDEX", "THUMB"):
        for side in ("LEFT", "RIGHT"):
            m[Joint[f"{side}_{part}"]] = m[Joint[f"{side}_WRIST"]] + [0, 0.08, 0]
    for side, lift in (("LEFT", lift_left_deg), ("RIGHT", lift_right_deg)):
        hip = m[Joint[f"{side}_HIP"]]
        a = np.radians(lift)
        knee = hip + 0.42 * np.array([0, np.cos(a), -np.sin(a)])
        m[Joint[f"{side}_KNEE"]] = knee
        m[Joint[f"{side}_ANKLE"]] = knee + np.array([0, 0.42, 0])
        m[Joint[f"{side}_HEEL"]] = knee + np.array([0, 0.46, 0.03])
        m[Joint[f"{side}_FOOT_INDEX"]] = knee + np.array([0, 0.46, -0.15])
    return m


def seen(metric: np.ndarray, t: float = 0.0, size: tuple[int, int] = (640, 480), scale: float = 200.0) -> Skeleton:
    """That body through a far away camera: 200 pixels a metre, hips in the middle of the picture."""
    image = metric[:, :2] * scale + np.array(size) / 2
    return Skeleton(t, image, np.ones(N_JOINTS), metric.copy(), size)


def turned_about_vertical(metric: np.ndarray, degrees: float) -> np.ndarray:
    a = np.radians(degrees)
    return metric @ np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])


def lie(head: str = "left", face: str = "up", lift_left_deg: float = 0.0, lift_right_deg: float = 0.0) -> np.ndarray:
    """A person lying exactly side-on, face up or down, head to the picture's left or right."""
    s = stand(lift_left_deg, lift_right_deg)
    # Body axes: x to its left, y footwards, z backwards. Head left, face up: footwards is the picture's right,
    # backwards is down, and its left is away from the camera.
    m = np.stack([s[:, 1], s[:, 2], s[:, 0]], axis=1)
    if face == "down":  # rolled over its long axis by half a turn
        m = m * np.array([1, -1, -1])
    if head == "right":  # turned end for end about the vertical
        m = m * np.array([-1, 1, -1])
    return m


class Bodies:
    """The functions above, so that tests need no import path."""

    stand = staticmethod(stand)
    lie = staticmethod(lie)
    seen = staticmethod(seen)
    turned = staticmethod(turned_about_vertical)
    mirrored_labels: Callable[[np.ndarray], np.ndarray] = staticmethod(lambda m: m[MIRRORED])
