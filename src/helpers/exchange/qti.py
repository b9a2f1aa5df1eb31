"""The question bank as a QTI 2.1 package: an item a question, with feedback on each option."""

from __future__ import annotations

import io
from collections.abc import Iterable
from html.parser import HTMLParser
from string import ascii_uppercase
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from helpers.exchange.bank import Item
from helpers.exchange.moodle import general, standalone

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ALONE = {"br", "img", "hr", "input", "wbr"}
_PLAIN = {"class", "title", "alt", "src", "href", "id", "lang"}


class _Grown(HTMLParser):
    """Hangs HTML under an element, as well-formed XML."""

    def __init__(self, root: ET.Element) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {name: value or "" for name, value in attrs if name in _PLAIN}
        if language := kept.pop("lang", ""):
            kept["{http://www.w3.org/XML/1998/namespace}lang"] = language
        made = ET.SubElement(self.open[-1], tag, kept)
        if tag not in _ALONE:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ALONE and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        holder = self.open[-1]
        if len(holder):
            holder[-1].tail = (holder[-1].tail or "") + data
        else:
            holder.text = (holder.text or "") + data


def hang(html: str, under: ET.Element) -> ET.Element:
    """Put HTML into an element.

    Examples
    --------
    >>> ET.tostring(hang("<p>one<br>two</p>", ET.Element("div")), encoding="unicode")
    '<div><p>one<br />two</p></div>'
    """
    grown = _Grown(under)
    grown.feed(html)
    grown.close()
    return under


def item_xml(item: Item) -> str:
    """Return one question as an assessment item."""
    root = ET.Element(
        "assessmentItem", xmlns=_QTI, identifier=item.id, title=item.id, adaptive="false",
        timeDependent="false",
    )  # fmt: skip
    names = dict(zip(ascii_uppercase, item.answers, strict=False))
    response = ET.SubElement(
        root, "responseDeclaration", identifier="RESPONSE", cardinality="single",
        baseType="identifier",
    )  # fmt: skip
    correct = ET.SubElement(response, "correctResponse")
    ET.SubElement(correct, "value").text = next(n for n, a in names.items() if a.right)
    for name, kind in (("SCORE", "float"), ("FEEDBACK", "identifier")):
        made = ET.SubElement(
            root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind
        )
        if name == "SCORE":
            ET.SubElement(ET.SubElement(made, "defaultValue"), "value").text = "0"
    body = ET.SubElement(root, "itemBody")
    if item.picture:
        ET.SubElement(ET.SubElement(body, "p"), "img", src=f"{item.id}.svg", alt="")
    choice = ET.SubElement(
        body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices="1"
    )
    hang(item.stem, ET.SubElement(choice, "prompt"))
    for name, answer in names.items():
        hang(answer.text, ET.SubElement(choice, "simpleChoice", identifier=name))
    _processing(root)
    for name, answer in names.items():
        told = ET.SubElement(
            root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show"
        )
        hang(answer.feedback + general(item), told)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _processing(root: ET.Element) -> None:
    made = ET.SubElement(root, "responseProcessing")
    condition = ET.SubElement(made, "responseCondition")
    if_ = ET.SubElement(condition, "responseIf")
    match = ET.SubElement(if_, "match")
    ET.SubElement(match, "variable", identifier="RESPONSE")
    ET.SubElement(match, "correct", identifier="RESPONSE")
    score = ET.SubElement(if_, "setOutcomeValue", identifier="SCORE")
    ET.SubElement(score, "baseValue", baseType="float").text = "1"
    told = ET.SubElement(made, "setOutcomeValue", identifier="FEEDBACK")
    ET.SubElement(told, "variable", identifier="RESPONSE")


def qti_package(items: Iterable[Item]) -> bytes:
    """Return the package: a manifest, an item a question, and the drawings beside them."""
    manifest = ET.Element("manifest", xmlns=_CP, identifier="hair_cycle_lab_bank")
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    files: dict[str, str] = {}
    for item in items:
        name = f"items/{item.id}.xml"
        files[name] = item_xml(item)
        resource = ET.SubElement(
            resources, "resource", identifier=f"r_{item.id}", type="imsqti_item_xmlv2p1", href=name
        )
        ET.SubElement(resource, "file", href=name)
        if item.picture:
            drawing = f"items/{item.id}.svg"
            files[drawing] = standalone(item.picture)
            ET.SubElement(resource, "file", href=drawing)
    text = ET.tostring(manifest, encoding="unicode")
    files["imsmanifest.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    """Return files as a ZIP that is the same every time."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name in sorted(files):
            entry = ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return made.getvalue()
