"""What all parts of the machine contract share."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer

#: Milliseconds, thousandths of a degree: finer digits are noise, and stable digits make results comparable.
Number = Annotated[float, PlainSerializer(lambda value: round(value, 3) if math.isfinite(value) else None)]


class Part(BaseModel):
    """A part of the contract: unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
