"""Small sound files of each kind, to be damaged."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psoas.exchange.poses import Poses, write_poses
from psoas.exchange.skeletons import write_skeletons
from psoas.journal.answers import Morning
from psoas.journal.export import text_of
from psoas.journal.records import RepRecord, SetPlan
from psoas.journal.store import Store
from psoas.programme.catalogue import load
from psoas.testing import synthetic

NOW = datetime(2027, 1, 1, tzinfo=UTC)
_BODY = {"Shoulder": (0.18, 1.4, 0.0), "Hip": (0.1, 0.9, 0.0), "Knee": (0.1, 0.5, 0.02), "Ankle": (0.1, 0.1, 0.0)}


def trc_files() -> list[bytes]:
    """The same six frames as different programs write them."""
    names = [f"{side}{name}" for side in "RL" for name in _BODY]
    numbers = [f"{(1 if n[0] == 'L' else -1) * x:.3f}\t{y:.3f}\t{z:.3f}" for n in names for x, y, z in [_BODY[n[1:]]]]
    head = [
        "PathFileType\t4\t(X/Y/Z)\ta.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"20\t20\t6\t{len(names)}\tm\t20\t1\t6",
        "Frame#\tTime\t" + "\t\t\t".join(names),
        "\t\t" + "\t".join(f"{c}{i + 1}" for i in range(len(names)) for c in "XYZ"),
        "",
    ]
    plain = "\n".join([*head, *(f"{i + 1}\t{i / 20:.3f}\t" + "\t".join(numbers) for i in range(6))]) + "\n"
    comma = re.sub(r"(\d)\.(\d)", r"\1,\2", plain)
    texts = plain, plain.replace("\t", ";"), plain.replace("\t", " "), comma, plain.replace("\t", ",")
    return [*(text.encode() for text in texts), plain.encode("utf-16"), plain.replace("\n", "\r").encode()]


def skeleton_files() -> list[bytes]:
    """Three skeletons as ``.npz``, as ``.json``, and as what a pose model saw."""
    skeletons = synthetic(load().level(6), [("left", 1.0)], fps=20)[:3]
    with tempfile.TemporaryDirectory() as folder:
        npz, text, poses = (Path(folder, name) for name in ("a.npz", "a.json", "b.npz"))
        write_skeletons(npz, skeletons)
        write_skeletons(text, skeletons)
        write_poses(poses, Poses(skeletons, {"pose_model": "full"}))
        return [npz.read_bytes(), text.read_bytes(), poses.read_bytes()]


def export_files() -> list[bytes]:
    """A journal with a session and an answer, exported."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        session = store.begin_session(
            started_at=NOW - timedelta(days=3),
            exercise_id="banded-lying-march",
            level=3,
            band=True,
            counting="camera",
            plan=SetPlan(2, 10, 60),
        )
        store.begin_set(session, 1, 5.0)
        store.add_rep(RepRecord(session_id=session, event=1, set_number=1, side="left", counted_by="camera", end_s=9.0))
        store.tell(Morning(pain=2, soreness=3), NOW - timedelta(days=2), session)
        document = store.export_json()
        store.close()
    return [text_of(document).encode(), json.dumps(document).encode()]
