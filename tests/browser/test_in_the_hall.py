"""What happens in a lecture, on one laptop: a class joins, votes, and sends a number and a curve;
nobody gets through, the network is away, the laptop is reloaded, a second screen follows; and a
full round of peer instruction with devices.

With `HAIR_CYCLE_LAB_PICTURES` set to a folder, the run is recorded there (`.ci/record_round.py`).
"""

import base64
import re
from contextlib import suppress
from urllib.parse import quote

import numpy as np
import pytest
import zxingcpp
from accessible import check_accessible
from class_screens import SIZES, faults, look, set_size
from hall import (
    BEST,
    CODE,
    LESSON,
    PICTURES,
    QUESTION,
    SAID,
    WAIT,
    check_axe,
    check_screen,
    choose,
    go_to_lesson,
    in_lesson,
    in_lesson_by_link,
    join,
    join_late,
    open_class,
    option,
    picture,
    running_class,
    step_to,
    without_farewell,
)
from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import expect
from walk import settle

from helpers.course import find_lesson
from helpers.evidence import say, words
from helpers.page.scenario import scenario_code

NOBODY = re.compile("0 of [0-9]+ here have voted|0 voted. No phone is heard now")
JOIN = words("join", of="en")
JOINED, DRAWN = "02_hair_growth_cycle.ipynb", "03_telogen_effluvium.ipynb"
WIDE, SMALL = SIZES["wide"], SIZES["small"]
THERE = "document.querySelectorAll('.hcl-poll {}').length"
AWAY = ("**/api/vote*", "**/api/vote/*", "**/api/kernels/*")
# A screenshot as grey values, read by the browser itself.
PIXELS = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  let text = "";
  for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(data[i]);
  return btoa(text);
}"""

ONCE_MORE = 15_000  # ms: longer than the page waits for the server
SECOND_VOTE = "document.querySelectorAll('.hcl-vote .panel').length > 1"
AT = "number => document.querySelector('#present p').innerText.startsWith(`${number} `)"


@pytest.fixture(scope="module")
def room():
    """Open a class."""
    with running_class() as opened:
        yield opened


@pytest.fixture(scope="module")
def laptop(room, visit_for_all):
    """The presenter's laptop: another profile would fetch and compile every program anew."""
    return in_lesson_by_link(room, visit_for_all, *WIDE, JOINED)


def teach(room, laptop, size, notebook=LESSON):
    """Have a lesson on the laptop, as the last test left it or anew."""
    page = laptop.page
    if notebook not in page.url:
        go_to_lesson(room, laptop, notebook)
    set_size(page, size)
    return page


def read_back(page):
    """Return what a camera reads on the screen."""
    png = base64.b64encode(page.screenshot()).decode()
    size = page.viewport_size
    grey = np.frombuffer(base64.b64decode(page.evaluate(PIXELS, png)), np.uint8)
    found = zxingcpp.read_barcodes(grey.reshape(size["height"], size["width"]))
    return [one.text for one in found]


def first_vote(page):
    step_to(page, ".hcl-vote .panel")
    return page.locator(".hcl-vote .panel").first


def second_vote(page):
    """Come to what was seen: the class's prediction is locked in and the comparison run."""
    vote = first_vote(page)
    if vote.get_by_role("button", name=SAID["vote_reveal_predict"]).is_visible():
        number_of(vote).fill("4")
        number_of(vote).press("Tab")
        press(vote, "vote_reveal_predict")
    page.locator(".hcl-question").first.get_by_text(SAID["vote_class_answer"]).wait_for(
        timeout=WAIT
    )
    assert vote.locator(".best").count() == 0, "the model answers a prediction"
    if not page.evaluate(SECOND_VOTE):
        step_to(page, "button:has-text('Compare')").click()
        page.wait_for_function(SECOND_VOTE, timeout=WAIT)
    step_to(page, ".hcl-vote .panel:not(:has(.what-now[hidden]))")
    return page.locator(".hcl-vote .panel").nth(1)


def open_for_phones(vote):
    """Open a vote for phones, and replace what an earlier test has left there."""
    opens = vote.get_by_role("button", name=SAID["vote_devices"], exact=True)
    replace = vote.get_by_role("button", name="Replace the 1st vote")
    address = vote.locator(".address")
    opens.or_(replace).locator("visible=true").first.wait_for(timeout=WAIT)
    for _ in range(2):  # a press that came while the page was busy is made once more
        if opens.is_visible():
            opens.click()
            with suppress(TooLate):
                replace.or_(address).locator("visible=true").first.wait_for(timeout=ONCE_MORE)
        if replace.is_visible():
            replace.click()
        with suppress(TooLate):
            address.wait_for(timeout=ONCE_MORE)
            return
    pytest.fail(f"The vote did not open. It says: {vote.inner_text()}")


def press(vote, name):
    vote.get_by_role("button", name=SAID[name], exact=True).click()


def ask(poll, kind):
    """Open a poll, also where an earlier try has left its answers."""
    names = (SAID[f"poll_open_{kind}"], SAID["poll_again"])
    poll.get_by_role("button", name=re.compile("|".join(map(re.escape, names)))).click()


def number_of(vote, place=0):
    return vote.locator(".step input").nth(place)


def at(page):
    return page.locator("#present p").inner_text().partition(" ")[0]


def fits(page):
    return page.evaluate(
        """() => { const page = document.getElementById("rendered_cells");
        const all = [...document.querySelectorAll(".hcl-poll .legend")];
        const words = all.find((one) => one.checkVisibility());
        const box = words.getBoundingClientRect();
        return page.scrollHeight <= page.clientHeight + 1 && box.bottom > 0.6 * innerHeight; }"""
    )


def check_join(page, room):
    """Check that a camera reads the screen, and that the far end of the room can type it."""
    screen, height = page.locator("#hcl-join"), page.viewport_size["height"]
    read = read_back(page)
    short = room.address.removeprefix("http://")
    assert read == [f"{room.address}/v/{CODE.replace('-', '')}"]
    picture(page, "join")
    shown = screen.inner_text()
    assert (
        f"{short}/v" in shown
        and [*CODE.split("-")] == screen.locator(".code span").all_inner_texts()
    )
    letters = screen.locator(".code span").first
    assert letters.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= height / 12
    assert screen.evaluate(
        "e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth"
    )
    return read[0]


def check_corner(page, vote):
    """Check that the corner says the code, and lies on nothing of the vote."""
    corner = page.locator("#hcl-corner")
    picture(page, "corner")
    assert CODE.replace("-", "") in corner.inner_text().replace("\n", "").replace(" ", "")
    box, panel = corner.bounding_box(), vote.bounding_box()
    assert box["y"] >= panel["y"] + panel["height"] or box["x"] >= panel["x"] + panel["width"]


def test_a_class_joins_by_camera_and_by_typing(room, laptop, visit):
    page = teach(room, laptop, WIDE, JOINED)
    page.locator("#hcl-join").wait_for(state="attached")
    page.keyboard.press("j")
    screen = page.locator("#hcl-join")
    screen.wait_for()
    check_join(page, room)
    set_size(page, SMALL)
    read = check_join(page, room)

    # Phones join before the question opens and wait; the screen says how many.
    camera = visit(read, 390, 844)
    camera.page.get_by_text(SAID["vote_wait"]).wait_for(timeout=WAIT)
    typed = join(room, visit)
    screen.get_by_text(JOIN["join_here_many"].format(number=2)).wait_for(timeout=WAIT)
    place = at(page)
    page.keyboard.press("PageDown")  # first the join screen goes, the lesson stays
    screen.wait_for(state="hidden")
    expect(page.locator("#hcl-corner")).to_be_hidden()
    assert at(page) == place

    vote = first_vote(page)
    press(vote, "vote_devices")
    corner = page.locator("#hcl-corner")
    corner.wait_for()
    option(camera, 0).wait_for(timeout=WAIT)
    choose(camera, 0)
    choose(typed, 1)
    for size in SIZES.values():
        set_size(page, size)
        check_corner(page, vote)
    # The phones say how sure they are where the screen asks for it.
    camera.page.locator("#sure button").nth(2).click()
    camera.page.locator("#sure button[aria-pressed=true]").wait_for()
    press(vote, "vote_close")
    vote.get_by_text(SAID["vote_closed_counted"]).wait_for()
    corner.wait_for(state="hidden")
    results = page.evaluate("fetch('/results').then((answer) => answer.text())")
    assert "fairly sure" in results
    for visitor in (laptop, camera, typed):
        visitor.check()


def test_a_reload_while_the_page_asks_is_no_failure(room, visit):
    """A phone asks every two seconds; now and then a reload falls into such a moment."""
    student = join(room, visit)
    ask = "() => { for (let i = 0; i < 60; i += 1) fetch('/api/vote?lang=en').catch(() => 0); }"
    student.page.evaluate(ask)
    student.reload()
    student.page.get_by_text(SAID["vote_wait"]).wait_for(timeout=WAIT)
    student.check()


def test_a_class_guesses_a_number(room, laptop, visit):
    page = teach(room, laptop, SMALL, JOINED)
    poll = step_to(page, ".hcl-poll")
    assert faults(look(page)) == []
    student = join(room, visit)
    ask(poll, "number")
    slider = student.page.locator("#answer input[type=range]")
    slider.wait_for(timeout=WAIT)
    slider.fill("9")
    student.page.get_by_role("button", name=SAID["vote_number_send"].format(number=90)).click()
    student.page.get_by_text(SAID["vote_sent"]).wait_for(timeout=WAIT)
    picture(student.page, "number-1-phone")
    press(poll, "poll_close")
    student.page.get_by_text(SAID["vote_after"]).wait_for(timeout=WAIT)
    expect(slider).to_be_disabled()
    press(poll, "poll_show")
    page.wait_for_function(f"{THERE.format('.bar')} === 1", timeout=WAIT)
    picture(page, "number-2-shown")
    assert fits(page)
    for visitor in (laptop, student):
        visitor.check()


@pytest.mark.nightly
def test_a_class_draws_the_year(room, laptop, visit):
    page = teach(room, laptop, WIDE, DRAWN)
    poll = step_to(page, ".hcl-poll")
    picture(page, "curve-1-asked")
    assert fits(page) and faults(look(page)) == []
    student = join(room, visit)
    ask(poll, "curve")
    field = student.page.locator("#answer svg")
    field.wait_for(timeout=WAIT)
    box = field.bounding_box()
    mouse = student.page.mouse
    at = lambda x, y: (box["x"] + x * box["width"], box["y"] + y * box["height"])  # noqa: E731
    mouse.move(*at(0.12, 0.75))
    mouse.down()
    for x, y in ((0.3, 0.75), (0.4, 0.2), (0.6, 0.75), (0.96, 0.78)):
        mouse.move(*at(x, y), steps=4)
    mouse.up()
    student.page.get_by_text(SAID["vote_sent"]).wait_for(timeout=WAIT)
    picture(student.page, "curve-2-phone")
    poll.get_by_text(SAID["poll_sent_one"].format(number=1)).wait_for(timeout=WAIT)
    assert page.evaluate(THERE.format(".thin")) == 0
    student.reload()
    student.page.get_by_text(SAID["vote_sent"]).wait_for(timeout=WAIT)
    press(poll, "poll_close")
    poll.get_by_text(SAID["poll_closed"]).wait_for(timeout=WAIT)
    assert page.evaluate(THERE.format(".thin")) == 0
    press(poll, "poll_show")
    page.wait_for_function(f"{THERE.format('.thin')} === 1", timeout=WAIT)
    assert page.evaluate(THERE.format(".model")) == 0, "the model waits for the prediction"
    picture(page, "curve-3-shown")
    # Over the model, once the prediction is locked; also after a reload.
    step_to(page, "button:has-text('Go on without a prediction')").click()
    page.wait_for_function(f"{THERE.format('.model')} === 1", timeout=WAIT)
    laptop.reload()
    laptop.wait_until_open(90)
    page.wait_for_function(f"{THERE.format('.model')} === 1", timeout=WAIT)
    beside = step_to(page, ".hcl-poll:has(.model)")
    expect(beside.locator(".asked")).to_have_text(SAID["poll_beside"])
    page.wait_for_function(f"{THERE.format('.thin')} === 2", timeout=WAIT)
    assert fits(page)
    picture(page, "curve-4-model")
    set_size(page, SMALL)
    assert fits(page)
    picture(page, "curve-4-model")
    without_farewell(laptop)
    for visitor in (laptop, student):
        visitor.check()


def test_from_phones_to_hands_and_back(room, laptop):
    page = teach(room, laptop, SMALL)
    vote = first_vote(page)
    # One button locks, and nobody is asked alone how sure the room is.
    for one in (".lock", ".sure", ".hint"):
        expect(page.locator(f".hcl-question {one}").first).to_be_hidden()
    press(vote, "vote_reveal_predict")
    vote.get_by_text("Nothing is counted and no answer is chosen").wait_for()

    # Nobody gets through: the hands can be counted.
    open_for_phones(vote)
    vote.get_by_text(NOBODY).wait_for(timeout=WAIT)
    expect(number_of(vote)).to_be_hidden()
    press(vote, "vote_close")
    vote.get_by_text(SAID["vote_closed_none"]).wait_for()
    number_of(vote).fill("4")
    number_of(vote).press("Tab")
    vote.get_by_text("4 (100%)").wait_for()

    # Once more with phones that stay away: it asks before, and the hands are still there.
    press(vote, "vote_devices")
    vote.get_by_text(SAID["vote_replace_first"].format(number=4)).wait_for()
    expect(vote.locator(".address")).to_be_hidden()
    vote.get_by_role("button", name="Replace the 1st vote").click()
    vote.get_by_text(NOBODY).wait_for(timeout=WAIT)
    press(vote, "vote_by_hand")
    vote.get_by_text("4 (100%)").wait_for()
    number_of(vote, 1).fill("1")
    number_of(vote, 1).press("Tab")
    vote.get_by_text("1 (20%)").wait_for()
    press(vote, "vote_what_now")
    vote.locator(".hint p").wait_for()
    laptop.check()


def test_hands_when_the_server_is_gone_and_the_phones_when_it_is_back(room, laptop, visit):
    page = teach(room, laptop, SMALL)
    vote = first_vote(page)
    open_for_phones(vote)
    student = join(room, visit, waiting=False)
    option(student, 0).wait_for(timeout=WAIT)
    choose(student, 0)
    vote.get_by_text("1st vote: 1 of 1 here has voted.").wait_for(timeout=WAIT)
    page.route("**/api/vote*", lambda route: route.abort())
    page.route("**/api/vote/*", lambda route: route.abort())
    vote.get_by_text(SAID["vote_no_server"]).wait_for(timeout=WAIT)
    press(vote, "vote_by_hand")
    number_of(vote).wait_for()
    page.unroute("**/api/vote*")
    page.unroute("**/api/vote/*")
    # What the phones said is filled in, and they are told that the vote is closed.
    student.page.get_by_text(SAID["vote_after_yours"].format(letter="A")).wait_for(timeout=WAIT)
    page.wait_for_function(
        "document.querySelector('.hcl-vote .step input').value === '1'", timeout=WAIT
    )
    # Hands of those without a phone are added, and the wall says what is what.
    press(vote, "vote_show_counts")
    number_of(vote, 1).fill("2")
    number_of(vote, 1).press("Tab")
    vote.get_by_text("1st vote: 1 by phone, 2 by hand, 3 in all.").wait_for(timeout=WAIT)
    student.check()
    laptop.errors.clear()  # of the time without a server
    laptop.failed.clear()


def test_hands_counted_while_the_network_is_away_stay(room, laptop, visit):
    page = teach(room, laptop, SMALL)
    vote = first_vote(page)
    open_for_phones(vote)
    student = join(room, visit, waiting=False)
    option(student, 0).wait_for(timeout=WAIT)
    choose(student, 0)
    for path in AWAY:
        page.route(path, lambda route: route.abort())
    vote.get_by_text(SAID["vote_no_server"]).wait_for(timeout=WAIT)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # looked at now
    page.locator("#lesson-lost").get_by_text(say("app_away")).wait_for(timeout=WAIT)
    expect(page.locator("#lesson-lost button")).to_have_count(0)
    told, shown = (page.locator(one).bounding_box() for one in ("#lesson-lost", "#rendered_cells"))
    assert told["y"] >= shown["y"] + shown["height"]  # it covers nothing of the screen
    press(vote, "vote_by_hand")
    hands = (10, 20, 60, 30)[: vote.locator(".step input").count()]
    for place, number in enumerate(hands):
        number_of(vote, place).fill(str(number))
        number_of(vote, place).press("Tab")
    vote.get_by_text(SAID["vote_hands_kept"]).wait_for()
    vote.get_by_text(f"60 ({round(100 * 60 / sum(hands))}%)").wait_for()
    press(vote, "vote_reveal_predict")
    vote.get_by_text(SAID["vote_away"]).wait_for(timeout=WAIT)

    # The network is back: the phone's vote is closed and not added, and nothing is shown unasked.
    for path in AWAY:
        page.unroute(path)
    page.locator("#lesson-lost").wait_for(state="hidden", timeout=5000)
    student.page.get_by_text(SAID["vote_after_yours"].format(letter="A")).wait_for(timeout=WAIT)
    vote.get_by_text(SAID["vote_hands_stand"].format(number=1)).wait_for(timeout=WAIT)
    for _ in range(3):  # what the server knows has come back
        with page.expect_response("**/api/vote*", timeout=WAIT):
            pass
    settle(page)
    assert [number_of(vote, at).input_value() for at in range(len(hands))] == [*map(str, hands)]
    expect(vote.get_by_role("button", name=SAID["vote_reveal_predict"])).to_be_visible()
    kept = page.evaluate(
        "hclSheet.ask().then((now) => Object.values(now.sheet).map((one) => one.counts?.[0]))"
    )
    assert [*hands] in kept
    press(vote, "vote_reveal_predict")
    page.locator(".hcl-question").first.get_by_text(SAID["vote_class_answer"]).wait_for(
        timeout=WAIT
    )
    student.check()
    laptop.errors.clear()  # of the time without a server
    laptop.failed.clear()


def test_a_reload_and_a_second_screen(room, laptop, visit):
    # Locked in; the next part is open, and the screen is in it.
    page = teach(room, laptop, SMALL)
    second_vote(page)
    counted = number_of(page.locator(".hcl-vote .panel").first).input_value()
    assert int(counted) > 0
    place = at(page)
    for _ in range(2):  # what the server knows of the place has come back
        with page.expect_response("**/api/vote*", timeout=WAIT):
            pass
    settle(page)
    assert at(page) == place

    # The laptop is reloaded: place, opened parts and counts are there.
    laptop.reload()
    laptop.wait_until_open(90)
    page.wait_for_function(SECOND_VOTE, timeout=WAIT)
    page.wait_for_function(
        f"document.querySelector('#present p').innerText.startsWith('{place} ')", timeout=WAIT
    )
    expect(number_of(page.locator(".hcl-vote .panel").first)).to_have_value(counted)
    page.locator(".hcl-vote .panel").nth(1).wait_for(timeout=WAIT)

    # A second screen, of another browser, shows the same and follows.
    second = in_lesson(room, visit, *WIDE)
    other = second.page
    other.wait_for_function(
        "document.querySelectorAll('.hcl-vote .panel').length > 1", timeout=WAIT
    )
    there = other.locator(".hcl-vote .panel").nth(1)
    there.wait_for(timeout=WAIT)
    here = page.locator(".hcl-vote .panel").nth(1)
    number_of(here, 2).fill("7")
    number_of(here, 2).press("Tab")
    there.get_by_text("7 (100%)").wait_for(timeout=WAIT)
    press(there, "vote_devices")
    there.get_by_role("button", name="Replace the 1st vote").click()
    here.get_by_text(NOBODY).wait_for(timeout=WAIT)
    press(here, "vote_by_hand")
    number_of(there, 2).wait_for(timeout=WAIT)
    page.keyboard.press("Home")
    other.wait_for_function("document.body.dataset.at === '1'", timeout=WAIT)
    step_to(page, ".hcl-explorer")
    place = at(page)
    # A tab of a guide waits at its setting: it begins anew, and neither follows nor leads.
    explore = find_lesson("steroids").explore
    setting = scenario_code("steroids", (*explore.controls(), *explore.more()))
    prepared = in_lesson(room, visit, *SMALL, more=f"&scenario={setting}")
    prepared.page.wait_for_selector(".hcl-vote .panel", state="attached", timeout=WAIT)
    assert prepared.page.locator(".hcl-explorer").count() == 0
    prepared.page.keyboard.press("PageDown")
    there = at(prepared.page)
    for _ in range(2):
        with page.expect_response("**/api/vote*", timeout=WAIT):
            pass
    assert (at(page), at(prepared.page)) == (place, there) and place != there
    for screen in (laptop, second, prepared):
        without_farewell(screen)
        screen.check()


def test_a_round_with_devices(room, laptop, visit):
    page = teach(room, laptop, WIDE)
    vote = second_vote(page)
    for one in vote.locator(".step input").all():  # hands of an earlier test
        one.fill("0")
        one.press("Tab")
    one, two = join(room, visit), join(room, visit)
    picture(one.page, "devices-1-student-waits")
    wrong = (BEST + 1) % len(QUESTION.option)

    # The first vote: address and code are large, only the number of voters is shown.
    open_for_phones(vote)
    address = vote.locator(".address")
    address.wait_for()
    typed = f"{room.address}/v".removeprefix("http://")
    for part in (typed, CODE):
        expect(address).to_contain_text(part, use_inner_text=True)
    check_screen(page, vote)
    option(one, 0).wait_for(timeout=WAIT)
    expect(one.page.locator("#ballot legend")).to_have_text(QUESTION.stem.replace("*", ""))
    assert option(one, 0).bounding_box()["height"] >= 44
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    choose(one, wrong)
    option(one, wrong).dblclick()  # a double tap
    option(two, 0).wait_for(timeout=WAIT)
    option(two, wrong).focus()
    two.page.keyboard.press("Enter")
    two.page.get_by_text("Your answer counts").wait_for()
    vote.get_by_text("1st vote: 2 of 2 here have voted.").wait_for(timeout=WAIT)
    late = join_late(room, visit)
    choose(late, BEST)
    vote.get_by_text("1st vote: 3 of 3 here have voted.").wait_for(timeout=WAIT)
    assert vote.locator(".bar").count() == 0, "what was chosen is not on the screen yet"
    for size in (SMALL, WIDE) if PICTURES else ():
        set_size(page, size)
        picture(page, "devices-2-first-vote-open")
    one.reload()
    one.page.get_by_text(f"Your answer counts: {'ABCDE'[wrong]}.").wait_for(timeout=WAIT)
    expect(option(one, wrong)).to_have_attribute("aria-pressed", "true")
    picture(one.page, "devices-3-student-has-voted")
    if PICTURES:
        check_accessible(one.page)
        check_axe(page)
    vote.get_by_role("button", name=SAID["vote_close"]).click()
    vote.get_by_text(SAID["vote_closed_counted"]).wait_for()
    one.page.get_by_text("The vote is closed. Your answer was").wait_for(timeout=WAIT)
    expect(option(one, 0)).to_be_disabled()
    picture(one.page, "devices-4-student-vote-closed")
    vote.get_by_role("button", name=SAID["vote_what_now"]).click()
    vote.get_by_text(SAID["vote_advice_discuss"]).wait_for()
    check_screen(page, vote)
    picture(page, "devices-5-first-vote-closed")

    # The second vote; the presenter's page is asked about it after a detour.
    expect(vote.get_by_label(SAID["vote_second"])).to_be_checked()  # chosen by itself
    vote.get_by_role("button", name=SAID["vote_devices"]).click()
    for student in (one, two, late):
        student.page.get_by_text(SAID["vote_choose"]).wait_for(timeout=WAIT)
        choose(student, BEST)
    vote.get_by_text("2nd vote: 3 of 3 here have voted.").wait_for(timeout=WAIT)
    vote.get_by_role("button", name=SAID["vote_close"]).click()
    vote.get_by_text(SAID["vote_closed_counted"]).wait_for()
    vote.get_by_role("button", name=SAID["vote_reveal"]).click()
    vote.locator(".best").wait_for(timeout=WAIT)
    said = "Right: 33% in the first vote, 100% in the second."
    expect(vote.locator(".hint")).to_contain_text(said)
    vote.get_by_text("3 (100%)").wait_for(timeout=WAIT)  # strict: one, and no more
    check_screen(page, vote)
    picture(page, "devices-6-answer-and-both-votes")
    for visitor in (laptop, one, two, late):
        visitor.check()


def test_a_student_in_class_mode_gets_no_key_to_the_vote(room, visit):
    wanted = quote(f"/voila/render/{LESSON}?class=1", safe="")
    lesson = open_class(visit, f"{room.address}/?token={CODE}&next={wanted}", 1366, 768)
    page = lesson.page
    vote = step_to(page, ".hcl-vote .panel")
    page.evaluate("hclSheet.ready")  # the server has said whose page this is
    settle(page)
    expect(vote.locator(".device")).to_be_hidden()
    state = page.evaluate("fetch('/api/vote').then((answer) => answer.json())")
    assert "counts" not in state and "code" not in state
    lesson.check()
