# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "anywidget==0.11.0",
#     "hatchling==1.33.0",
#     "jupyterlab-widgets==3.0.17",
#     "jupyterlite-core==0.8.6",
#     "jupyterlite-pyodide-kernel==0.8.6",
#     "jupyter-server==2.21.1",
#     "pip",
# ]
# ///
"""Write the lessons as a folder of plain files that run in the reader's browser.

    uv run deploy/browser_edition.py

Any web server can serve the folder; Python runs in the page (JupyterLite with Pyodide).
browser-edition.md says what of this has been tested.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
# Part of Pyodide, in the versions it was built with: compiled packages cannot be chosen.
WITH_PYODIDE = {"jinja2", "markupsafe", "numpy", "packaging", "pandas", "scipy"}
# Brought by the kernel of JupyterLite.
WITH_KERNEL = {"comm", "ipython", "traitlets", "widgetsnbextension"}
# Everything else goes into the folder, in the versions of pyproject.toml.
CARRIED = {
    "annotated-types",
    "anywidget",
    "ipywidgets",
    "jupyterlab-widgets",
    "markdown-it-py",
    "mdurl",
    "narwhals",
    "plotly",
    "psygnal",
    "pydantic",
    "pydantic-core",
    "typing-extensions",
    "typing-inspection",
}
PLATFORM = ("--python-version=3.14", "--abi=cp314", "--platform=pyemscripten_2026_0_wasm32")
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Hair Cycle Lab",
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {"disablePyPIFallback": True}
        },
    },
}
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
FETCH = "%pip install -q hair-cycle-lab\n"


def pins() -> dict[str, str]:
    """Return the version of every package that pyproject.toml names."""
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = content["project"]["dependencies"] + content["tool"]["uv"]["constraint-dependencies"]
    found = (re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def run(*words: str | Path) -> None:
    """Run a module of this environment; its own words say what went wrong."""
    if subprocess.run([sys.executable, "-m", *map(str, words)]).returncode:
        sys.exit(f"The browser edition was not written: {words[0]} {words[1]} did not succeed.")


def fetch_wheels(wheels: Path) -> None:
    """Fetch the packages that the folder carries."""
    names = [f"{name}=={pins()[name]}" for name in sorted(CARRIED)]
    options = ["--quiet", "--no-deps", "--only-binary=:all:", *PLATFORM]
    run("pip", "download", *options, "--dest", wheels, *names)


def own_wheel(place: Path, wheels: Path) -> None:
    """Pack the helpers with `data/`, for whatever versions Pyodide brings."""
    skip = shutil.ignore_patterns("__pycache__", "app")
    shutil.copytree(ROOT / "src" / "helpers", place / "helpers", ignore=skip)
    shutil.copytree(ROOT / "data", place / "data")
    shutil.copy(ROOT / "LICENSE", place)
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [
        line if (name := line.split("==")[0]) in CARRIED else name
        for line in content["project"]["dependencies"]
    ]
    (place / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        f'[project]\nname = "hair-cycle-lab"\nversion = "{content["project"]["version"]}"\n'
        f"dependencies = {json.dumps(needed)}\n"
        '[tool.hatch.build.targets.wheel]\npackages = ["helpers", "data"]\n',
        encoding="utf-8",
    )
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir")
    run("pip", "wheel", *options, wheels, place)


def copy_notebooks(contents: Path) -> None:
    """Copy the lessons; in each, the first piece of code now fetches what all of them need."""
    contents.mkdir()
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        notebook["metadata"]["kernelspec"] = KERNEL
        first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
        sentence, *code = "".join(first["source"]).splitlines(keepends=True)
        first["source"] = [sentence, FETCH, *code]
        (contents / file.name).write_text(json.dumps(notebook), encoding="utf-8")


def build(folder: Path, pyodide: str = "") -> None:
    """Write the site into `folder`, with Pyodide inside if its archive is given."""
    with TemporaryDirectory() as name:
        place = Path(name)
        wheels = place / "wheels"
        fetch_wheels(wheels)
        (place / "own").mkdir()
        own_wheel(place / "own", wheels)
        copy_notebooks(place / "contents")
        site = place / "site"
        site.mkdir()
        (site / "jupyter-lite.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        options = ["--lite-dir", site, "--contents", place / "contents", "--output-dir", folder]
        options += [f"--piplite-wheels={wheel}" for wheel in sorted(wheels.iterdir())]
        options += ["--no-sourcemaps", *([f"--pyodide={pyodide}"] if pyodide else [])]
        run("jupyterlite_core.app", "build", *options)


def main() -> None:
    """Read the command line and write the site."""
    parser = argparse.ArgumentParser(description="Write the lessons as a site for any web server.")
    default = ROOT / "build" / "browser-edition"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument(
        "--pyodide",
        default="",
        metavar="ARCHIVE",
        help="a full Pyodide distribution (file or address) to put in; "
        "without it the pages fetch Pyodide from the internet",
    )
    given = parser.parse_args()
    build(given.folder.resolve(), given.pyodide)
    print(f"Written: {given.folder}. Open lab/index.html?path=00_start_here.ipynb on its server.")


if __name__ == "__main__":
    main()
