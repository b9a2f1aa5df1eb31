"""How fast are the pages? A real browser, the server of the lessons, one run.

    uv run python benchmarks/page.py

Times are taken inside the page, from the event to the end of the frame that shows the last
change: a slider's move counts until figure and sentence both show it. A page of one bare
slider and one figure, served by the same server, says how much of that is the machine's.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from helpers.printed.artist import NAMES, installed_browser

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parent / "notebooks"
TOKEN = "for-the-benchmark-only"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
LIMIT = 120_000
REST = 250  # ms without a change: the page has done what the press asked for
READING = 5000  # ms until the prediction is locked; a student needs longer
DECIDING = 1000  # ms from an answer to how sure one is of it; a student needs longer
NEW = 9  # processes for each line
TURN = 15  # the slider goes this many steps to one side, then as many back
PACE = 30  # presses a second while a key is held
# (lesson, option of "More controls" to take first); the first slider of the lesson is
# moved; in lesson 11, the month of the first cause.
SLIDERS = (
    ("02_hair_growth_cycle", ""),
    ("03_telogen_effluvium", ""),
    ("03_telogen_effluvium", "one person, hair by hair"),
    ("03_telogen_effluvium", "a thousand people"),
    ("04_stress", ""),
    ("05_steroids", ""),
    ("06_iron", ""),
    ("07_zinc_and_supplements", ""),
    ("08_inflammation_and_scarring", ""),
    ("09_skin_and_breakage", ""),
    ("10_immunosuppressants", ""),
    ("11_many_causes", ""),
)
FIRST = ".hcl-panel :is(input[type=range], select):enabled >> visible=true"
FINISHED = "05_steroids"
OPENED = tuple(dict.fromkeys(lesson for lesson, _ in SLIDERS))[:2]
BARE = """\
import ipywidgets, numpy, plotly.graph_objects as go
days = numpy.arange(730.0)
slider = ipywidgets.FloatSlider(value=3, min=1, max=8, step=0.05)
def lines(value):
    return [numpy.sin(days / 60 * (1 + place / 5) + value) for place in range(5)]
figure = go.FigureWidget(go.Figure([go.Scatter(x=days, y=line) for line in lines(3)]))
def move(change):
    with figure.batch_update():
        for trace, line in zip(figure.data, lines(change["new"])):
            trace.y = line
slider.observe(move, "value")
ipywidgets.VBox([slider, figure])
"""
# The server as `lessons` starts it, on a folder that also holds the bare page.
SERVE = """\
import sys; from pathlib import Path; from helpers.server import local as serve
serve.notebooks_folder = lambda: Path(sys.argv[1])
sys.exit(serve.main(["--no-browser", "--port", "8950"]))
"""
# What every notebook with a chart and a slider loads, and what the first cell of a lesson does.
IMPORTED = "import pandas, plotly.graph_objects, ipywidgets"
NEW_PROCESS = (
    (IMPORTED, "", ""),
    ("import helpers", "", ""),
    ('from helpers import lesson; page = lesson("hair_growth_cycle")', "", "2 of those imports"),
    ("page.predict()", 'from helpers import lesson; page = lesson("hair_growth_cycle")', ""),
    (
        "go.FigureWidget(go.Figure(go.Scatter(y=[0, 1])))",
        "from helpers import lesson; import plotly.graph_objects as go",
        "",
    ),
)


@dataclass
class Report:
    """The lines of the table."""

    lines: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, what: str, times: list[float], target: str = "", tail: bool = False) -> None:
        middle = statistics.median(times)
        late = f"{statistics.quantiles(times, n=20)[-1]:,.0f} ms" if tail else ""
        self.lines.append((what, f"{middle:,.0f} ms", late, target))
        print(f"  {what}: {middle:,.0f} ms", file=sys.stderr)

    def show(self) -> None:
        table = [("", "median", "95th", "target"), *self.lines]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for what, *cells in table:
            right = "  ".join(cell.rjust(w) for cell, w in zip(cells, widths[1:], strict=True))
            print(f"{what.ljust(widths[0])}  {right}")


def notebook(path: Path, code: str) -> None:
    """Write a notebook of one cell."""
    cell = {"cell_type": "code", "execution_count": None, "id": "bare", "metadata": {}}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    body = {"cells": [cell | {"outputs": [], "source": code}], "metadata": kernel}
    path.write_text(json.dumps(body | {"nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


@contextmanager
def server(keeps: bool = False) -> Iterator[str]:
    """Run the server of the lessons, with the bare page among them; yield its address.

    Every page opens as on the first day, unless the server `keeps` what is answered.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        kept = Path(home) / "progress.sqlite3"
        for found in NOTEBOOKS.glob("*.ipynb"):
            shutil.copy(found, folder)
        notebook(Path(folder) / "bare.ipynb", BARE)
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, folder],
            env={
                **os.environ,
                "JUPYTER_TOKEN": TOKEN,
                "PYTHONUTF8": "1",
                "HAIR_CYCLE_LAB_PROGRESS": str(kept) if keeps else "off",
            },
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if "Leave this window open" in line:
                break
        address = next((word for word in said.split() if word.startswith("http")), None)
        if address is None:
            raise SystemExit(f"The server did not start:\n{said}")
        threading.Thread(target=process.stdout.read, daemon=True).start()
        try:
            yield address.partition("/voila")[0]
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def opened(browser: Browser, address: str, name: str) -> Iterator[Page]:
    """Open a page in a fresh profile, with the stopwatch running."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(path=HERE / "stopwatch.js")
    page = context.new_page()
    page.goto(f"{address}/voila/render/{name}.ipynb?token={TOKEN}", wait_until="commit")
    try:
        yield page
    finally:
        context.close()


def ready(page: Page) -> float:
    """Return the time from navigation until the first question can be read."""
    page.wait_for_function("stopwatch.ready !== null", polling=100, timeout=LIMIT)
    return page.evaluate("stopwatch.ready")


def until_rest(page: Page) -> float:
    """Return the time from the press until the last change it made was on the screen."""
    page.wait_for_function("rest => stopwatch.rests(rest)", arg=REST, timeout=LIMIT, polling=100)
    return page.evaluate("stopwatch.took()")


def lock(page: Page) -> float:
    """Answer the prediction and lock it; return the time until the figure stood still."""
    question = page.locator(".hcl-question").first
    question.locator(".option input").first.check()
    page.wait_for_timeout(DECIDING)
    question.locator(".sure input").nth(1).check()
    page.evaluate("stopwatch.arm()")
    page.get_by_role("button", name="Lock in my prediction").click()
    return until_rest(page)


def moves(page: Page, handle: str, number: int) -> list[float]:
    """Move a slider by keys, each press when the one before is on the screen."""
    slider = page.locator(handle).first
    slider.focus()
    at_end = slider.evaluate(f"bar => bar.max - bar.value < {TURN} * bar.step")
    times = []
    for place in range(number + 3):
        page.evaluate("stopwatch.arm()")
        back = place // TURN % 2 != at_end
        page.keyboard.press("ArrowLeft" if back else "ArrowRight")
        times.append(until_rest(page))
    return times[3:]  # the first ones warm up


def flood(page: Page, handle: str, back: bool) -> float:
    """Press faster than the page draws; return how long after the last press it still moved."""
    page.locator(handle).first.focus()
    for place in range(TURN):
        if place == TURN - 1:
            page.evaluate("stopwatch.arm()")
        page.keyboard.press("ArrowLeft" if back else "ArrowRight")
        page.wait_for_timeout(1000 / PACE)
    return until_rest(page)


def measure(browser: Browser, address: str, report: Report, options: argparse.Namespace) -> None:
    """Take every time of the pages."""
    with opened(browser, address, OPENED[0]) as page:
        report.add("page ready, first page of a new server", [ready(page)])
    opens: list[float] = []
    locks: dict[str, list[float]] = {name: [] for name in OPENED if options.opens}
    for name in locks:
        for _ in range(options.opens):
            time.sleep(options.pause)
            with opened(browser, address, name) as page:
                opens.append(ready(page))
                page.wait_for_timeout(READING)
                locks[name].append(lock(page))
        report.add(f"page ready, lesson {name[:2]}", opens[-options.opens :], "< 5,000")
    for name, times in locks.items():
        report.add(f"prediction locked to figure, lesson {name[:2]}", times)
    for name, option in SLIDERS:
        if not name.startswith(tuple(options.lessons.split(","))):
            continue
        with opened(browser, address, name) as page:
            ready(page)
            lock(page)
            shown = f"lesson {name[:2]}" + (f", {option.partition(',')[0]}" if option else "")
            if option:
                page.get_by_role("button", name="More controls").first.click()
                page.wait_for_timeout(1000)
                choice = page.locator(f".hcl-control:has-text('{option}')").last
                choice.get_by_text(option).click()
                page.wait_for_timeout(1000)
            report.add(
                f"slider to figure, {shown}",
                moves(page, FIRST, options.moves),
                "< 150 / 250",
                tail=True,
            )
            if name in OPENED:  # the other sliders are shorter than a held key
                late = [flood(page, FIRST, place % 2 == 0) for place in range(6)]
                report.add(f"key held: last press to rest, {shown}", late)
    with opened(browser, address, "bare") as page:
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=LIMIT)
        page.wait_for_timeout(1000)
        times = moves(page, ".noUi-handle", options.moves)
        report.add("slider to figure, bare slider and figure", times, tail=True)


def answer(page: Page, number: int) -> None:
    """Choose the first option of a question and have it checked."""
    question = page.locator(".hcl-question").nth(number)
    question.locator(".option input").first.check()
    sure = question.locator(".sure input").filter(visible=True)
    if sure.count():
        sure.nth(2).check()
    question.get_by_role("button", name="Check my answer").click()


def come_back(
    browser: Browser, address: str, options: argparse.Namespace
) -> tuple[list[float], list[float], list[float]]:
    """Open a lesson whose answers are kept, finish it, and come back to it.

    Returns the times of fresh openings, of reloads until the check of the finished lesson is
    back, and from the answer to what was seen until all is there that it opens.
    """
    fresh, again, why = [], [], []
    with opened(browser, address, FINISHED) as page:
        for place in range(options.opens):
            if place:
                time.sleep(options.pause)
                page.reload(wait_until="commit")
            fresh.append(ready(page))
        page.wait_for_timeout(READING)
        lock(page)
        page.get_by_role("button", name="Compare").click()
        page.locator(".hcl-question").nth(1).wait_for(timeout=LIMIT)
        page.wait_for_timeout(READING)
        start = time.monotonic()
        answer(page, 1)
        solution = page.get_by_role("button", name="Show me a solution")
        solution.wait_for(timeout=LIMIT)
        why.append(1000 * (time.monotonic() - start))
        solution.click()
        for number in range(2, 7):
            page.locator(f"text=Question {number - 1} of 5").wait_for(timeout=LIMIT)
            answer(page, number)
        page.locator("text=of 5 right").wait_for(timeout=LIMIT)
        for _ in range(options.opens):
            time.sleep(options.pause)
            page.reload(wait_until="commit")
            page.wait_for_function("stopwatch.whole !== null", polling=100, timeout=LIMIT)
            again.append(page.evaluate("stopwatch.whole"))
    return fresh, again, why


def fresh_imports(report: Report) -> None:
    """Time what a new kernel does first, each time in a new process, in turns."""
    times: dict[str, list[float]] = {what: [] for what, *_ in NEW_PROCESS}
    # Else each process compiles every module anew, which no reader's computer does.
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    for _ in range(1 + NEW):
        for what, first, _ in NEW_PROCESS:
            code = (
                f"import time\n{first}\nstart = time.perf_counter()\n{what}\n"
                "print(1000 * (time.perf_counter() - start))"
            )
            done = subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                check=True,
                env=surroundings,
            )
            times[what].append(float(done.stdout.split()[-1]))
    for what, _, target in NEW_PROCESS:
        report.add(f"new process: {what}", times[what][1:], target)  # the first one compiles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=60, help="moves of a slider (default 60)")
    parser.add_argument(
        "--lessons", default="", help="only the sliders of these, such as 07,08 (default all)"
    )
    parser.add_argument("--opens", type=int, default=5, help="openings of a page (default 5)")
    parser.add_argument(
        "--pause", type=float, default=20, help="seconds before a page is opened (default 20)"
    )
    options = parser.parse_args()
    program = installed_browser(NAMES[1:])  # a student's browser can show a window
    if program is None:
        raise SystemExit("No Chromium, Chrome or Edge found; set CHROMIUM to the program to use.")
    report, before = Report(), os.getloadavg() if hasattr(os, "getloadavg") else (0.0,)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        measure(browser, address, report, options)
        browser.close()
    if options.opens:
        with server(keeps=True) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
            fresh, again, why = come_back(browser, address, options)
            browser.close()
        report.add(f"page ready, lesson {FINISHED[:2]}", fresh)
        report.add("  finished, reloaded: its check is back", again, "1.5 fresh")
        report.add("  from an answer to all that “Why” opens", why, "1.5 fresh")
    fresh_imports(report)
    after = os.getloadavg() if hasattr(os, "getloadavg") else (0.0,)
    report.show()
    print(
        f"\n{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; "
        f"load average {before[0]:.1f} before, {after[0]:.1f} after"
    )


if __name__ == "__main__":
    main()
