"""Every question of the bank in QTI components of others: drawn, answered, marked, and told.

The components speak QTI 3, so `qti-convert` of the same makers brings our QTI 2.1 package to it
first. Both are fetched for the test and are no part of the product.
"""

import html
import os
import re
import shutil
import subprocess
import zipfile

import pytest
from from_npm import from_npm

from helpers.exchange.bank import bank
from helpers.exchange.qti import qti_package

pytestmark = pytest.mark.nightly

CONVERT = "citolab-qti-convert==0.2.0"
# Show each item, then choose each of its options in turn: what is marked, and what is said to it?
# All in one call: to ask the browser 270 times costs as much again.
WORKED = """async (all) => {
 const work = async (xml) => {
  const place = document.createElement("qti-item"), box = document.createElement("item-container");
  place.append(box);
  let item = null;
  const ready = new Promise((found) =>
    place.addEventListener("qti-assessment-item-connected", (event) => {
      item = event.detail; found();
    }));
  box.itemXML = xml;
  document.body.append(place);
  await Promise.race([ready, new Promise((_, fail) => setTimeout(fail, 20000, "no item"))]);
  await item.updateComplete;
  const plain = (el) => el.textContent.replace(/\\s+/g, " ").trim();
  const asked = item.querySelector("qti-choice-interaction");
  await asked.updateComplete;
  const choices = [...item.querySelectorAll("qti-simple-choice")];
  const shown = choices.every((one) => one.getBoundingClientRect().height > 0);
  const prompt = plain(item.querySelector("qti-prompt"));
  const told = [];
  for (const choice of choices) {
    choice.click();
    item.processResponse();
    const open = [...item.querySelectorAll("qti-modal-feedback")].filter(
      (one) => one.showStatus === "on");
    told.push([choice.identifier, plain(choice), item.getResponse("RESPONSE").value,
      String(item.getOutcome("SCORE").value), open.map(({ identifier }) => identifier),
      open.map(plain)]);
    open.forEach((one) => one.closeFeedback());
  }
  const name = item.identifier;
  place.remove();
  return { name, prompt, shown, told };
 };
 const found = [];
 for (const xml of all) found.push(await work(xml));
 return found;
}"""


def words(text):
    """What a person reads of a piece of HTML, without its spaces."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", text)))


@pytest.fixture(scope="module")
def known():
    """Return what the bank says of each question."""
    return bank()


@pytest.fixture(scope="module")
def converted(known, tmp_path_factory):
    """Return the items of the package in QTI 3."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip(f"uv is not on this machine: {CONVERT} could not be fetched")
    folder = tmp_path_factory.mktemp("qti")
    (folder / "old.zip").write_bytes(qti_package(known))
    command = [uv, "tool", "run", "--with", "lxml==6.0.2", "--from", CONVERT, "qti-convert"]
    done = subprocess.run(
        [*command, "upgrade", "old.zip", "new.zip"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
    )
    if not (folder / "new.zip").exists():
        pytest.skip(f"{CONVERT} was not to be had: {done.stderr.strip()[-300:]}")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(folder / "new.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("items/")]
        texts = [archive.read(name).decode() for name in names if name.endswith(".xml")]
    return texts


def test_qti_components_draw_mark_and_answer_every_question(browser, known, converted):
    script = from_npm("@citolab/qti-components", "7.27.4") / "cdn" / "index.global.js"
    page, errors = browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else 0)
    page.set_content("<!DOCTYPE html><html lang='en'><title>Items</title><body></body></html>")
    page.add_script_tag(content=script.read_text(encoding="utf-8"))
    left = {item.id: item for item in known}
    assert len(converted) == len(left) > 200
    for found in page.evaluate(WORKED, converted):
        item = left.pop(found["name"])
        options = [words(answer.text) for answer in item.answers]
        assert found["shown"] and words(found["prompt"]) == words(item.stem), item.id
        assert len(found["told"]) == len(options)
        for name, option, response, score, opened, said in found["told"]:
            answer = item.answers[options.index(words(option))]
            assert (response, opened) == (name, [name]), item.id
            assert float(score) == float(answer.right), (item.id, option)
            assert words(said[0]).startswith(words(answer.feedback)), (item.id, option)
            assert words(item.danger) in words(said[0])
    assert not left
    assert errors == []
    page.close()
