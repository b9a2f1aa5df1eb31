"""Programs of others that the tests try the product with, fetched once by npm and never shipped."""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest

KEPT = Path(__file__).parents[2] / "build" / "npm"


def from_npm(name: str, version: str) -> Path:
    """Return the folder of a package; where npm is missing or finds nothing, the test is skipped.

    Only the package itself comes, unpacked: nothing that it would run on being installed is run.
    """
    folder = KEPT / f"{name.replace('/', '-')}-{version}"
    if folder.exists():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is not on this machine: {name} {version} could not be fetched")
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as place:
        command = [npm, "pack", "--json", "--ignore-scripts", "--pack-destination", place]
        done = subprocess.run(
            [*command, f"{name}@{version}"],
            capture_output=True,
            text=True,
            timeout=240,
            env={**os.environ, "npm_config_update_notifier": "false"},
        )
        if done.returncode:
            pytest.skip(f"npm did not give {name} {version}: {done.stderr.strip()[-300:]}")
        (packed,) = Path(place).glob("*.tgz")
        with tarfile.open(packed) as archive:
            archive.extractall(place, filter="data")
        about = json.loads((Path(place) / "package" / "package.json").read_text(encoding="utf-8"))
        assert (about["name"], about["version"]) == (name, version)
        try:
            (Path(place) / "package").rename(folder)
        except OSError:  # another test was quicker
            assert folder.exists()
    return folder
