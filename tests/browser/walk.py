"""The way of a student through a lesson, for every test that needs one."""

from collections.abc import Callable

WAIT = 60_000
Look = Callable[[str], None]
"""Called with the name of each stage that has just been reached."""


def lock_prediction(page):
    question = page.locator(".hcl-question").first
    question.locator(".option input").first.check()
    question.locator(".sure input").nth(1).check()
    page.get_by_role("button", name="Lock in my prediction").click()


STILL = """(least) => new Promise((done, fail) => {
  const main = document.getElementById("rendered_cells");
  const where = () => [scrollX, scrollY, main?.scrollTop].join();
  let place = where(), since = performance.now(), frames = 0;
  const again = () => { since = performance.now(); frames = 0; };
  const watch = new MutationObserver(again);
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  watch.observe(document, all);
  // Not counted in frames: a page that the browser holds for hidden draws none.
  const limit = setTimeout(() => fail(new Error("It never came to rest.")), 60000);
  const look = () => {
    if (where() !== place) { place = where(); again(); }
    frames += 1;
    if (frames < 4 || performance.now() - since < least) { requestAnimationFrame(look); return; }
    watch.disconnect();
    clearTimeout(limit);
    done();
  };
  requestAnimationFrame(look);
})"""


def settle(page, least=200):
    """Wait until nothing on the page has changed or scrolled for four frames and `least` ms.

    The pages and plotly answer a change of the window's size after 120 ms at most.
    """
    page.evaluate(STILL, least)


UNPAINTED = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) =>
  [...plot.querySelectorAll('g.trace')].filter((trace) => {
    const shapes = trace.querySelectorAll('path, text, image, rect, circle');
    if (!shapes.length) return false;
    for (let at = trace; at && at !== plot; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.opacity === '0' || style.visibility === 'hidden') return true;
      if (style.display === 'none') return true;
    }
    return false;
  }).map((trace) => `${trace.getAttribute('class')} in ${plot.querySelector('.main-svg')
    .getAttribute('aria-label')?.slice(0, 80)}`))"""


# Playwright's own search for a text reads every element of a page again and again: on a lesson
# with everything open it costs a second of the processor a look.
SHOWN = """([within, words, whole]) => {
  const has = (e) => e.textContent.includes(words);
  const told = (e) => whole ? e.textContent.trim() === words : true;
  const shown = (e) => has(e) && ([...e.children].some(shown)
    || (![...e.children].some(has) && told(e) && e.checkVisibility()));
  return [...document.querySelectorAll(within)].some(shown);
}"""


def shows(page, words, within="body", whole=False):
    """Wait until an element within shows the words, or nothing else where they are the `whole`."""
    page.wait_for_function(SHOWN, arg=[within, words, whole], polling=100, timeout=WAIT)


def check_painted(page):
    """Fail if a line, band or bar that has data is not painted: a style rule can hide it."""
    assert page.evaluate(UNPAINTED) == []


def wait_for_figure(page):
    page.wait_for_selector(".hcl-explorer .js-plotly-plot .main-svg", timeout=WAIT)
    page.wait_for_selector(".hcl-say p:not(:empty)")


def sentence(page):
    return page.locator(".hcl-say p").first.inner_text()


def wait_for_change(page, before):
    page.wait_for_function(
        "before => document.querySelector('.hcl-say p').innerText !== before", arg=before
    )


def answer(page, question):
    """Choose the first option of a question and lock it."""
    question.locator(".option input").first.check()
    sure = question.locator(".sure input").filter(visible=True)
    if sure.count():  # the exit check asks how sure; what was seen needs no such word
        sure.nth(2).check()
    question.get_by_role("button", name="Check my answer").click()
    question.locator(".feedback p").first.wait_for(timeout=WAIT)


def work_through(page, look: Look = lambda _: None, steps: bool = True):
    """Go from the prediction to the end of the exit check, with the mouse.

    In JupyterLab the steps of the worked case stand in cells of their own: none to press.
    """
    look("predict")
    lock_prediction(page)
    wait_for_figure(page)
    look("locked")
    go_on_from_the_picture(page, look, steps)


def go_on_from_the_picture(page, look: Look = lambda _: None, steps: bool = True):
    """Go from the first picture to the end of the exit check, with the mouse."""
    # The sentence may stay: a comparison can end where it began.
    page.get_by_role("button", name="Compare").click()
    page.locator(".hcl-question").nth(1).wait_for(timeout=WAIT)
    look("contrast")
    answer(page, page.locator(".hcl-question").nth(1))
    if steps:
        page.locator(".hcl-steps summary").first.click(timeout=WAIT)
    page.locator(".hcl-explorer").nth(1).wait_for(timeout=WAIT)
    look("explained")
    page.get_by_role("button", name="Show me a solution").click(timeout=WAIT)
    shows(page, "This is a solution")
    check_painted(page)
    look("challenge")
    for number in range(1, 6):
        shows(page, f"Question {number} of 5")
        answer(page, page.locator(".hcl-question").nth(number + 1))
    shows(page, "of 5 right")
    look("checked")
