"""The `lessons` command, as far as it can be tried without a server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.server import local as serve


def test_the_notebooks_are_found():
    assert (serve.notebooks_folder() / serve.FIRST_PAGE).is_file()


def test_a_missing_folder_is_told_in_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serve, "HERE", tmp_path / "helpers" / "app")
    assert serve.main([]) == 1
    told = capsys.readouterr().err
    assert told.startswith("The folder 'notebooks' with 00_start_here.ipynb was not found.")
    assert "Traceback" not in told


def test_an_old_python_is_told_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert serve.main([]) == 1
    assert capsys.readouterr().err == "The lessons need Python 3.11 or newer; this is Python 3.9.\n"


def test_missing_server_packages_are_told_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "voila", None)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert serve.main([]) == 1
    assert "uv run lessons" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "address"),
    [([], "/voila/render/00_start_here.ipynb"), (["--lab"], "/lab/tree/00_start_here.ipynb")],
)
def test_app_or_jupyterlab(given, address):
    arguments = serve.read_arguments(given)
    values = serve.settings(Path("notebooks"), arguments, token="x")
    assert values["ServerApp.default_url"] == values["LabApp.default_url"] == address


def test_students_never_see_code_or_tracebacks():
    values = serve.settings(Path("notebooks"), serve.read_arguments([]), token="x")
    assert values["VoilaConfiguration.strip_sources"] is True
    assert values["VoilaConfiguration.show_tracebacks"] is False
    assert values["IdentityProvider.token"] == "x"


def test_no_news_is_asked_for_in_jupyterlab():
    file = serve.CONFIG_PATHS[0] / "labconfig" / "default_setting_overrides.json"
    every = json.loads(file.read_text(encoding="utf-8"))
    settings = every["@jupyterlab/apputils-extension:notification"]
    assert settings == {"checkForUpdates": False, "fetchNews": "false"}


# The name of a kind of element, not an address that is asked.
SVG = "http://www.w3.org/2000/svg"


def test_the_page_template_asks_no_other_machine():
    folder = serve.DATA_PATHS[0] / "nbconvert" / "templates" / "lesson"
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8").replace(SVG, "")
        assert "://" not in text, file.name


def test_help_is_readable():
    shown = subprocess.run(
        [sys.executable, "-m", "helpers.server.local", "--help"], capture_output=True, text=True
    )
    assert "--no-browser" in shown.stdout and shown.returncode == 0
