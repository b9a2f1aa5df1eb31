"""Imports go one way, along the layers below."""

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "helpers"
LAYERS = [
    {"evidence"},
    {"model"},
    {"readout"},
    {"progress"},
    {"pictures"},
    {"page"},
    {"lessons"},
    {"clinic"},
    {"review"},
    {"instructor"},
    {"course"},
    {"server"},
    {"printed"},
    {"exchange"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
SCREENLESS = {"evidence", "model", "readout", "progress"}
SCREEN = {"anywidget", "ipywidgets", "IPython", "plotly", "matplotlib"}
FILES = sorted(SOURCE.rglob("*.py"))


@cache
def imported(file: Path) -> list[str]:
    """Return the full name of every module a file imports, wherever in the file."""
    package = file.relative_to(SOURCE.parent).parent.parts
    names = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            names.append(module)
            names += [f"{module}.{alias.name}" for alias in node.names]
    return names


def layer(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "helpers" and len(parts) > 1 and parts[1] in RANK else None


def name(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def test_every_folder_of_the_helpers_has_its_place():
    folders = {file.relative_to(SOURCE).parts[0].removesuffix(".py") for file in FILES}
    assert folders - {"__init__"} <= RANK.keys()


@pytest.mark.parametrize(
    "file", [f for f in FILES if f.name != "__init__.py" or f.parent != SOURCE], ids=name
)
def test_a_module_imports_only_what_comes_before_it(file):
    own = file.relative_to(SOURCE).parts[0].removesuffix(".py")
    against = {
        module
        for module in imported(file)
        if (other := layer(module)) and other != own and RANK[other] >= RANK[own]
    }
    assert not against, f"{name(file)} may not import {sorted(against)}"


@pytest.mark.parametrize(
    "file", [f for f in FILES if f.name != "__init__.py" or f.parent != SOURCE], ids=name
)
def test_no_module_imports_the_front_door(file):
    """`helpers` itself opens lessons, so importing from it would go against the order."""
    through_door = {
        module
        for module in imported(file)
        if module.startswith("helpers.") and layer(module) is None
    }
    assert not through_door, f"{name(file)} may not import {sorted(through_door)}"


@pytest.mark.parametrize(
    "file",
    [f for f in FILES if f.relative_to(SOURCE).parts[0] in SCREENLESS],
    ids=name,
)
def test_the_model_knows_no_screen(file):
    seen = {module for module in imported(file) if module.split(".")[0] in SCREEN}
    assert not seen, f"{name(file)} may not import {sorted(seen)}"
