"""Every lesson's file, worked through by keyboard alone on a phone; and three in another engine.

It takes the files that `uv run lesson-files` wrote, from the folder that LESSON_FILES names:
to build them all takes longer than a change should wait.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from accessible import check_accessible
from by_keyboard import press, reach

from helpers.evidence import say
from helpers.progress import from_text

FOLDER = Path(os.environ.get("LESSON_FILES") or "none").absolute()
LESSONS = [file.stem for file in sorted(FOLDER.glob("[01][0-9]_*.html")) if file.stem[:2] < "12"]
pytestmark = pytest.mark.skipif(not LESSONS, reason="LESSON_FILES names no folder with lessons")
CHECKED = """async (name) => {
  const page = await unzipped("data-page");
  return shuffledBy(Progress.seed(), page.questions.find(({ id }) => id === name)).answer;
}"""


class Reader:
    """A student with a phone and no mouse, and what the browser complains about."""

    def __init__(self, browser, name):
        self.context = browser.new_context(
            viewport={"width": 390, "height": 844}, offline=True, accept_downloads=True
        )
        self.page, self.complaints, self.asked = self.context.new_page(), [], []
        self.page.set_default_timeout(60_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda line: (
                self.complaints.append(line.text) if line.type in ("error", "warning") else 0
            ),
        )
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto((FOLDER / f"{name}.html").as_uri())
        self.page.wait_for_selector("body[data-ready]")
        found = self.page.evaluate("unzipped('data-page').then((page) => page.questions)")
        self.known = [one for one in found if not one["variant_of"]]

    def part(self, name):
        return self.page.locator(f"section[data-stage={name}]")

    def until(self, name):
        self.page.wait_for_selector(f"section[data-stage={name}] .body:not([hidden])")

    def answer(self, stage):
        for question in [one for one in self.known if one["stage"] == stage]:
            box = self.page.locator(f"[data-question={question['id']}]").last
            box.wait_for()
            place = self.page.evaluate(CHECKED, question["id"])
            options = box.locator(".option input")
            press(self.page, options.first, "Space")
            for _ in range(place):
                self.page.keyboard.press("ArrowDown")
            assert options.nth(place).is_checked()
            sure = box.locator(".sure input").first
            if sure.is_visible():
                press(self.page, sure, "Space")
            press(self.page, box.locator(".lock"), "Enter")

    def check(self):
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 390
        outside = [url for url in self.asked if not url.startswith(("file:", "data:", "blob:"))]
        assert (self.complaints, outside) == ([], [])


@pytest.mark.parametrize("name", LESSONS)
def test_a_file_is_worked_through_by_keyboard_alone(browser, name):
    reader = Reader(browser, name)
    page = reader.page
    reader.answer("predict")
    reader.until("look")
    look = reader.part("look")
    look.locator(".hcl-panel").first.wait_for()
    press(page, look.locator(".hcl-panel .hcl-button").first, "Enter")
    reader.until("seen")
    press(page, look.get_by_text(say("explorer_reset")).first, "Enter")
    said = look.locator(".hcl-say p").inner_text()
    for slider in look.locator("input[type=range]:visible").all():
        reach(page, slider)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
    if look.locator("input[type=range]:visible").count() > 1:
        assert look.locator(".hcl-say p").inner_text() != said
    reader.answer("see")
    if reader.part("challenge").count():
        reader.until("challenge")
        challenge = reader.part("challenge")
        challenge.locator(".hcl-explorer svg, .hcl-explorer canvas").first.wait_for()
        number = page.evaluate("opened.challenge.frames.number")
        for place in range(0, number, max(1, number // 25)):
            page.evaluate("(place) => opened.challenge.go(place)", place)
        press(page, challenge.get_by_text(say("page_show_solution")), "Enter")
        reader.until("check")
        reader.answer("exit")
        reader.part("check").locator(".hcl-done").wait_for()
    reader.check()
    # A table is written when the slider has rested.
    page.wait_for_function(
        "[...document.querySelectorAll('.hcl-explorer')].every((e) => e.querySelector('table'))"
    )
    check_accessible(page)
    with page.expect_download() as waiting:
        press(page, page.get_by_role("button", name=say("keeper_take")), "Enter")
    text = waiting.value.path().read_text(encoding="utf-8")
    answered = {entry.key for entry in from_text(text) if entry.kind == "answer"}
    asked = {one["id"] for one in reader.known if one["stage"] in ("predict", "see", "exit")}
    assert answered == asked
    done = ".hcl-done" if reader.part("check").count() else ".welcome"
    page.reload()
    page.wait_for_selector("body[data-ready]")  # else a page that never began looks like lost work
    assert page.evaluate("Progress.entries.length")
    page.wait_for_selector(done)
    other = Reader(browser, name)
    content = {"name": "p.json", "mimeType": "application/json", "buffer": text.encode()}
    other.page.locator("input[type=file]").set_input_files(content)
    other.page.wait_for_selector(".welcome:not([hidden])")
    other.page.wait_for_selector(done)
    reader.check()
    other.check()
    reader.context.close()
    other.context.close()


class Other:
    """Another engine, WebKit or Firefox, by the WebDriver protocol alone."""

    def __init__(self, program, wanted):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen([*program, f"--port={port}"], start_new_session=True)
        for _ in range(100):
            try:
                found = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                break
            except OSError:
                time.sleep(0.1)
        self.name = "{browserName} {browserVersion}".format(**found["capabilities"])
        self.at = f"/session/{found['sessionId']}"
        self.ask("POST", f"{self.at}/timeouts", {"script": 180_000, "pageLoad": 60_000})

    def ask(self, method, path, content=None):
        data = json.dumps(content or {}).encode() if method == "POST" else None
        request = Request(self.root + path, data, {"Content-Type": "application/json"})
        request.get_method = lambda: method
        with urlopen(request, timeout=200) as answer:
            return json.loads(answer.read())["value"]

    def open(self, address):
        self.ask("POST", f"{self.at}/url", {"url": address})

    def run(self, script, *values):
        content = {"script": script, "args": list(values)}
        return self.ask("POST", f"{self.at}/execute/async", content)

    def close(self):
        self.ask("DELETE", self.at)
        # xvfb-run does not end its screen and the driver when it is ended itself.
        os.killpg(self.driver.pid, signal.SIGTERM)
        self.driver.wait(timeout=20)


@pytest.fixture
def other():
    """A new session for each file: a long one ended itself in WebKit after nine of them."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
    if driver is None or screen is None:
        pytest.skip("no second engine: webkit2gtk-driver and xvfb are not on this machine")
    wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": {"args": ["--automation"]}}
    engine = Other([screen, "-a", driver], wanted)
    yield engine
    engine.close()


MOVED = """const told = arguments[arguments.length - 1];
const complaints = [];
addEventListener("error", (event) => complaints.push(event.message));
addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));
const wait = async (found) => {
  for (let k = 0; k < 400 && !found(); k++) await new Promise((on) => setTimeout(on, 50));
  return found();
};
(async () => {
  await wait(() => document.body.dataset.ready);
  const first = document.querySelector("section[data-stage=predict] .hcl-question");
  if (first) {
    first.querySelector(".option input").click();
    first.querySelectorAll(".sure input")[1]?.click();
    first.querySelector(".lock").click();
  }
  await wait(() => opened.look);
  const { look } = opened, said = new Set(), drawn = new Set();
  look.contrast();
  const number = look.frames.number;
  for (let k = 0; k < 12; k++) {
    look.go(Math.floor((k * number) / 12));
    await new Promise((on) => requestAnimationFrame(on));
    const part = document.querySelector("section[data-stage=look]");
    said.add(part.querySelector(".hcl-say p").textContent);
    const now = part.querySelector(".hcl-shown > .hcl-pictures"); // not what stands before it
    const canvases = [...now.querySelectorAll("canvas")].map((one) => one.toDataURL());
    const shown = now.cloneNode(true);
    shown.querySelector(".hcl-told").remove();
    drawn.add(shown.innerHTML + canvases.join(""));
  }
  const slider = document.querySelector("section[data-stage=look] input[type=range]");
  look.reset();
  if (slider) {
    const before = look.place;
    slider.value = Number(slider.value) > Number(slider.min) ? slider.min : slider.max;
    slider.dispatchEvent(new Event("input"));
    slider.dispatchEvent(new Event("change"));
    if (look.place === before) throw new Error("the slider did not move the model");
  }
  const kept = Progress.entries.length;
  const wide = document.documentElement.scrollWidth - innerWidth;
  told({ said: said.size, drawn: drawn.size, complaints, kept, wide });
})().catch((error) => told({ error: String(error), complaints }));"""


@pytest.mark.parametrize("name", LESSONS)
def test_another_engine_opens_and_moves_a_file(other, name):
    other.open((FOLDER / f"{name}.html").as_uri())
    found = other.run(MOVED)
    assert "error" not in found and found["complaints"] == [], found
    assert found["said"] > 1 and found["drawn"] > 1 and found["kept"] > 0, found
    assert found["wide"] <= 0, found
