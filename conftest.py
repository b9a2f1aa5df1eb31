"""For every test, wherever it stands: no network, and no progress file of the developer."""

import os
import sys
from pathlib import Path

OFFLINE = Path(__file__).parent / "tests" / "offline"

# Kernels and servers that tests start inherit both.
os.environ["HAIR_CYCLE_LAB_PROGRESS"] = "off"
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(OFFLINE), *filter(None, [os.environ.get("PYTHONPATH")])]
)
sys.path.insert(0, str(OFFLINE))
sys.modules.pop("sitecustomize", None)  # the system's own, if it has one
import sitecustomize  # noqa: E402, F401
