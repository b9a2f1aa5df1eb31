"""The panel of things to switch on, and the task to be written."""

import pytest
import traitlets

from helpers.page.in_notebook.switches import SwitchesControl
from helpers.page.in_notebook.written import WrittenTask
from helpers.page.scenario import BadScenario, read_scenario, scenario_code, usable


@pytest.fixture
def panel():
    items = [
        ("flare", 1, True),
        ("drug", 7, False),
        ("care", None, False),
    ]
    return SwitchesControl("causes", "cause", items, months=12)


def test_the_order_of_switching_does_not_matter(panel):
    assert panel.value == panel.default == "flare1"
    panel.value = "care-drug3-flare2"
    assert panel.value == "flare2-drug3-care"
    assert panel.ends == ("none", "flare1", "flare1-drug7-care")
    panel.reset()
    assert panel.value == "flare1"


@pytest.mark.parametrize(
    "value", ["flu1", "flare", "flare12", "flare1-flare2", "care3", "", "drugx"]
)
def test_what_is_not_on_the_panel_is_refused(panel, value):
    with pytest.raises(traitlets.TraitError, match="cannot be switched on"):
        panel.value = value
    assert panel.value == "flare1"


def test_a_link_holds_the_panel(panel):
    panel.value = "flare4-care"
    code = scenario_code("many", [panel])
    assert read_scenario(code, "many", [panel]) == {"causes": "flare4-care"}
    with pytest.raises(BadScenario):
        read_scenario(code.replace("flare4", "flare5"), "many", [panel])
    assert usable({"causes": "drug2"}, [panel]) == {"causes": "drug2"}
    assert usable({"causes": "drug99"}, [panel]) == {}


def test_the_model_answer_opens_only_for_who_has_written():
    task = WrittenTask("Write.", "A model answer.\n\n### Is it in yours?\n\n- one\n- two", {})
    task.compare.click()
    assert not task.points and "at least 20" in task.said.value
    task.text.value = "word " * 30
    task.compare.click()
    assert [point.description for point in task.points] == ["one", "two"]
    assert any("A model answer" in getattr(child, "value", "") for child in task.children[3:])
    task.points[1].value = True
    assert "1 of 2" in task.said.value
    assert task.compare.disabled
