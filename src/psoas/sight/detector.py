"""Find people anywhere in a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from psoas.sight.brightness import BLUR_LENGTH, brightened
from psoas.sight.geometry import DETECTOR_SIDE, Detection, anchors, decode
from psoas.sight.models import find_model
from psoas.sight.net import Net


class Detector:
    """Finds people by their faces and shoulders.

    Parameters
    ----------
    threads : int
        Threads for the model.
    added : Path, optional
        Folder of models that the person added.
    """

    def __init__(self, threads: int, added: Path | None) -> None:
        self._net = Net(find_model("detector", added), threads)
        self._anchors = anchors()

    def warm_up(self) -> None:
        """Run the model once on an empty picture."""
        self._net.input[...] = 0
        self._net.run()

    def find(self, image: Image.Image, *, dim: bool) -> list[Detection]:
        """Detect all people in the picture, in its pixels.

        Parameters
        ----------
        image : Image
            The picture.
        dim : bool
            Whether to brighten it first.
        """
        width, height = image.size
        scale = DETECTOR_SIDE / max(width, height)
        if dim:
            image = image.copy()
            image.thumbnail((BLUR_LENGTH, BLUR_LENGTH), Image.Resampling.BILINEAR)
            image = brightened(image)
        small = image.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.BILINEAR)
        left, top = (DETECTOR_SIDE - small.width) // 2, (DETECTOR_SIDE - small.height) // 2
        net = self._net
        net.input[...] = -1
        inner = net.input[0, top : top + small.height, left : left + small.width]
        np.subtract(np.asarray(small) * np.float32(1 / 127.5), 1, out=inner)
        del inner  # LiteRT refuses to run while a view of its memory is held
        net.run()
        corner = np.array([left, top], dtype=np.float32)
        found = []
        for d in decode(net.output(0)[0], net.output(1)[0, :, 0], self._anchors):
            box = (d.box.reshape(2, 2) * DETECTOR_SIDE - corner) / scale
            found.append(Detection(d.score, box.reshape(4), (d.points * DETECTOR_SIDE - corner) / scale))
        return found
