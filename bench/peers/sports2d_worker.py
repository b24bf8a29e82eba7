"""Sports2D over landmarks of clips; runs in an environment of its own, without psoas.

Usage: ``python sports2d_worker.py JOBS`` with a JSON list of ``{"clip", "trc", "side", "cutoff_hz", "folder"}``: the
video, landmarks in pixels as TRC with one line for each of its frames (the name ends in ``_px.trc``), to which side the
person faces as Sports2D names it, the filter's cut-off, and where its files go. The angles lie in
``*_angles_person00.mot``.
"""

import argparse
import json
import logging
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "Agg")

#: Everything that is not named here stays as Sports2D sets it: interpolation, Hampel filter, Butterworth.
_OFF = {"show_realtime_results": False, "save_vid": False, "save_img": False}


def measure(clip: str, trc: str, side: str, cutoff_hz: float, folder: str) -> None:
    """Have Sports2D compute the angles of one clip."""
    from Sports2D import Sports2D  # noqa: PLC0415 - so that --help tells what this is where it is not installed

    path = Path(clip)
    Sports2D.process(
        {
            "base": {
                **_OFF,
                "video_input": [path.name],
                "video_dir": str(path.parent),
                "result_dir": folder,
                "load_trc_px": trc,
                "visible_side": [side],
                "nb_persons_to_detect": 1,
                "person_ordering_method": "first_detected",
            },
            "px_to_meters_conversion": {"to_meters": False, "make_c3d": False, "save_calib": False},
            "angles": {
                "joint_angles": ["Right knee", "Left knee", "Right hip", "Left hip"],
                "segment_angles": ["Trunk"],
                "correct_segment_angles_with_floor_angle": False,
            },
            "post-processing": {
                "show_graphs": False,
                "save_graphs": False,
                "butterworth": {"order": 4, "cut_off_frequency": cutoff_hz},
            },
        }
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", type=Path)
    jobs = parser.parse_args().jobs
    logging.disable(logging.INFO)
    for job in json.loads(jobs.read_text(encoding="utf-8")):
        try:
            measure(**job)
        except Exception as error:  # one clip it cannot take must not end the comparison; it is told as failed
            print(f"FAILED {job['clip']}: {error!r}", file=sys.stderr)
        print(job["clip"], flush=True)
