"""The question bank as Moodle XML: feedback for every option, pictures inside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from helpers.evidence import say
from helpers.exchange.bank import Item


def moodle_xml(items: Iterable[Item]) -> str:
    """Return a quiz file that Moodle imports into its question bank.

    Each lesson is a category, each question keeps its id as Moodle's "ID number".
    """
    quiz = ET.Element("quiz")
    title = ""
    for item in items:
        if item.title != title:
            title = item.title
            category = ET.SubElement(quiz, "question", type="category")
            # A slash would begin a category inside the category.
            _text(category, "category", f"$course$/top/Hair Cycle Lab/{title.replace('/', '//')}")
        _question(quiz, item)
    ET.indent(quiz, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(quiz, encoding="unicode")}\n'


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    part = ET.SubElement(parent, name, attributes)
    ET.SubElement(part, "text").text = text
    return part


def _question(quiz: ET.Element, item: Item) -> None:
    question = ET.SubElement(quiz, "question", type="multichoice")
    _text(question, "name", item.id)
    file = f"{item.id}.svg"
    picture = f'<p><img src="@@PLUGINFILE@@/{file}" alt=""/></p>' if item.picture else ""
    asked = _text(question, "questiontext", f"{picture}<p>{item.stem}</p>", format="html")
    if item.picture:
        held = ET.SubElement(asked, "file", name=file, path="/", encoding="base64")
        held.text = b64encode(standalone(item.picture).encode()).decode()
    _text(question, "generalfeedback", general(item), format="html")
    for name, value in (
        ("defaultgrade", "1"),
        ("penalty", "0.3333333"),
        ("hidden", "0"),
        ("idnumber", item.id),
        ("single", "true"),
        ("shuffleanswers", "true"),
        ("answernumbering", "abc"),
    ):
        ET.SubElement(question, name).text = value
    for answer in item.answers:
        fraction = "100" if answer.right else "0"
        option = _text(question, "answer", answer.text, fraction=fraction, format="html")
        _text(option, "feedback", answer.feedback, format="html")
    tags = ET.SubElement(question, "tags")
    for tag in item.tags:
        _text(tags, "tag", tag)


def standalone(svg: str) -> str:
    """Return a drawing as a file of its own."""
    if "xmlns=" in svg:
        return svg
    return svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def general(item: Item) -> str:
    """Return what is said after any answer: a danger, and where the feedback comes from."""
    danger = f"<p><strong>{item.danger}</strong></p>" if item.danger else ""
    listed = "".join(f"<li>{_escaped(source)}</li>" for source in item.sources)
    sources = f"<p>{say('static_sources')}:</p><ul>{listed}</ul>" if listed else ""
    return f"{danger}{sources}<p><small>{say('static_foot')}</small></p>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
