"""The kernels of a class: one a page, each with an owner, and only as many as fit."""

from __future__ import annotations

import asyncio
import hashlib
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from helpers.progress.store import VARIABLE

OWNER: ContextVar[str] = ContextVar("OWNER")
# Where the opening of a page notes its kernels, so that they end if nobody waits for the page.
OPENED: ContextVar[list[str]] = ContextVar("OPENED")
ADDRESS: ContextVar[str] = ContextVar("ADDRESS", default="")
# Seconds that a page which was sent may take until it speaks to its kernel.
UNCLAIMED = 60.0
# Open lessons of one browser; the oldest is closed for another, so nobody fills the room alone.
EACH = 3
MOST_OPEN: ContextVar[int] = ContextVar("MOST_OPEN", default=EACH)
# Kernels have no use for the keys of the server.
SECRET = ("JUPYTER_TOKEN", "JUPYTER_TOKEN_FILE")


class RoomKernelManager(AsyncMappingKernelManager):
    """Remembers which browser a kernel belongs to, and gives each browser one progress file."""

    places = 40
    """Most kernels at a time."""
    progress: Path | None = None
    """Folder of the progress files; None keeps nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._owners: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._claimed: set[str] = set()

    def is_owner(self, kernel_id: str, owner: str) -> bool:
        """Say whether a kernel lives and belongs to this browser."""
        return kernel_id in self and self._owners.get(kernel_id) == owner

    def progress_file(self, owner: str) -> str:
        """Return where a browser's progress is kept, for the variable that names it."""
        if self.progress is None:
            return "off"
        return str(self.progress / f"{hashlib.sha256(owner.encode()).hexdigest()[:32]}.sqlite3")

    async def start_kernel(self, **kwargs: Any) -> str:
        """Start a kernel for the browser that asks."""
        owner = OWNER.get()
        environment = {n: v for n, v in (kwargs.get("env") or {}).items() if n not in SECRET}
        kwargs["env"] = {**environment, VARIABLE: self.progress_file(owner)}
        own = [kernel for kernel, whose in self._owners.items() if whose == owner]
        for oldest in own[: max(0, len(own) - MOST_OPEN.get() + 1)]:
            await self.shutdown_kernel(oldest)
        kernel_id: str = await super().start_kernel(**kwargs)
        self._owners[kernel_id] = owner
        self._addresses[kernel_id] = ADDRESS.get()
        if (opened := OPENED.get(None)) is not None:
            opened.append(kernel_id)
        return kernel_id

    def open_from(self, address: str) -> int:
        """Return how many lessons are open from an address."""
        return list(self._addresses.values()).count(address)

    def notify_connect(self, kernel_id: str) -> None:
        """Note that a page speaks to its kernel."""
        self._claimed.add(kernel_id)
        super().notify_connect(kernel_id)

    def page_sent(self, kernel_id: str, gone: bool) -> None:
        """End the kernel of a page that nobody waits for: at once, or if it stays silent."""
        wait = 0 if gone else UNCLAIMED
        asyncio.get_running_loop().call_later(wait, self._end_unclaimed, kernel_id)

    def _end_unclaimed(self, kernel_id: str) -> None:
        if kernel_id in self and kernel_id not in self._claimed:
            ending = asyncio.ensure_future(self.shutdown_kernel(kernel_id))
            # Another may have ended it in the meantime; that is no news.
            ending.add_done_callback(lambda done: done.cancelled() or done.exception())

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel and whose it was."""
        self._owners.pop(kernel_id, None)
        self._addresses.pop(kernel_id, None)
        self._claimed.discard(kernel_id)
        return super().remove_kernel(kernel_id)
