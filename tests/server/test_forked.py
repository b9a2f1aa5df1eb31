"""Kernels that are split off: like others in every way a lesson can see, and gone in time."""

import asyncio
import os
import time

import psutil
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets.config import Config

from helpers.server import local as serve
from helpers.server.kernels import provisioner as forked

ASK = """
import os, sys, ipywidgets
told = [os.environ.get("QUERY_STRING"), os.getcwd(), "plotly" in sys.modules, __name__,
        "jupyter.widget.control" in get_ipython().kernel.comm_manager.targets, os.getpid()]
"""
pytestmark = [
    pytest.mark.skipif(not forked.can_fork(), reason="kernels are split off on Linux only"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture
def forking(monkeypatch):
    monkeypatch.setattr(os, "environ", os.environ.copy())
    serve.prepare_environment()
    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    forked.use_forked_kernels(memory_mb=1024)
    yield
    factory.default_provisioner_name = before
    forked.ForkedProvisioner.zygote = None


async def ask(manager, kernel_id, code=ASK):
    client = manager.get_kernel(kernel_id).client()
    client.start_channels(iopub=False, stdin=False, hb=False, control=False)
    try:
        reply = await client.execute(
            code, user_expressions={"told": "told"}, reply=True, timeout=60
        )
    finally:
        client.stop_channels()
    return reply["content"]


def told(content):
    return eval(content["user_expressions"]["told"]["data"]["text/plain"])


async def gone(pid, seconds=60.0):
    end = time.monotonic() + seconds
    while psutil.pid_exists(pid) and time.monotonic() < end:
        await asyncio.sleep(0.1)
    return not psutil.pid_exists(pid)


async def lives(folder):
    # A kernel that is killed shall stay dead, so that nothing starts while all are stopped.
    once = Config(KernelManager=Config(autorestart=False))
    manager = AsyncMappingKernelManager(root_dir=str(folder), config=once)
    zygote = forked.ForkedProvisioner.zygote = forked.Zygote()
    await zygote.prepare()
    root = zygote._process.pid
    threads = psutil.Process(root).num_threads()
    one, two = [
        await manager.start_kernel(path="inner", env={**os.environ, "QUERY_STRING": f"n={n}"})
        for n in (1, 2)
    ]
    answers = [told(await ask(manager, kernel_id)) for kernel_id in (one, two)]
    parents = {psutil.Process(answer[-1]).ppid() for answer in answers}
    own = psutil.Process(answers[0][-1]).memory_full_info()

    greedy = await ask(manager, one, "told = 1; b'x' * 2 * 2**30; told = 2")
    await manager.shutdown_kernel(one)
    ended = await gone(answers[0][-1])

    os.kill(answers[1][-1], 9)
    await gone(answers[1][-1])
    noticed = not await manager.get_kernel(two).is_alive()

    three = await manager.start_kernel(path="inner")
    orphan = told(await ask(manager, three))[-1]
    zygote.stop()
    await zygote._process.wait()
    alone = await gone(orphan)
    await manager.shutdown_all(now=True)
    return {
        "answers": [answer[:-1] for answer in answers],
        "children of one": parents == {root},
        "threads": threads,
        "shares": own.uss < 0.6 * own.rss,
        "greedy": greedy["ename"],
        "ended": ended,
        "noticed": noticed,
        "orphan ended": alone,
    }


def test_split_kernels_differ_only_in_what_is_loaded(tmp_path, forking):
    (tmp_path / "inner").mkdir()
    where = os.path.realpath(tmp_path / "inner")
    assert asyncio.run(lives(tmp_path)) == {
        "answers": [[f"n={n}", where, True, "__main__", True] for n in (1, 2)],
        "children of one": True,
        "threads": 1,
        "shares": True,
        "greedy": "MemoryError",
        "ended": True,
        "noticed": True,
        "orphan ended": True,
    }


async def without_zygote(folder):
    class Broken(forked.Zygote):
        async def split(self, order):
            raise ChildProcessError("gone")

    forked.ForkedProvisioner.zygote = Broken()
    manager = AsyncMappingKernelManager(root_dir=str(folder))
    kernel_id = await manager.start_kernel(path="")
    try:
        return told(await ask(manager, kernel_id))[3:5]
    finally:
        await manager.shutdown_all(now=True)


def test_a_kernel_starts_as_usual_when_none_can_be_split_off(tmp_path, forking):
    assert asyncio.run(without_zygote(tmp_path)) == ["__main__", True]
