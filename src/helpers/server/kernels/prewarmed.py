"""One kernel kept waiting with its imports done, so that a lesson opens without the wait."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

# Run in the waiting kernel; a lesson finds these modules loaded.
WARM_UP = "from helpers.server.kernels.warmup import warm; warm(); del warm"
# Seconds after a page took the kernel before the next is prepared: the page comes first.
REFILL_AFTER = 8.0
WARM_UP_LIMIT = 120.0


class SpareKernelManager(AsyncMappingKernelManager):
    """Start kernels as Jupyter does, but hand out a prepared one whenever there is one."""

    spare: asyncio.Task[str] | None = None

    def prepare(self) -> None:
        """Begin to prepare a kernel, unless one is waiting."""
        if self.spare is None:
            self.spare = asyncio.ensure_future(self._prepare())

    async def _prepare(self) -> str:
        kernel_id: str = await super().start_kernel(path="")
        await self._run(kernel_id, WARM_UP)
        return kernel_id

    async def _run(self, kernel_id: str, code: str) -> None:
        """Run code in a kernel, unseen, and wait until it is done."""
        client = self.get_kernel(kernel_id).client()
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        try:
            reply = await client.execute(
                code, silent=True, store_history=False, reply=True, timeout=WARM_UP_LIMIT
            )
            if reply["content"]["status"] != "ok":
                raise RuntimeError(reply["content"])
        finally:
            client.stop_channels()

    async def _take(self, path: str | None, env: dict[str, str]) -> str | None:
        """Return the prepared kernel, moved to the folder and environment asked for."""
        waiting, self.spare = self.spare, None
        asyncio.get_running_loop().call_later(REFILL_AFTER, self.prepare)
        if waiting is None:
            return None
        try:
            kernel_id = await waiting
            folder = self.cwd_for_path(path or "")
            # str(): Voilà names some of its variables by the members of an enumeration.
            wanted = {str(name): str(value) for name, value in env.items()}
            changed = dict(wanted.items() - os.environ.items())
            move = f"import os; os.chdir({folder!r}); os.environ.update({changed!r}); del os"
            await self._run(kernel_id, move)
        except Exception:
            # Whatever went wrong with the spare, the lesson still opens, only slower.
            self.log.exception("The prepared kernel could not be used.")
            return None
        return kernel_id if kernel_id in self else None

    async def start_kernel(
        self, *, kernel_id: str | None = None, path: str | None = None, **kwargs: Any
    ) -> str:
        """Return the id of a kernel for a page: the prepared one, or a new one."""
        if kernel_id is None and kwargs.get("kernel_name") in (None, self.default_kernel_name):
            taken = await self._take(path, kwargs.get("env") or {})
            if taken is not None:
                return taken
        started: str = await super().start_kernel(kernel_id=kernel_id, path=path, **kwargs)
        return started

    def _is_spare(self, kernel_id: str) -> bool:
        spare = self.spare
        if spare is None:
            return False
        if not spare.done():
            return self._kernel_connections.get(kernel_id, 0) == 0
        return spare.exception() is None and spare.result() == kernel_id

    def list_kernels(self) -> list[dict[str, Any]]:
        """List the kernels in use."""
        return [model for model in super().list_kernels() if not self._is_spare(model["id"])]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Stop a kernel nobody uses, but not the prepared one."""
        if not self._is_spare(kernel_id):
            await super().cull_kernel_if_idle(kernel_id)
