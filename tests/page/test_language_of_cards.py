"""What opens beside a word is announced in the language that it is written in."""

import re

import pytest

from helpers.page.provenance import traced


def button(html):
    """Return the language and the label of the button that opens a card."""
    (tag,) = re.findall(r'<button type="button" class="open-origin"[^>]*>', html)
    found = {name: re.search(rf' {name}="([^"]*)"', tag) for name in ("lang", "aria-label")}
    return {name: match and match[1] for name, match in found.items()}


@pytest.mark.parametrize("label", [None, "", "Telogen duration"])
def test_a_label_of_content_is_english_and_our_own_words_are_the_page_s(label, monkeypatch):
    monkeypatch.setenv("HAIR_CYCLE_LAB_LANGUAGE", "de")
    page = traced("100 days", "<p>Karte</p>", label)
    assert button(page)["lang"] == ("en" if label else "de")
    (holder,) = re.findall(r"<span popover[^>]*>", page)
    assert f' lang="{"en" if label else "de"}"' in holder
    assert '<span lang="de">' in page  # the card itself


@pytest.mark.parametrize("label", [None, "", "Telogen duration"])
def test_an_english_page_names_no_other_language(label, monkeypatch):
    monkeypatch.setenv("HAIR_CYCLE_LAB_LANGUAGE", "en")
    assert "lang=" not in traced("100 days", "<p>card</p>", label)
