"""Where a picture of one size lies in another one into which it is fitted; light, so that a page can use it too."""

from __future__ import annotations

# Width and height, pixels.
PictureSize = tuple[int, int]


def placed(given: PictureSize, size: PictureSize) -> tuple[float, float, float]:
    """Return scale, left and top of a picture that is made as large as another one holds, in its middle.

    Examples
    --------
    >>> placed((320, 240), (640, 640))
    (2.0, 0.0, 80.0)
    """
    scale = min(size[0] / given[0], size[1] / given[1])
    return scale, (size[0] - given[0] * scale) / 2, (size[1] - given[1] * scale) / 2
