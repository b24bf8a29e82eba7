"""More examples for the nightly run than for each change."""

import os


def examples(few: int) -> int:
    """How many examples a rule is tried on: so many, or PSOAS_EXAMPLES times as many (`.ci/nightly`)."""
    return few * int(os.environ.get("PSOAS_EXAMPLES", "1"))
