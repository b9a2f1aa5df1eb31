"""The templates of a page are compiled once for a server."""

import jinja2
import pytest
from voila import notebook_renderer
from voila.paths import collect_template_paths

from helpers.server import local, templates
from helpers.server.templates import PageExporter, compile_once


@pytest.fixture
def compiled(monkeypatch):
    """The templates that Jinja compiles."""
    names = []
    compile_one = jinja2.Environment.compile

    def watched(self, source, name=None, *more, **others):
        names.append(name)
        return compile_one(self, source, name, *more, **others)

    monkeypatch.setattr(jinja2.Environment, "compile", watched)
    return names


@pytest.fixture
def paths(monkeypatch):
    for variable in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_PREFER_ENV_PATH"):
        monkeypatch.setenv(variable, "")
    local.prepare_environment()
    return collect_template_paths(["voila", "nbconvert"], "lesson")


def test_a_second_page_compiles_nothing(paths, compiled, monkeypatch):
    monkeypatch.setattr(templates, "_COMPILED", type(templates._COMPILED)())

    def page():
        return PageExporter(template_paths=paths, template_name="lesson").template.root_render_func

    assert page()
    assert "index.html.j2" in compiled
    compiled.clear()
    assert page()
    assert compiled == []


def test_a_template_that_was_changed_is_compiled_anew(tmp_path):
    said = []
    for words in ("old", "new"):
        (tmp_path / "index.html.j2").write_text(words, encoding="utf-8")
        exporter = PageExporter(template_paths=[str(tmp_path)], template_name="lesson")
        said.append(exporter.template.render())
    assert said == ["old", "new"]


def test_the_lessons_write_their_pages_with_it(monkeypatch):
    """Voilà's renderer takes the name from its module; the command puts ours there."""

    class Stop(Exception):
        pass

    def stop(*_, **__):
        raise Stop

    assert "VoilaExporter" in notebook_renderer.NotebookRenderer.initialize.__code__.co_names
    monkeypatch.setattr(notebook_renderer, "VoilaExporter", None)
    monkeypatch.setattr("jupyterlab.labapp.LabApp.initialize_server", stop)
    with pytest.raises(Stop):
        local.main(["--no-browser"])
    assert notebook_renderer.VoilaExporter is PageExporter
    compile_once()  # twice is no harm
    assert notebook_renderer.VoilaExporter is PageExporter
