"""A process that has everything imported and splits off kernels, which share its memory.

Run by `provisioner.py` as `python -m helpers.server.kernels.fork_server`. It reads orders, one
line of JSON each,
and answers each with the number of the new process. It must have one thread only: a thread
does not come along when a process splits, but the locks it held do. So sockets, event loops
and the threads of the kernel all begin after the split, and numerical libraries are told to
start none (`provisioner.py` sets their variables).
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from helpers.server.kernels.warmup import warm

# What a kernel loads while it starts, so that it is loaded once for all.
KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "psutil",
    "tornado.platform.asyncio",
    "tornado.queues",
)


def threads() -> int:
    """Return the number of threads of this process, those of C libraries included."""
    return len(os.listdir("/proc/self/task"))


def prepare() -> None:
    """Load what kernels need and put it where the garbage collector no longer touches it.

    Raises
    ------
    RuntimeError
        If some library started a thread.
    """
    # No page of the app debugs, and the debugger is a third of what a kernel takes for itself.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    warm()
    for module in KERNEL_MODULES:
        with suppress(ImportError):
            import_module(module)
    if threads() != 1:
        raise RuntimeError("A library started a thread; kernels cannot be split off.")
    # A page that nobody writes to stays shared: collect now, and never look there again.
    gc.collect()
    gc.freeze()


def serve() -> dict[str, Any] | None:
    """Split off a kernel for each order.

    Returns
    -------
    dict or None
        The order, in the new process; None in the old one, when nobody orders any more.
    """
    # The system clears away kernels that have ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        order: dict[str, Any] = json.loads(line)
        process = os.fork()
        if process == 0:
            return order
        try:
            print(process, flush=True)
        except BrokenPipeError:  # nobody waits for it any more
            break
    return None


def become_kernel(order: dict[str, Any]) -> None:
    """Be what the order says: folder, environment, limits, then an ordinary kernel."""
    parent = os.getppid()
    os.setsid()  # the server signals a kernel with its children as one group
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # the old place is the line to the server
    os.close(nothing)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    if memory := order.get("memory"):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if niceness := order.get("nice"):
        os.nice(niceness)
    gc.enable()

    from ipykernel.kernelapp import IPKernelApp
    from ipywidgets import register_comm_target

    app: Any = IPKernelApp.instance()
    # The kernel looks whether this parent lives, and ends itself when it does not.
    app.initialize([*order["arguments"], f"--IPKernelApp.parent_handle={parent}"])
    # Otherwise done when ipywidgets is imported; that was before there was a kernel.
    register_comm_target(app.kernel)
    app.start()


def main() -> None:
    """Prepare, say so, and split off kernels until the server is gone."""
    prepare()
    try:
        print("ready", flush=True)
    except BrokenPipeError:  # the server went while this was loading
        os._exit(0)
    order = serve()
    if order is not None:
        become_kernel(order)


if __name__ == "__main__":
    main()
