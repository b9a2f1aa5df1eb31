"""For every test, wherever it stands: no network, and no progress file of the developer.

And kernels for the notebooks: all but two are split off from one prepared process, as the app's
are, since to import what a lesson needs takes longer than to run it.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OFFLINE = Path(__file__).parent / "tests" / "offline"
# A lesson and a notebook of plain code start as in JupyterLab, with nothing loaded.
COLD = {"00_start_here.ipynb", "model_in_code.ipynb"}

# Some containers forbid Python to keep what it has compiled. Each of the hundred processes that
# the tests start would then compile all that it imports once more: a third of the time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Kernels and servers that tests start inherit both.
os.environ["HAIR_CYCLE_LAB_PROGRESS"] = "off"
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(OFFLINE), *filter(None, [os.environ.get("PYTHONPATH")])]
)
sys.path.insert(0, str(OFFLINE))
sys.modules.pop("sitecustomize", None)  # the system's own, if it has one
import sitecustomize  # noqa: E402, F401


def pytest_collection_finish():
    """Let Python look for what is no longer used among the new things only.

    A worker holds half a million objects that stay to the end; to go through all of them again
    and again takes a twentieth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@contextmanager
def split_off() -> Iterator[None]:
    """Let kernels be split off from one prepared process, where the machine can do that."""
    from jupyter_client.provisioning import KernelProvisionerFactory

    from helpers.server.kernels.provisioner import use_forked_kernels

    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    use_forked_kernels()
    yield
    factory.default_provisioner_name = before


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Start the kernel of a notebook, which its first cell does."""
    if item.path.suffix != ".ipynb" or item.path.name in COLD:
        return (yield)
    with split_off():
        return (yield)


def pytest_terminal_summary(terminalreporter):
    """Say why a test was tried again: what passes the second time would leave no trace of it."""
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.section(f"first try of {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)
