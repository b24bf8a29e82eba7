"""Run first by every Python that a test starts: see `no_outgoing`."""

import importlib.util
import sys
from pathlib import Path

_spec = importlib.util.spec_from_file_location("no_outgoing", Path(__file__).resolve().parents[1] / "no_outgoing.py")
assert _spec and _spec.loader
_guard = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_guard)
sys.addaudithook(_guard.audit)
