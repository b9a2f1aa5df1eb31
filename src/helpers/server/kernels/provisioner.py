"""Kernels split off from one prepared process: ready at once, most of their memory shared.

Linux only. Elsewhere, and whenever something goes wrong, a kernel is started as usual.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import sys
from contextlib import suppress
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

NAME = "forked-provisioner"
# These would start threads in the process that splits.
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
PREPARE_LIMIT = 180.0
SPLIT_LIMIT = 20.0
MEGABYTE = 2**20


def can_fork() -> bool:
    """Say whether kernels can be split off on this machine."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def readable(descriptor: int) -> bool:
    """Say whether a descriptor can be read from now; `select` knows none above 1,023."""
    if not hasattr(select, "poll"):
        return bool(select.select([descriptor], [], [], 0)[0])
    asked = select.poll()
    asked.register(descriptor, select.POLLIN)
    return bool(asked.poll(0))


class Forked:
    """A process that is not our child, with what jupyter_client asks of a process.

    Held by a descriptor, not by its number: a number may soon belong to another process.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._descriptor: int | None = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Return None while the process lives, else 0."""
        if self._descriptor is None:
            return 0
        return 0 if readable(self._descriptor) else None

    def wait(self) -> int:
        """Let go of the process; called when it has ended."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal; none to a process that has ended."""
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, number)

    def kill(self) -> None:
        """End the process."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)


class Zygote:
    """The prepared process, started when first needed and again if it ends."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def _ready(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "helpers.server.kernels.fork_server",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={**os.environ, **ONE_THREAD},
                start_new_session=True,  # Ctrl+C in the window is meant for the server alone
            )
            await self._answer(process, PREPARE_LIMIT)
            self._process = process
        return self._process

    @staticmethod
    async def _answer(process: asyncio.subprocess.Process, limit: float) -> str:
        assert process.stdout
        line = await asyncio.wait_for(process.stdout.readline(), limit)
        if not line:
            raise ChildProcessError("The process that splits off kernels has ended.")
        return line.decode().strip()

    async def prepare(self) -> None:
        """Start the process and wait until it has loaded everything."""
        async with self._turn:
            await self._ready()

    async def split(self, order: dict[str, Any]) -> Forked:
        """Return a new kernel process.

        Raises
        ------
        OSError
            If there is none to be had.
        """
        async with self._turn:
            process = await self._ready()
            assert process.stdin
            process.stdin.write(json.dumps(order).encode() + b"\n")
            await process.stdin.drain()
            return Forked(int(await self._answer(process, SPLIT_LIMIT)))

    def stop(self) -> None:
        """End the process; kernels it split off end themselves."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()


class ForkedProvisioner(LocalProvisioner):
    """Starts kernels by splitting them off."""

    zygote: ClassVar[Zygote | None] = None
    memory_mb: ClassVar[int] = 0
    """Most megabytes a kernel may take for itself; 0 is no limit."""
    nice: ClassVar[int] = 0

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Split off a kernel, or start one as usual if that fails."""
        cls = type(self)
        if cls.zygote is None:
            cls.zygote = Zygote()
        start = cmd.index("ipykernel_launcher") + 1 if "ipykernel_launcher" in cmd else None
        if start is None:
            return await super().launch_kernel(cmd, **kwargs)
        environment = {**(kwargs.get("env") or os.environ), **ONE_THREAD}
        order = {
            "arguments": cmd[start:],
            "cwd": str(kwargs.get("cwd") or os.getcwd()),
            # Voilà names some variables by the members of an enumeration.
            "env": {str(name): str(value) for name, value in environment.items()},
            "memory": self.memory_mb * MEGABYTE,
            "nice": self.nice,
        }
        try:
            self.process = await cls.zygote.split(order)
        except (TimeoutError, OSError, ValueError):
            self.log.exception("No kernel could be split off; one is started as usual.")
            return await super().launch_kernel(cmd, **kwargs)
        # A new session, so the group has the number of the process.
        self.pid = self.pgid = self.process.pid
        self.cwd = order["cwd"]
        return self.connection_info


def use_forked_kernels(memory_mb: int = 0, nice: int = 0) -> None:
    """Let every kernel of this server be split off from one process, where that can be done."""
    if not can_fork():
        return
    ForkedProvisioner.memory_mb, ForkedProvisioner.nice = memory_mb, nice
    factory = KernelProvisionerFactory.instance()
    group = KernelProvisionerFactory.GROUP_NAME
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:ForkedProvisioner", group)
    factory.default_provisioner_name = NAME
