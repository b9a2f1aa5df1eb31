"""The prepared kernel stands in for a new one: same folder, same environment, no trace."""

import asyncio
import os

import pytest
from jupyter_client.asynchronous import AsyncKernelClient

from helpers.server.kernels.prewarmed import SpareKernelManager

ASK = """
import json, os, sys
told = [os.environ.get("QUERY_STRING"), os.getcwd(), "plotly" in sys.modules, "warm" in globals()]
"""


async def ask(manager: SpareKernelManager, kernel_id: str) -> list:
    client: AsyncKernelClient = manager.get_kernel(kernel_id).client()
    client.start_channels(iopub=False, stdin=False, hb=False, control=False)
    reply = await client.execute(ASK, user_expressions={"told": "told"}, reply=True, timeout=60)
    client.stop_channels()
    return eval(reply["content"]["user_expressions"]["told"]["data"]["text/plain"])


async def take_prepared_and_plain(root: str) -> tuple[list, list, int]:
    manager = SpareKernelManager(root_dir=root)
    manager.prepare()
    await manager.spare
    in_use = len(manager.list_kernels())
    environment = {**os.environ, "QUERY_STRING": "scenario=7"}
    prepared = await manager.start_kernel(path="inner", env=environment)
    plain = await manager.start_kernel(path="inner", env=environment)
    try:
        return await ask(manager, prepared), await ask(manager, plain), in_use
    finally:
        await manager.shutdown_all(now=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_prepared_kernel_differs_only_in_what_is_loaded(tmp_path):
    (tmp_path / "inner").mkdir()
    prepared, plain, in_use = asyncio.run(take_prepared_and_plain(str(tmp_path)))
    where = os.path.realpath(tmp_path / "inner")
    assert prepared == ["scenario=7", where, True, False]
    assert plain == ["scenario=7", where, False, False]
    assert in_use == 0, "The waiting kernel is not listed as one in use."
