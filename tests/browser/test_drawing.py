"""Plotly's program comes once a page, before it is wanted, and not with every figure."""

from walk import lock_prediction, wait_for_figure


def test_the_drawing_program_is_fetched_once_while_the_student_reads(server, visit):
    seen = visit("about:blank")
    page, fetched, frames = seen.page, [], []
    page.on("requestfinished", lambda request: fetched.append(request.url))
    page.on("websocket", lambda line: line.on("framereceived", lambda one: frames.append(len(one))))
    page.goto(server.app("02_hair_growth_cycle.ipynb"))
    seen.wait_until_open()
    page.wait_for_function(
        "performance.getEntriesByName(new URL(document.body.dataset.drawing, location).href).length"
    )
    lock_prediction(page)
    wait_for_figure(page)
    assert [url for url in fetched if "widgetbundle" in url] == [
        server.address("static/widgetbundle.js")
    ]
    # JupyterLab's own extension of plotly holds the same program under another name.
    assert not [url for url in fetched if "jupyterlab-plotly" in url]
    assert max(frames) < 1_000_000  # bytes: no message carries the program
    seen.check()
