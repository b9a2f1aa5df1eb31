"""For every test, wherever it stands: no network, and no progress file of the developer."""

import os
import sys
from pathlib import Path

import pytest

OFFLINE = Path(__file__).parent / "tests" / "offline"

# Kernels and servers that tests start inherit both.
os.environ["HAIR_CYCLE_LAB_PROGRESS"] = "off"
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(OFFLINE), *filter(None, [os.environ.get("PYTHONPATH")])]
)
sys.path.insert(0, str(OFFLINE))
sys.modules.pop("sitecustomize", None)  # the system's own, if it has one
import sitecustomize  # noqa: E402, F401

# Long, and each test with a page of its own: these may be shared out one by one.
APART = ("tests/browser/test_lessons.py", "tests/browser/test_accessibility.py")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file together: the cells of a notebook, the users of a server."""
    for item in items:
        file = item.path.relative_to(item.config.rootpath).as_posix()
        if file not in APART:
            item.add_marker(pytest.mark.xdist_group(file))
