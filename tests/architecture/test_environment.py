"""pyproject.toml and environment.yml name the same packages in the same versions."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PIN = re.compile(r"([A-Za-z0-9_.-]+)==([A-Za-z0-9.]+)$")

CONDA_LINES = [line for line in CONDA["dependencies"] if isinstance(line, str)]
PIP_LINES = [
    line for part in CONDA["dependencies"] if isinstance(part, dict) for line in part["pip"]
]
# Tools conda brings along itself, not pinned by us.
OWN = {"python", "pip"}


def pins(lines: list[str]) -> dict[str, str]:
    found = [PIN.match(line.replace(" ", "")) for line in lines]
    assert all(found), f"Every line needs the form name==version: {lines}"
    return {match[1].lower(): match[2] for match in found}


def wanted() -> dict[str, str]:
    """Return what uv installs by default: the helpers' packages and the default groups."""
    groups = PROJECT["dependency-groups"]
    lines = [*PROJECT["project"]["dependencies"]]
    for group in PROJECT["tool"]["uv"]["default-groups"]:
        lines += groups[group]
    return pins(lines)


def given() -> dict[str, str]:
    conda = [line for line in CONDA_LINES if MatchSpec(line).name.normalized not in OWN]
    return pins(conda) | pins([line for line in PIP_LINES if not line.startswith("-e")])


def test_both_files_name_the_same_packages_and_versions():
    assert given() == wanted()


def test_conda_installs_the_helpers_themselves():
    assert "-e ." in PIP_LINES


def test_python_is_the_same():
    needed = PROJECT["project"]["requires-python"]
    assert next(line for line in CONDA_LINES if line.startswith("python ")) == f"python {needed}"


@pytest.mark.parametrize("line", CONDA_LINES)
def test_conda_can_read_the_line(line):
    spec = MatchSpec(line, strict=True)
    assert spec.name.normalized == re.split(r"[ =<>]", line)[0]


def test_only_public_names():
    """Neither file names a registry host or a path of one machine."""
    for name in ("pyproject.toml", "environment.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"index-url|extra-index|file:/|/home/|/root/", text), name


def test_every_direct_dependency_is_pinned():
    groups = PROJECT["dependency-groups"].values()
    assert pins([line for group in groups for line in group])


def test_every_folder_of_tests_is_run():
    listed = PROJECT["tool"]["pytest"]["ini_options"]["testpaths"]
    there = {file.parent.relative_to(ROOT).as_posix() for file in ROOT.glob("tests/**/test_*.py")}
    assert there <= set(listed)
