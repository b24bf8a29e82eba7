"""Errors that can be added up over clips without keeping every one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from psoas.body.skeleton import Floats

#: Width of a bin of the histogram, and how many there are; the last one holds all that is larger.
_WIDTH, _BINS = 0.5, 181


@dataclass(slots=True)
class Errors:
    """Sum of signed errors: how many, how large, to which side."""

    n: int = 0
    absolute: float = 0.0
    signed: float = 0.0
    bins: Floats = field(default_factory=lambda: np.zeros(_BINS))

    def add(self, errors: Floats) -> None:
        """Take in errors; NaN are left out."""
        known = errors[np.isfinite(errors)]
        self.n += len(known)
        self.absolute += float(np.abs(known).sum())
        self.signed += float(known.sum())
        at = np.minimum(np.abs(known) / _WIDTH, _BINS - 1).astype(int)
        self.bins = self.bins + np.bincount(at, minlength=_BINS)

    def __add__(self, more: Errors) -> Errors:
        return Errors(self.n + more.n, self.absolute + more.absolute, self.signed + more.signed, self.bins + more.bins)

    @property
    def mean(self) -> float:
        """Mean absolute error; NaN of none."""
        return self.absolute / self.n if self.n else float("nan")

    @property
    def bias(self) -> float:
        """Mean signed error; NaN of none."""
        return self.signed / self.n if self.n else float("nan")

    def percentile(self, percent: float) -> float:
        """Absolute error that this share of all stays below, to half a unit; NaN of none."""
        if not self.n:
            return float("nan")
        return float((np.searchsorted(np.cumsum(self.bins), percent / 100 * self.n) + 1) * _WIDTH)

    def as_dict(self) -> dict[str, float]:
        """Numbers for a table or JSON."""
        return {"n": self.n, "mean_abs": self.mean, "bias": self.bias, "p95": self.percentile(95)}
