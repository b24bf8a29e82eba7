"""What need not be made again: labelled and tracked skeletons and their measurements, as the product makes them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from psoas.body.skeleton import Skeleton


@dataclass(slots=True)
class Remembered:
    """What was made of recordings; all that a number cannot change is asked of it.

    Attributes
    ----------
    made : dict
        By step and input. Inputs are named by their content.
    """

    made: dict[Hashable, Any] = field(default_factory=dict)

    def forget(self, steps: Sequence[str]) -> None:
        """Forget what some steps made."""
        self.made = {key: value for key, value in self.made.items() if key[0] not in steps}  # type: ignore[index]

    def step(self, name: str, work: Callable[[Sequence[Skeleton]], list[Skeleton]]) -> Callable[..., list[Skeleton]]:
        """Make a step from skeletons to skeletons remember."""

        def remembering(given: Sequence[Skeleton]) -> list[Skeleton]:
            key = (name, content(given))
            if key not in self.made:
                # Copies, since an empty frame passes unchanged and would name two recordings.
                self.made[key] = [replace(skeleton) for skeleton in work(given)]
            found: list[Skeleton] = self.made[key]
            return found

        return remembering

    def measurer(self, new: Callable[..., Any]) -> Callable[..., Any]:
        """Make measurers that answer from what was measured in the same skeletons before."""

        def remembering(exercise: Any) -> _Measured:
            return _Measured(self.made, new(exercise), (exercise.posture == "standing", exercise.lies))

        return remembering


@dataclass(slots=True)
class _Measured:
    """Stands in for `psoas.coach.measurements.Measurer`."""

    made: dict[Hashable, Any]
    real: Any
    kind: Hashable
    _known: dict[float, Any] | None = None
    _new: bool = False

    def update(self, skeleton: Skeleton) -> Any:
        """Measure one skeleton, or remember having done so."""
        if self._known is None:
            # Skeletons that are remembered stay where they are, so the first one names them all.
            key = ("measured", id(skeleton), self.kind)
            self._new = key not in self.made
            _, self._known = self.made.setdefault(key, (skeleton, {}))
        if self._new:
            self._known[skeleton.t] = self.real.update(skeleton)
        return self._known[skeleton.t]


def content(skeletons: Sequence[Skeleton]) -> bytes:
    """Name a recording by what is in it."""
    digest = hashlib.blake2b(digest_size=16)
    for skeleton in skeletons:
        digest.update(skeleton.image.tobytes())
    return digest.digest()
