"""Imports go one way, along the layers below."""

import ast
from functools import cache
from pathlib import Path

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


# Everything but the front door, `helpers` itself.
INSIDE = [file for file in FILES if file != SOURCE / "__init__.py"]


def faults(files, wrong):
    """Return for each file that imports something wrong what it is, in words."""
    found = ((file, sorted({one for one in imported(file) if wrong(file, one)})) for file in files)
    return [f"{name(file)} may not import {', '.join(names)}" for file, names in found if names]


def test_a_module_imports_only_what_comes_before_it():
    def too_late(file, module):
        own, other = file.relative_to(SOURCE).parts[0].removesuffix(".py"), layer(module)
        return other is not None and other != own and RANK[other] >= RANK[own]

    assert faults(INSIDE, too_late) == []


def test_no_module_imports_the_front_door():
    """`helpers` itself opens lessons, so importing from it would go against the order."""

    def through_door(_, module):
        return module.startswith("helpers.") and layer(module) is None

    assert faults(INSIDE, through_door) == []


def test_the_model_knows_no_screen():
    screenless = [file for file in FILES if file.relative_to(SOURCE).parts[0] in SCREENLESS]
    assert len(screenless) > 50
    assert faults(screenless, lambda _, module: module.split(".")[0] in SCREEN) == []


def test_an_import_that_is_wrong_is_named():
    late = SOURCE / "evidence" / "__init__.py"
    assert faults([late], lambda *_: True)[0].startswith("evidence/__init__.py may not import ")
