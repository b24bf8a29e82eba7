"""Area under the receiver's curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def auc(low: Sequence[float], high: Sequence[float]) -> float:
    """How often a value that should be high is above one that should be low; ties and NaN count half.

    Parameters
    ----------
    low, high : sequence of float
        Scores of what should be low (done right) and high (done wrong); NaN where there is none.

    Returns
    -------
    float
        0 to 1, 0.5 for no difference; NaN if either is empty.
    """
    if not len(low) or not len(high):
        return float("nan")
    a, b = np.asarray(low, dtype=float)[:, None], np.asarray(high, dtype=float)[None, :]
    return float(np.mean((b > a) + 0.5 * ((b == a) | np.isnan(a) | np.isnan(b))))
