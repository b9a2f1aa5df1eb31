"""The pages that are no lessons, with axe; the lessons are looked at where they are walked."""

import pytest
from accessible import check_accessible, check_fits
from walk import WAIT


@pytest.mark.parametrize("notebook", ["00_start_here.ipynb", "12_clinic.ipynb", "13_review.ipynb"])
def test_a_page_of_another_form_is_for_everybody(server, visit, notebook):
    lesson = visit(server.app(notebook))
    lesson.wait_until_open()
    lesson.page.wait_for_selector("main .hcl >> visible=true", timeout=WAIT)
    check_accessible(lesson.page)
    check_fits(lesson.page)
    lesson.check()
