"""The `lessons` command: start the server and open the first page in the browser."""

from __future__ import annotations

import argparse
import os
import re
import secrets
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

FIRST_PAGE = "00_start_here.ipynb"
PAGES = Path("build") / "static-edition"
OLDEST_PYTHON = (3, 11)
PORT = 8888
HERE = Path(__file__).resolve().parent

# Seconds until the kernel of a closed page is stopped, and between two looks.
IDLE_SECONDS = 900
LOOK_EVERY = 60

# What the lessons' pages load of JupyterLab's extensions. Each page would otherwise
# load every one that is installed; plotly's alone holds its whole drawing program a second time.
PAGE_EXTENSIONS = [
    "anywidget",
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
]

# Jupyter's places for templates and settings. The theme folder is among them, so
# that the page template can include theme.css itself and no copy can go stale.
DATA_PATHS = (HERE / "share" / "jupyter", HERE.parent / "pictures")
CONFIG_PATHS = (HERE / "jupyter",)


class CannotStart(Exception):
    """The lessons cannot be started; the message says why and what to do."""


def notebooks_folder() -> Path:
    """Return the folder of the notebooks: above this package, or above the working folder.

    Raises
    ------
    CannotStart
        If neither holds `notebooks/00_start_here.ipynb`.
    """
    for folder in (*HERE.parents, Path.cwd(), *Path.cwd().parents):
        if (folder / "notebooks" / FIRST_PAGE).is_file():
            return folder / "notebooks"
    raise CannotStart(
        f"The folder 'notebooks' with {FIRST_PAGE} was not found. Open a terminal in the "
        "folder of the Hair Cycle Lab, the one that holds README.md, and run the command there."
    )


def pages_folder() -> Path:
    """Return the folder of the pages to read and print, beside the notebooks; it may not exist."""
    return notebooks_folder().parent / PAGES


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="lessons", description="Open the lessons of the Hair Cycle Lab in your browser."
    )
    parser.add_argument(
        "--lab", action="store_true", help="open the notebooks in JupyterLab instead of the app"
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"first port to try (default {PORT})"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="only print the address, open no browser"
    )
    parser.add_argument(
        "--class",
        dest="room",
        action="store_true",
        help="open the app to the room: shows an address and a code for the students",
    )
    parser.add_argument(
        "--address", help="with --class: this machine's address in the room (default: found)"
    )
    parser.add_argument(
        "--devices-per-address",
        type=int,
        default=12,
        help="with --class: students let in from one network address (default 12); more if "
        "the whole class reaches this machine through one router",
    )
    return parser.parse_args(argv)


def first_address(lab: bool) -> str:
    """Return the path of the first page, as app or in JupyterLab."""
    return f"/lab/tree/{FIRST_PAGE}" if lab else f"/voila/render/{FIRST_PAGE}"


def settings(folder: Path, arguments: argparse.Namespace, token: str) -> dict[str, Any]:
    """Return the server settings by their Jupyter names."""
    from helpers.pictures.drawing_program import drawing_folder

    return {
        "ServerApp.root_dir": str(folder),
        "ServerApp.extra_static_paths": [str(pages_folder()), str(drawing_folder())],
        "ServerApp.port": arguments.port,
        "ServerApp.open_browser": not arguments.no_browser,
        "ServerApp.default_url": first_address(arguments.lab),
        "LabApp.default_url": first_address(arguments.lab),
        "ServerApp.log_level": "ERROR",
        "LabApp.log_level": "ERROR",
        "ServerApp.answer_yes": True,
        # The server listens on this machine only and asks for the token.
        "ServerApp.allow_root": True,
        "IdentityProvider.token": token,
        "ServerApp.kernel_manager_class": "helpers.server.kernels.prewarmed.SpareKernelManager",
        "MappingKernelManager.cull_idle_timeout": IDLE_SECONDS,
        "MappingKernelManager.cull_interval": LOOK_EVERY,
        "LabApp.news_url": None,
        "ContentsManager.pre_save_hook": "helpers.server.saving.without_widgets",
        "VoilaConfiguration.template": "lesson",
        "VoilaConfiguration.allow_template_override": "NO",
        "VoilaConfiguration.allow_theme_override": "NO",
        "VoilaConfiguration.strip_sources": True,
        "VoilaConfiguration.show_tracebacks": False,
        "VoilaConfiguration.extension_allowlist": PAGE_EXTENSIONS,
    }


def as_command_line(values: dict[str, Any]) -> Iterator[str]:
    """Write settings as Jupyter arguments: these outrank every settings file."""
    for name, value in values.items():
        yield f"--{name}={value}"


def page_words(query: str, *groups: str) -> dict[str, Any]:
    """Return what a page template says around a lesson: the words, their language, and the other.

    Examples
    --------
    >>> page_words("lang=de", "app")["ui"]["app_all_lessons"]
    'Alle Lektionen'
    """
    from helpers.evidence import LANGUAGES, language, words

    chosen = language(query)
    other = next(name for name in LANGUAGES if name != chosen)
    return {"ui": words(*groups, of=chosen), "language": chosen, "other": other}


def translate_headings(notebook: Any, chosen: str) -> None:
    """Put the headings of a lesson, and the lines below its title, into another language.

    A cell that has anything else to say is English throughout, and stays so.
    """
    from helpers.evidence import LANGUAGES, phrases

    if chosen == LANGUAGES[0]:
        return
    rows = [row for name, row in phrases().items() if name.startswith(("head_", "title_", "app_"))]
    known = {row.en.replace("{minutes}", "0"): str(getattr(row, chosen)) for row in rows}
    for cell in notebook.cells:
        lines = [re.fullmatch(r"(#* ?)(.*)", line) for line in cell.source.splitlines()]
        said = [(line[1], line[2]) for line in lines if line is not None]
        minutes = re.search(r"\d+", " ".join(text for _, text in said))
        told = [(mark, known.get(re.sub(r"\d+", "0", text))) for mark, text in said if text]
        if cell.cell_type == "markdown" and all(text for _, text in told):
            number = minutes[0] if minutes else ""
            blocks = [f"{mark}{text}".replace("{minutes}", number) for mark, text in told]
            cell.source, cell.metadata["lang"] = "\n\n".join(blocks), chosen


def teaching_links(path: str, teaches: bool) -> dict[str, Any]:
    """Return where a page leads whoever teaches: to the instructor's pages, and to its guide.

    Examples
    --------
    >>> teaching_links("/voila/render/05_steroids.ipynb", teaches=True)
    {'teaching': False, 'guide': 'instructor/05_steroids.ipynb'}
    >>> teaching_links("/voila/render/00_start_here.ipynb", teaches=False)
    {'teaching': False, 'guide': ''}
    """
    name = path.rpartition("/")[2]
    inside = "/instructor/" in path
    guide = f"instructor/{name}"
    has_one = teaches and not inside and (notebooks_folder() / guide).is_file()
    return {
        "teaching": teaches and (inside or name == FIRST_PAGE),
        "guide": guide if has_one else "",
    }


def prepare_page(handler: Any, notebook: Any = None, **_: Any) -> None:
    """Hand a page its words, and the cookie with which it may stop its own kernel when closed.

    Voilà's page sends that request, but never asks for the cookie the server wants to see.
    """
    handler.xsrf_token  # noqa: B018  (reading it sets the cookie)
    path = handler.request.path
    notebook.metadata["frame"] = page_words(handler.request.query, "app", "present", "join")
    notebook.metadata["frame"] |= teaching_links(path, getattr(handler, "teaches", True))
    if "class=1" in handler.request.query and "/instructor/" not in path:
        from helpers.instructor.plans import plans_of

        key = re.sub(r"^\d\d_|\.ipynb$", "", path.rpartition("/")[2])
        notebook.metadata["frame"]["plans"] = dict(plans_of(key))
    translate_headings(notebook, notebook.metadata["frame"]["language"])


def every_language() -> list[dict[str, Any]]:
    """Return what the pages for an error say, in each language, that of the computer first.

    Examples
    --------
    >>> [said["language"] for said in every_language()]
    ['en', 'de']
    """
    first = page_words("", "app")
    return [first, page_words(f"lang={first['other']}", "app")]


def voila_settings() -> dict[str, Any]:
    """Return what Voilà cannot be told on a command line: a hook, and the pages there are."""
    pages = sorted(page.stem for page in pages_folder().glob("*.html"))
    return {"prelaunch_hook": prepare_page, "resources": {"pages": pages}}


def prepare_environment() -> None:
    """Point Jupyter at our templates and settings, and at the kernel of this Python."""
    for variable, ours in (("JUPYTER_PATH", DATA_PATHS), ("JUPYTER_CONFIG_PATH", CONFIG_PATHS)):
        before = os.environ.get(variable)
        paths = [*map(str, ours), *([before] if before else [])]
        os.environ[variable] = os.pathsep.join(paths)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # An optional module that takes ten seconds to import and checks nothing we use.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def greeting(address: str, wanted_port: int, port: int, browser: bool) -> str:
    """Say in plain words what is running and what to do.

    Examples
    --------
    >>> print(greeting("http://localhost:8889/x", 8888, 8889, browser=False))
    Port 8888 is in use, so the lessons use port 8889.
    The lessons are ready. Open this address in a browser:
    <BLANKLINE>
        http://localhost:8889/x
    <BLANKLINE>
    Leave this window open while you work. To stop, press Ctrl+C here.
    """
    lines = []
    if port != wanted_port:
        lines.append(f"Port {wanted_port} is in use, so the lessons use port {port}.")
    if browser:
        lines.append("The lessons are opening in your browser. If they do not, open this address:")
    else:
        lines.append("The lessons are ready. Open this address in a browser:")
    lines += ["", f"    {address}", ""]
    lines.append("Leave this window open while you work. To stop, press Ctrl+C here.")
    return "\n".join(lines)


def start(arguments: argparse.Namespace) -> None:
    """Start the server and stay until it is stopped.

    Raises
    ------
    CannotStart
        If Python is too old, or the notebooks or the server packages are missing.
    """
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        raise CannotStart(f"The lessons need Python 3.11 or newer; this is Python {found}.")
    folder = notebooks_folder()
    prepare_environment()
    try:
        import plotly  # noqa: F401
        import voila  # noqa: F401
        from jupyterlab.labapp import LabApp
        from traitlets.config import Config
    except ImportError as error:
        raise CannotStart(
            f"The server packages are not installed ({error.name} is missing). In the folder "
            "of the Hair Cycle Lab, run: uv run lessons"
        ) from error

    from helpers.server.kernels.provisioner import use_forked_kernels
    from helpers.server.templates import compile_once

    compile_once()
    if not arguments.lab:  # a kernel that was split off has no debugger
        use_forked_kernels()
    # What Jupyter deprecates is no news for a student.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    print("Starting the lessons…", flush=True)
    if arguments.room:
        from helpers.server.classroom.app import open_room

        open_room(folder, arguments.address, arguments.port, max(1, arguments.devices_per_address))
        print("The class has ended.")
        return
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    server = LabApp.initialize_server(
        argv=list(as_command_line(settings(folder, arguments, token))),
        config=Config(
            {
                "VoilaConfiguration": voila_settings(),
                "ServerApp": {"jinja_template_vars": {"every_language": every_language}},
            }
        ),
    )
    address = f"http://localhost:{server.port}{server.default_url}?token={token}"
    print(greeting(address, arguments.port, server.port, not arguments.no_browser), flush=True)
    server.io_loop.add_callback(server.kernel_manager.prepare)
    server.start()
    print("The lessons have stopped.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    try:
        start(read_arguments(argv))
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
