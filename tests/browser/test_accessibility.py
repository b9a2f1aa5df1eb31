"""The pages that are no lessons, with axe; lessons and review are looked at in their own tests."""

import pytest
from accessible import check_accessible, check_fits
from walk import WAIT


@pytest.mark.parametrize("notebook", ["00_start_here.ipynb", "12_clinic.ipynb"])
def test_a_page_of_another_form_is_for_everybody(server, visit, notebook):
    lesson = visit(server.app(notebook))
    lesson.wait_until_open()
    lesson.page.wait_for_selector("main .hcl >> visible=true", timeout=WAIT)
    check_accessible(lesson.page)
    check_fits(lesson.page)
    lesson.check()
