"""A progress file of its own for every test."""

import pytest

from helpers.progress import Store


@pytest.fixture
def path(tmp_path, monkeypatch):
    file = tmp_path / "kept" / "progress.sqlite3"
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", str(file))
    return file


@pytest.fixture
def filled(path):
    """A file with forty answers, some stages and a setting."""
    store = Store(path)
    for number in range(40):
        store.add("iron", "answer", f"q{number}", {"text": "Größe ≥ 2 “so”", "right": True})
    store.add("iron", "stage", "predict")
    store.add_later("iron", "setting", "look", {"ferritin": 15.0})
    return path


@pytest.fixture
def export(filled):
    """What was filled, as a file of JSON."""
    return Store(filled).text()
