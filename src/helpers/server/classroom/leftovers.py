"""The folder in which a class keeps its answers, and the removal of what a killed class left."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from pathlib import Path

import psutil  # type: ignore[import-untyped]

PREFIX = "hair-cycle-lab-class-"
_OWNED = re.compile(rf"{PREFIX}(\d{{1,9}})-\w+")


def class_folder() -> Path:
    """Make the folder of this class; its name tells whose it is."""
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def _owner_lives(folder: Path, owner: int) -> bool:
    if owner == os.getpid():
        return True
    try:
        # A process that began after the folder was last written to has the number by chance.
        return bool(psutil.Process(owner).create_time() <= folder.stat().st_mtime + 1)
    except psutil.NoSuchProcess:
        return False
    except (psutil.Error, OSError):
        return True


def remove_leftovers() -> list[str]:
    """Remove the folders of classes that were killed; return their names."""
    removed = []
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owned = _OWNED.fullmatch(folder.name)
        if not owned or folder.is_symlink() or not folder.is_dir():
            continue
        if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
            continue
        if not _owner_lives(folder, int(owned[1])):
            shutil.rmtree(folder, ignore_errors=True)
            removed.append(folder.name)
    if removed:
        logging.getLogger(__name__).info("Removed what earlier classes left: %s.", len(removed))
    return removed
