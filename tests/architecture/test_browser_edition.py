"""The browser edition knows where every package that the helpers need comes from."""

import importlib.util
import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

SPEC = importlib.util.spec_from_file_location("browser", ROOT / "deploy" / "browser_edition.py")
browser = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(browser)


def name_of(line: str) -> str:
    return re.match(r"[\w.-]+", line)[0].lower().replace("_", "-")


def test_every_package_comes_from_somewhere():
    given = browser.WITH_PYODIDE | browser.WITH_KERNEL
    ours: set[str] = set()
    new = {name_of(line) for line in PROJECT["project"]["dependencies"]}
    while new:
        ours |= new
        lines = [line for name in new - given for line in requires(name) or []]
        new = {name_of(line) for line in lines if "extra ==" not in line} - ours
    assert ours - given == browser.CARRIED


def test_every_carried_package_is_pinned():
    assert set(browser.pins()) >= browser.CARRIED


def test_tools_and_lessons_agree_on_versions():
    """The page's JavaScript and the packages beside it are of one version."""
    text = (ROOT / "deploy" / "browser_edition.py").read_text(encoding="utf-8")
    tools = dict(re.findall(r'#     "([\w-]+)==([\w.]+)"', text))
    pinned = browser.pins()
    assert {name: tools[name] for name in tools if name in pinned} == {
        name: pinned[name] for name in tools if name in pinned
    }
