"""The look: contrast, one palette, and no way out to the cloud."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from helpers.lessons.hair_growth_cycle.picture import steady_chart
from helpers.page.in_notebook.controls import JS
from helpers.pictures.theme import DASH, live, palette, stylesheet

PRESENT = "share/jupyter/nbconvert/templates/lesson/present.css"


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, two):
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["anagen", "catagen", "telogen", "kenogen", "scarred", "before"])
def test_lines_stand_out_from_the_paper(name):
    assert contrast(palette()[name], palette()["paper"]) >= 3


@pytest.mark.parametrize("name", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("ground", ["paper", "wash", "accent-wash"])
def test_words_stand_out_from_their_ground(name, ground):
    assert contrast(palette()[name], palette()[ground]) >= 4.5


def test_a_wrong_answer_is_not_green_in_any_room():
    css = Path(files("helpers.server"), PRESENT).read_text(encoding="utf-8")
    dark = re.search(r"body\[data-room=dark\] {(.*?)}", css, re.DOTALL)[1]
    for room in (palette(), dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))):
        assert contrast(room["ink"], room["wrong-wash"]) >= 4.5
        assert contrast(room["wrong"], room["wrong-wash"]) >= 4.5
        assert contrast(room["right"], room["right-wash"]) >= 4.5
        red, green, _ = (int(room["wrong-wash"][at : at + 2], 16) for at in (1, 3, 5))
        assert red > green
    # The rule for the option that was chosen is the more precise one: it must not reach here.
    assert ".option:has(input:checked)" not in stylesheet()


def test_phases_differ_in_more_than_colour():
    phases = ("anagen", "catagen", "telogen", "kenogen")
    assert len({DASH[phase] for phase in phases}) == len(phases)


def test_figures_offer_nothing_but_saving():
    config = live(steady_chart())._config
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["displaylogo"] is False


def test_scripts_ask_nothing_of_the_network():
    for script in JS.glob("*.js"):
        # The name of a kind of element is no address that is asked.
        text = script.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text
        assert "fetch(" not in text
        assert "import " not in text


def test_no_rule_of_style_hides_what_a_chart_draws():
    """Rules that hide, fade or move out of sight name parts of the page, never of a chart."""
    parts = r"plot|trace|scatter|layer|points|lines|svg|path|\.js-|annotation|infolayer|shapes|\*"
    hides = r"opacity: *0|visibility: *(?:hidden|collapse)|display: *none|stroke: *(?:none|transp)"
    hides += r"|stroke-(?:width|opacity): *0|fill: *(?:none|transp)|clip|transform: *scale"
    text = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", text)
    assert len(rules) > 100
    hidden = [who.strip() for who, what in rules if re.search(hides, what)]
    assert [who for who in hidden if re.search(parts, who)] == []
