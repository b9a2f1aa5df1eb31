"""Plotly's program comes once a page, before it is wanted, and not with every figure."""

from walk import WAIT, settle

AGAIN = """
window.drawnAgain = [];
new MutationObserver((changes) => changes.forEach(({ target, oldValue }) => {
  const now = target.getAttribute("height");
  if (target.matches(".main-svg") && oldValue !== null && oldValue !== now)
    drawnAgain.push(`${oldValue} to ${now} px: ${target.getAttribute("aria-label")}`);
})).observe(document, {
  subtree: true, attributes: true, attributeFilter: ["height"], attributeOldValue: true,
});
"""


def watched(page) -> None:
    """Write down, before the page is opened, what it will fetch and how long its messages are."""
    page.add_init_script(AGAIN)
    page.fetched, page.messages = [], []
    page.on("requestfinished", lambda request: page.fetched.append(request.url))
    page.on(
        "websocket",
        lambda line: line.on("framereceived", lambda one: page.messages.append(len(one))),
    )


def comes_while_the_student_reads(page) -> None:
    """Check that the program is there before anything is drawn."""
    page.wait_for_function(
        "performance.getEntriesByName(new URL(document.body.dataset.drawing, location).href)[0]",
        timeout=WAIT,
    )


def came_once(page) -> None:
    """Check that neither a figure nor an extension of JupyterLab brought it a second time."""
    (program,) = [url for url in page.fetched if "widgetbundle" in url]
    assert program.endswith("/static/widgetbundle.js")
    assert not [url for url in page.fetched if "jupyterlab-plotly" in url]
    assert max(page.messages) < 1_000_000  # bytes: no message carries the program


def charts_were_drawn_once(page) -> None:
    """Check that no chart was drawn before it had its place, and then once more."""
    settle(page)
    assert page.evaluate("drawnAgain") == []
