"""How well each moment of a set fits each phase of the march: robust densities fitted to recordings with truth."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from psoas.body.skeleton import Floats
from psoas.coach.second_opinion import fitted
from psoas.coach.second_opinion.thighs import ThighCourse

#: Degrees of freedom of the densities: the usual choice for robust fits (Lange, Little and Taylor 1989, J Am Stat
#: Assoc 84:881).
FREEDOM = 4.0
#: Shares of the working leg's movement that the other one may go along with: not at all, as much as the pose model is
#: known to move it (`psoas.coach.crosstalk`), and twice that, as it does with a far leg.
ALONG = (0.0, 0.25, 0.5)
#: What `RATE_HZ` looks a second count for, since speed is measured across four of them: chosen on the half of the
#: recordings that the densities were fitted on.
_WEIGHT = 0.6


class Density(NamedTuple):
    """A multivariate t density of (thighs apart, speed of the one thigh, speed of the other one).

    Attributes
    ----------
    mean : tuple of float
        Shares of the travel, and shares a second.
    scale : tuple of tuple of float
        Scale matrix.
    """

    mean: tuple[float, float, float]
    scale: tuple[tuple[float, float, float], ...]

    def log(self, x: Floats) -> Floats:
        """Logarithm of the density at points of shape (N, 3), up to a constant that all densities share."""
        scale = np.array(self.scale)
        off = x - np.array(self.mean)
        distance = np.einsum("ni,ij,nj->n", off, np.linalg.inv(scale), off)
        size = len(self.mean)
        log: Floats = -0.5 * np.linalg.slogdet(scale)[1] - (FREEDOM + size) / 2 * np.log1p(distance / FREEDOM)
        return log


class Likelihoods(NamedTuple):
    """Logarithms, one a look.

    Attributes
    ----------
    phases : ndarray, shape (N, 6)
        Way out, hold and way back of the left leg, then of the right one.
    rest, other : ndarray, shape (N,)
        At rest, and in another movement.
    """

    phases: Floats
    rest: Floats
    other: Floats


def likelihoods(seen: ThighCourse, rest: float) -> Likelihoods:
    """Weigh every moment.

    Parameters
    ----------
    seen : ThighCourse
        The set.
    rest : float
        How far apart the thighs look at rest, share of the travel: perspective and a misplaced far leg shift it.
    """
    left = np.column_stack([seen.apart - rest, seen.speed])
    right = left[:, [0, 2, 1]] * (-1.0, 1.0, 1.0)
    phases = [_along(Density(*phase), x) for x in (left, right) for phase in fitted.PHASES]
    weight = _WEIGHT * seen.known
    return Likelihoods(
        np.column_stack(phases) * weight[:, None],
        Density(*fitted.REST).log(left) * weight,
        Density(*fitted.OTHER).log(left) * weight,
    )


def _along(phase: Density, x: Floats) -> Floats:
    """Density of a phase where the other leg may seem to go along, which takes as much from the angle between them."""
    each = [
        phase.log(np.column_stack([x[:, 0] / (1 - share), x[:, 1], x[:, 2] - share * x[:, 1]])) - math.log(1 - share)
        for share in ALONG
    ]
    mixed: Floats = np.logaddexp.reduce(each, axis=0) - math.log(len(ALONG))
    return mixed
