"""A plan leaves a part out: the part after it opens all the same."""

from class_screens import OPEN, WAIT

# The hidden button of the part that is left out is never pressed.
SHOWN = OPEN.replace("|Show me a solution", "")
FULL_CHECK = ".hcl-stage-check .hcl-question"


def test_the_exit_question_comes_without_the_part_that_opens_it(visit, server):
    seen = visit(f"{server.app('06_iron.ipynb')}&class=1&plan=25", 1024, 768)
    seen.wait_until_open()
    page = seen.page
    page.wait_for_selector("body[data-screen]", timeout=WAIT)
    assert SHOWN != OPEN
    page.wait_for_function(
        f"""() => ({SHOWN})() === "open" && document.querySelector("{FULL_CHECK}")""",
        polling=100,
        timeout=WAIT,
    )
    assert page.locator(".hcl-waiting").count() == 0
    seen.check()
