"""The low back as one camera at the side may see it: the experiment's only number, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Why the contour of the back says nothing at a moment.
BackUnseen = Literal["nobody", "not-lying", "not-side-on", "unsure", "arm-in-front", "no-contour"]


@dataclass(frozen=True, slots=True)
class BackLine:
    """Lower contour of a lying person's trunk at one moment.

    Attributes
    ----------
    t : float
        Seconds.
    height : float
        Mean height of the contour under the low back above the chord from shoulder blade to buttock, in trunk lengths
        (shoulder to hip); NaN where it is not seen. It means nothing by itself: clothes, build and camera height shift
        it, so it is only ever held against the same person's own flat back.
    why_not : str or None
        Why it is not seen.
    """

    t: float
    height: float
    why_not: BackUnseen | None = None
