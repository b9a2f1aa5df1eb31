"""A lesson in one file, opened from a disk with the network off, and worked through to its end."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import numpy as np
import pytest
from accessible import check_accessible

from helpers.course import all_lessons, find_lesson
from helpers.evidence import load_questions, say
from helpers.page.in_notebook.goal import missed
from helpers.page.spec import Chart, Lesson
from helpers.printed.alive.frames import Pen
from helpers.printed.multiples import Explored
from helpers.progress import from_text, to_text

LESSON, SETTINGS = "05_steroids", "10"


def write_lesson(module, made):
    """Run one of the commands that write lessons, for one lesson and few settings."""
    command = [sys.executable, "-m", module, str(made), "--only", LESSON, "--settings", SETTINGS]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def folder(browser, tmp_path_factory):
    return write_lesson("helpers.printed.alive.build", tmp_path_factory.mktemp("files"))


class Reader:
    """A student at a file, and what the browser complains about."""

    def __init__(self, browser, folder, width=1366):
        self.context = browser.new_context(
            viewport={"width": width, "height": 844}, offline=True, accept_downloads=True
        )
        self.page, self.errors, self.asked = self.context.new_page(), [], []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.errors.append(line.text) if line.type in ("error", "warning") else 0,
        )
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = (folder / f"{LESSON}.html").as_uri()
        self.page.goto(self.address)
        self.page.wait_for_selector("body[data-ready]")

    def part(self, name):
        return self.page.locator(f"section[data-stage={name}]")

    def open_until(self, name):
        self.page.wait_for_selector(f"section[data-stage={name}] .body:not([hidden])")

    def answer(self, question):
        """Choose the best answer of a question by its words, say how sure, and lock it in."""
        box = self.page.locator(f"[data-question={question['id']}]").last
        words = question["options"][question["answer"]]
        place = box.locator(".option span:first-of-type").evaluate_all(
            "(all, html) => { const t = document.createElement('span'); t.innerHTML = html;"
            " return all.findIndex((one) => one.textContent === t.textContent); }",
            words,
        )
        box.locator(".option input").nth(place).check()
        sure = box.locator(".sure input")
        if sure.first.is_visible():
            sure.nth(2).check()
        box.locator(".lock").click()

    def questions(self):
        return self.page.evaluate("unzipped('data-page').then((page) => page.questions)")

    def work(self):
        known = {one["id"]: one for one in self.questions()}
        of = {
            stage: [q for q in known.values() if q["stage"] == stage and not q["variant_of"]]
            for stage in ("predict", "see", "exit")
        }
        self.answer(of["predict"][0])
        self.open_until("look")
        self.part("look").locator(".hcl-panel .hcl-button").first.click()
        self.open_until("seen")
        for one in of["see"]:
            self.answer(one)
        self.open_until("challenge")
        self.page.wait_for_selector("section[data-stage=challenge] .hcl-explorer svg")
        self.part("challenge").get_by_text(say("page_show_solution")).click()
        self.open_until("check")
        for one in of["exit"]:
            self.answer(one)
        return of

    def exported(self):
        with self.page.expect_download() as waiting:
            self.page.get_by_text(say("keeper_take")).click()
        return waiting.value.path().read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def worked(browser, folder):
    reader = Reader(browser, folder)
    reader.of = reader.work()
    return reader


def test_a_student_works_through_the_file_without_a_network(worked):
    done = worked.part("check").locator(".hcl-done")
    assert done.inner_text() == say("exit_done", right=5, total=5)
    challenge = find_lesson("steroids").challenge
    moved = Explored(challenge.explore).said(challenge.solution)
    shown = worked.part("challenge").locator(".hcl-verdict")
    # Found by the page: not called the student's own.
    assert shown.inner_text().startswith(say("page_solution_shown", settings=moved))
    outside = [url for url in worked.asked if not url.startswith(("file:", "data:", "blob:"))]
    assert (worked.errors, outside) == ([], [])
    assert [url for url in worked.asked if url.startswith("file:")] == [worked.address]
    check_accessible(worked.page)


def test_the_comparison_and_any_setting_say_what_python_says(worked):
    page, spec = worked.page, find_lesson("steroids")
    explored = Explored(spec.explore)
    both = [explored.start | dict(s) for s in (spec.contrast.before, spec.contrast.after)]
    before, after = map(explored.result, both)
    told = worked.part("look").locator(".hcl-say p")
    worked.part("look").locator(".hcl-panel .hcl-button").first.click()
    assert told.inner_text() == spec.explore.say(after, before)
    number = page.evaluate("opened.look.frames.number")
    for place in {1, number // 2, number - 1}:
        page.evaluate("(place) => { opened.look.kept = null; opened.look.go(place); }", place)
        settings = explored.start | page.evaluate("opened.look.settings")
        result = explored.result(settings)
        assert told.inner_text() == spec.explore.say(result, None)
        drawn = page.evaluate("opened.look.frame.pictures[0].data[1].y")
        top = spec.explore.pictures[0].build().layout.yaxis.range[1]
        away = max(abs(a - b) for a, b in zip(drawn, result.shed, strict=True))
        height = page.evaluate(
            "document.querySelector('section[data-stage=look] clipPath rect').height.baseVal.value"
        )
        assert away / top * height < 0.5


def test_a_step_of_a_slider_leaves_the_rest_of_the_chart_and_draws_what_a_new_one_would(worked):
    kept, pictures = worked.page.evaluate("""() => {
      const { look } = opened, last = look.frames.number - 1;
      for (const place of [0, last, 1]) look.go(place);
      look.reset();
      const { el } = look.views[0], inside = () =>
        [...el.querySelector("svg").children].map((one) => one.firstChild);
      const plain = (one) => one.innerHTML.replace(/c\\d+-/g, "");
      const anew = (figure) => {
        const fresh = look.pictures.appendChild(make("div", "hcl-chart hcl-wide"));
        fresh.style.width = `${el.clientWidth}px`;
        Chart.draw(fresh, figure);
        const found = plain(fresh);
        fresh.remove();
        return found;
      };
      const before = inside(), pictures = [], slider = look.el.querySelector("input[type=range]");
      slider.value = slider.min;
      slider.dispatchEvent(new Event("input"));
      const figure = look.frame.pictures[0], kept = inside().filter((one, k) => one === before[k]);
      const data = [...figure.data.slice(1), { x: [10, 20], y: [10, 20], mode: "markers" }];
      for (const one of [figure, { ...figure, data }, { ...figure, data: data.slice(1) }, figure]) {
        Chart.draw(el, one);
        pictures.push([plain(el), anew(one)]);
      }
      return [kept.length / before.length, pictures];
    }""")
    assert [now for now, _ in pictures] == [anew for _, anew in pictures]
    assert len({now for now, _ in pictures}) == 3
    assert kept > 0.5


def test_a_line_is_drawn_by_its_bends_and_dots_of_one_colour_as_one(worked):
    line, dots = worked.page.evaluate("""() => {
      const el = opened.look.pictures.appendChild(make("div", "hcl-chart"));
      el.style.cssText = "flex: none; width: 500px";
      const x = Array.from({ length: 401 }, (_, k) => k), y = x.map((k) => Math.sin(k / 40));
      const axis = (range) => ({ range, showticklabels: false, showgrid: false });
      const layout = { xaxis: axis([0, 400]), yaxis: axis([-1, 1]), height: 300,
        margin: { l: 0, r: 0, t: 0, b: 0 } };
      const marker = { color: "#0072b2", size: 8, symbol: "circle" };
      const data = [{ x, y, mode: "lines" }, { x, y, mode: "markers", marker }];
      Chart.draw(el, { data, layout });
      const line = el.querySelector("path[fill=none][clip-path]").getAttribute("d");
      const dots = el.querySelectorAll("g[clip-path] > path").length;
      el.remove();
      return [line, dots];
    }""")
    ends = np.array([one.split() for one in line[1:].split("L")], float)
    x = np.arange(401)
    drawn = np.interp(np.linspace(ends[0, 0], ends[-1, 0], 401), *ends.T)
    assert np.abs(drawn - 150 * (1 - np.sin(x / 40))).max() < 0.12
    assert (len(ends) < 250, dots) == (True, 1)


def test_a_scalp_whose_marks_change_looks_like_one_that_is_drawn_anew(worked):
    few, all_, none = worked.page.evaluate("""async () => {
      const names = ["grow", "shrink", "club", "empty", "cross", "dot"];
      const kinds = names.map((glyph, k) => ({ name: glyph, glyph, colour: `#${k}${9 - k}70b2` }));
      const drawn = async (...steps) => {
        const el = opened.look.pictures.appendChild(make("div", "hcl-patch"));
        el.style.cssText = "flex: none; width: 330px";
        const boxes = (step) =>
          Array.from({ length: 200 }, (_, k) => (k % step ? k % 6 : 0));
        const model = new Model({ kinds, boxes: boxes(steps[0]), ui: words });
        Widgets.patch.render({ model, el });
        for (const step of steps) {
          await new Promise(requestAnimationFrame);
          model.put({ boxes: boxes(step) });
        }
        await new Promise(requestAnimationFrame);
        const brush = el.querySelector("canvas").getContext("2d");
        brush.globalCompositeOperation = "destination-over";
        brush.fillStyle = "#fff";
        brush.fillRect(0, 0, 400, 400);
        el.remove();
        return brush.getImageData(0, 0, 400, 400).data;
      };
      const away = async (...steps) => {
        const [one, other] = [await drawn(...steps), await drawn(steps.at(-1))];
        return one.reduce((most, value, k) => Math.max(most, Math.abs(value - other[k])), 0);
      };
      return [await away(300, 31, 17), await away(300, 2), await away(300, 301)];
    }""")
    # Beside the edge of what is drawn again a browser may smooth a curve a little otherwise.
    assert few < 100
    assert (all_, none) == (0, 0)


def test_the_charts_of_all_lessons_are_drawn_and_no_word_of_them_is_cut(worked):
    lessons = [one for one in all_lessons() if isinstance(one, Lesson)]
    for lesson in lessons:
        for explore in [part.explore for part in (lesson, lesson.challenge) if part]:
            explored = Explored(explore)
            result = explored.result(explored.start)
            for picture in [one for one in explore.pictures if isinstance(one, Chart)]:
                wrong = worked.page.evaluate(
                    """(figure) => [340, 560].flatMap((width) => {
                      const el = opened.look.pictures.appendChild(make("div", "hcl-chart"));
                      el.style.width = `${width}px`;
                      Chart.draw(el, figure);
                      const { innerHTML } = el, edge = el.firstChild.getBoundingClientRect();
                      const cut = [...el.querySelectorAll("text")].filter((one) => {
                        const { left, right, top, bottom } = one.getBoundingClientRect();
                        return left < edge.left - 1 || right > edge.right + 1
                          || top < edge.top - 3 || bottom > edge.bottom + 3;
                      }).map((one) => `${width}: ${one.textContent}`);
                      el.remove();
                      const bad = innerHTML.length < 500 || /NaN|undefined|Infin/.test(innerHTML);
                      return bad ? ["not drawn", ...cut] : cut;
                    })""",
                    Pen(picture).draw(result),
                )
                assert not wrong, (lesson.key, wrong)


def test_the_challenge_says_of_any_setting_how_far_off_it_is(worked):
    page, challenge = worked.page, find_lesson("steroids").challenge
    explored = Explored(challenge.explore)
    told, shown = set(), page.evaluate("opened.challenge.tree.solution")
    for place in range(page.evaluate("opened.challenge.frames.number")):
        page.evaluate("(place) => opened.challenge.go(place)", place)
        settings = explored.start | page.evaluate("opened.challenge.settings")
        there = missed(challenge.goal, explored.result(settings).values)
        reached = "found by the page" if place == shown else say("page_goal_reached")
        said = say("page_not_there", names=". ".join(there)) if there else reached
        assert said in worked.part("challenge").locator(".hcl-verdict").inner_text()
        told.add(bool(there))
    assert told == {True, False}
    assert worked.errors == []


def test_a_slider_moves_by_keyboard_and_the_kept_picture_stands_beside(worked):
    part = worked.part("look")
    worked.page.evaluate("opened.look.reset()")
    part.get_by_text(say("explorer_keep")).click()
    slider = part.locator("input[type=range]").first
    said, value = part.locator(".hcl-say p").inner_text(), slider.input_value()
    slider.focus()
    worked.page.keyboard.press("ArrowLeft")
    assert slider.input_value() < value or float(slider.input_value()) < float(value)
    assert part.locator(".hcl-say p").inner_text() != said
    assert part.locator(".hcl-before .said").inner_text() == said
    assert part.locator(".hcl-before svg").count() == 1
    box = part.locator("input.box").first
    box.fill("7.3")
    box.press("Enter")
    nearest = part.locator(".message").first.inner_text()
    assert nearest == say("file_nearest", now=box.input_value())


def test_the_work_survives_a_reload_and_travels_as_the_apps_own_file(worked, browser, folder):
    text = worked.exported()
    entries = from_text(text)
    known = {question.id: question for question in load_questions("steroids")}
    answers = {entry.key: entry.value for entry in entries if entry.kind == "answer"}
    assert set(answers) == {one["id"] for group in worked.of.values() for one in group}
    for key, value in answers.items():
        assert value["right"] is True and known[key].option[known[key].answer].right
    worked.page.reload()
    worked.page.wait_for_selector("section[data-stage=check] .hcl-done")
    assert worked.page.locator(".welcome").is_visible()
    assert worked.errors == []
    # An answer to words that were rewritten since must not hide those that came after it.
    stale = [
        entry.model_copy(
            update={
                "at": entry.at - timedelta(days=400),
                "value": entry.value | {"text": "Asked in other words"},
            }
        )
        for entry in entries
        if entry.kind == "answer"
    ]
    other = Reader(browser, folder)
    other.page.locator("input[type=file]").set_input_files(
        {
            "name": "progress.json",
            "mimeType": "application/json",
            "buffer": to_text([*stale, *entries]).encode(),
        }
    )
    other.page.wait_for_selector("section[data-stage=check] .hcl-done")
    assert from_text(other.exported()) == [*stale, *entries]
    assert other.errors == []


def test_a_setting_is_saved_as_a_file(worked, tmp_path):
    worked.page.evaluate("opened.look.go(0)")
    settings = worked.page.evaluate("opened.look.settings")
    with worked.page.expect_download() as waiting:
        worked.page.get_by_text(say("file_save_setting")).click()
    html = waiting.value.path().read_text(encoding="utf-8")
    assert json.dumps(settings, separators=(",", ":")) in html
    path = tmp_path / "setting.html"
    path.write_text(html, encoding="utf-8")
    page = worked.context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("window.document.body.dataset.ready && typeof opened !== 'undefined'")
    page.wait_for_selector("section[data-stage=look] .hcl-explorer svg")
    assert page.evaluate("opened.look.settings") == settings


def test_a_setting_is_handed_on_as_a_link(worked):
    page = worked.page
    for name, place in (("challenge", 1), ("look", 2)):
        page.evaluate("([name, place]) => opened[name].go(place)", [name, place])
        settings = page.evaluate("(name) => opened[name].settings", name)
        page.get_by_text(say("file_link_setting")).click()
        link = page.locator(".own-work .said a")
        assert say("file_link_here") in page.locator(".own-work .said").inner_text()
        other = worked.context.new_page()
        other.goto(link.get_attribute("href"))
        other.wait_for_selector(f"section[data-stage={name}] .hcl-explorer svg")
        assert other.evaluate("(name) => opened[name].settings", name) == settings
        assert other.evaluate("(name) => opened[name].place", name) == place
        other.close()


def test_a_lesson_begins_afresh_after_a_question(browser, folder):
    reader = Reader(browser, folder)
    asked = [one for one in reader.questions() if one["stage"] == "predict"]
    reader.answer(asked[0])
    reader.open_until("look")
    for words in ("page_afresh", "page_afresh_no", "page_afresh", "page_afresh_yes"):
        assert reader.part("look").locator(".body").is_visible()
        reader.page.get_by_role("button", name=say(words), exact=True).click()
    reader.page.wait_for_selector("section[data-stage=look] .hcl-waiting")
    assert reader.page.locator(".option.settled").count() == 0
    assert reader.errors == []
    reader.context.close()


def test_it_fits_a_phone(browser, folder):
    reader = Reader(browser, folder, 390)
    reader.work()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    # The slider, the picture that it moves and the sentence share the screen.
    slider = reader.page.locator("section[data-stage=look] input[type=range]").last
    slider.evaluate("one => one.scrollIntoView({ block: 'end' })")
    above = slider.evaluate(
        """(one) => { const [lead, told] = ['.hcl-lead', '.hcl-told']
          .map((name) => one.closest('.hcl-explorer').querySelector(name).getBoundingClientRect());
          return [0, lead.top, lead.bottom, told.bottom, one.getBoundingClientRect().top]; }"""
    )
    assert above == sorted(above), above
    for lesson in all_lessons():  # a title of one long word must not push the page wider
        reader.page.locator("h1").first.evaluate(
            "(h1, title) => h1.textContent = title", lesson.title
        )
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390, lesson.title
    assert reader.errors == []
    check_accessible(reader.page)
