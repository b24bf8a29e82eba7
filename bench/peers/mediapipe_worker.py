"""MediaPipe's legacy pose pipeline over some frames of clips; runs in an environment of its own, without psoas.

Usage: ``python mediapipe_worker.py JOBS`` with a JSON list of ``{"clip", "frames", "t", "out"}``: numbers of the frames
to look at, their times in seconds, and the ``.npz`` to write.
"""

import argparse
import json
from pathlib import Path

import numpy as np


def look(clip: str, frames: list[int], t: list[float], out: str) -> None:
    """Write the landmarks of one clip: the settings are the library's own, its smoothing included."""
    import cv2  # noqa: PLC0415 - so that --help tells what this is where neither is installed
    import mediapipe as mp  # noqa: PLC0415

    wanted = set(frames)
    image, confidence, metric = [], [], []
    capture = cv2.VideoCapture(clip)
    size = (0, 0)
    with mp.solutions.pose.Pose(static_image_mode=False, model_complexity=1, smooth_landmarks=True) as pose:
        for number in range(max(frames) + 1):
            ok, picture = capture.read()
            if not ok:
                break
            if number not in wanted:
                continue
            height, width = picture.shape[:2]
            size = (width, height)
            found = pose.process(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
            if found.pose_landmarks is None:
                image.append(np.full((33, 2), np.nan))
                confidence.append(np.zeros(33))
                metric.append(np.full((33, 3), np.nan))
                continue
            marks = found.pose_landmarks.landmark
            image.append(np.array([(m.x * width, m.y * height) for m in marks]))
            confidence.append(np.array([m.visibility for m in marks]))
            metric.append(np.array([(m.x, m.y, m.z) for m in found.pose_world_landmarks.landmark]))
    n = len(image)
    np.savez_compressed(
        out,
        t=np.array(t[:n]),
        image=np.array(image),
        confidence=np.array(confidence),
        metric=np.array(metric),
        size=np.array(size),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", type=Path)
    for job in json.loads(parser.parse_args().jobs.read_text(encoding="utf-8")):
        look(**job)
        print(job["clip"], flush=True)
