"""What the kernel of a student is given to know: its page, its progress, no key of the server."""

import asyncio

import pytest
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from helpers.progress.store import VARIABLE
from helpers.server.classroom.kernels import MOST_OPEN, OWNER, RoomKernelManager

KEYS = {"JUPYTER_TOKEN": "k1", "JUPYTER_TOKEN_FILE": "/run/k2"}
PLAIN = {"QUERY_STRING": "lang=de", "SERVER_NAME": "here", "PATH": "/bin", VARIABLE: "/of/another"}


@pytest.fixture
def given(monkeypatch):
    """The surroundings of each kernel that was started, and which were ended, oldest first."""
    started, ended = [], []

    async def start(self, **kwargs):
        started.append(kwargs["env"])
        return f"kernel-{len(started)}"

    async def shut_down(self, kernel_id, **_):
        ended.append(kernel_id)
        self._owners.pop(kernel_id)

    monkeypatch.setattr(AsyncMappingKernelManager, "start_kernel", start)
    monkeypatch.setattr(RoomKernelManager, "shutdown_kernel", shut_down)
    return started, ended


def opened(manager, owner, **more):
    async def go():
        OWNER.set(owner)
        return await manager.start_kernel(**more)

    return asyncio.run(go())


@pytest.mark.parametrize("env", [None, {}, PLAIN, KEYS, PLAIN | KEYS], ids=str)
def test_a_kernel_gets_no_key_of_the_server_and_its_own_progress(given, tmp_path, env):
    manager = RoomKernelManager()
    manager.progress = tmp_path
    for owner in ("one browser", "another"):
        opened(manager, owner, env=env)
    plain = {name: value for name, value in (env or {}).items() if name in PLAIN}
    for owner, found in zip(("one browser", "another"), given[0], strict=True):
        assert found == plain | {VARIABLE: manager.progress_file(owner)}
    assert given[0][0][VARIABLE] != given[0][1][VARIABLE]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_browser_keeps_so_many_open_lessons_and_the_oldest_goes(given, most):
    manager = RoomKernelManager()

    async def go():
        MOST_OPEN.set(most)
        for _ in range(5):
            for owner in ("one browser", "another"):
                OWNER.set(owner)
                await manager.start_kernel()
                assert list(manager._owners.values()).count(owner) <= most

    asyncio.run(go())
    left = 5 - most
    assert given[1] == [f"kernel-{n}" for k in range(left) for n in (2 * k + 1, 2 * k + 2)]
