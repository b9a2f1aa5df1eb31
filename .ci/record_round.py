"""Record a round of peer instruction: screenshots for the instructor's page.

    uv run --with pillow .ci/record_round.py

Runs the browser tests of a round and keeps some of its pictures, made small with Pillow where it
is installed, in `data/pictures/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "data" / "pictures"
KEPT = (
    "hands-1-question-and-timer-1920x1080",
    "hands-2-first-vote-with-advice-1024x768",
    "hands-3-second-vote-with-advice-1920x1080",
    "hands-4-answer-and-both-votes-1920x1080",
    "hands-4-answer-and-both-votes-1024x768",
    "devices-1-student-waits-phone",
    "devices-2-first-vote-open-1920x1080",
    "devices-2-first-vote-open-1024x768",
    "devices-3-student-has-voted-phone",
    "devices-6-answer-and-both-votes-1920x1080",
)
COLOURS = 32


def make_small(path: Path) -> None:
    """Store a picture with few colours, which a page of text and lines does not miss."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as full:
        small = full.convert("RGB").quantize(COLOURS)
    small.save(path, optimize=True)


def record(folder: Path) -> int:
    """Run the tests so that they leave their pictures in a folder; return their exit code."""
    tests = [f"tests/browser/test_{name}.py" for name in ("peer_instruction", "in_the_hall")]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *tests],
        cwd=ROOT,
        env={**os.environ, "HAIR_CYCLE_LAB_PICTURES": str(folder)},
        check=False,
    ).returncode


def keep(folder: Path) -> None:
    """Replace the pictures of the last run."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    for name in KEPT:
        make_small(Path(shutil.copy(folder / f"{name}.png", PICTURES)))


def main() -> int:
    """Record, and keep the pictures of a run without failure."""
    with tempfile.TemporaryDirectory() as temporary:
        code = record(Path(temporary))
        if code == 0:
            keep(Path(temporary))
    return code


if __name__ == "__main__":
    sys.exit(main())
