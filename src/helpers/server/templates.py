"""The templates of pages are compiled once for the `lessons` command or a class, not for each page.

nbconvert makes a new environment for each page; Jinja itself can keep what it has compiled
between environments, and nothing in Voilà or nbconvert can be told to ask for it.
"""

from __future__ import annotations

import jinja2
from voila import notebook_renderer
from voila.exporter import VoilaExporter

__all__ = ["PageExporter", "compile_once"]


class _InMemory(jinja2.BytecodeCache):
    """What was compiled, for as long as the server runs; Jinja compares it with its source."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _InMemory()


class PageExporter(VoilaExporter):
    """Voilà's exporter, whose environments share what one of them has compiled."""

    def _create_environment(self) -> jinja2.Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = _COMPILED
        return environment


def compile_once() -> None:
    """Let the pages of this process be written by `PageExporter`."""
    notebook_renderer.VoilaExporter = PageExporter
