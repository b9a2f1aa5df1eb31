"""The audit of the pinned dependencies, against a list that stands in for the public one."""

import http.server
import importlib.util
import json
import shutil
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / ".ci" / "audit.py"
spec = importlib.util.spec_from_file_location("audit", FILE)
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)
pytestmark = pytest.mark.skipif(not shutil.which("uv"), reason="the audit is a part of uv")


@pytest.fixture(autouse=True)
def asked_once(monkeypatch):
    """The stand-in says the same a second time: no retry is waited for."""
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")


PROJECT = """\
[project]
name = "try"
version = "1"
requires-python = ">=3.11"
dependencies = ["jinja2=={version}"]
"""
LOCK = """\
version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "jinja2"
version = "{version}"
source = {{ registry = "https://packages.example/simple" }}

[[package]]
name = "try"
version = "1"
source = {{ virtual = "." }}
dependencies = [{{ name = "jinja2" }}]

[package.metadata]
requires-dist = [{{ name = "jinja2", specifier = "=={version}" }}]
"""


class List(http.server.BaseHTTPRequestHandler):
    """A list that knows one hole: in jinja2 3.1.2."""

    status = 200

    def log_message(self, *_):
        """Say nothing."""

    def give(self, content):
        body = json.dumps(content).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        hole = {"vulns": [{"id": "TEST-1", "modified": "2026-01-01T00:00:00Z"}]}
        self.give({"results": [hole if q["version"] == "3.1.2" else {} for q in asked]})

    def do_GET(self):
        self.give({"id": "TEST-1", "modified": "2026-01-01T00:00:00Z", "affected": []})


@contextmanager
def stand_in(status=200):
    handler = type("Answer", (List,), {"status": status})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def run(folder, port, version, locked=True):
    """Audit a project with one pin; return the code and the report."""
    (folder / "pyproject.toml").write_text(PROJECT.format(version=version))
    if locked:
        (folder / "uv.lock").write_text(LOCK.format(version=version))
    more = [*(["--frozen"] if locked else ["--no-index"]), "--directory", str(folder)]
    command = [*audit.COMMAND, *more, "--service-url", f"http://127.0.0.1:{port}"]
    code = audit.main(command, folder / "audit.json")
    return code, json.loads((folder / "audit.json").read_text())


def test_a_version_with_a_published_hole_fails(tmp_path, capsys):
    with stand_in() as port:
        code, report = run(tmp_path, port, "3.1.2")
    assert code == 1 and report["audited"]
    assert report["found"]["vulnerabilities"][0]["dependency"]["name"] == "jinja2"
    assert "Known vulnerabilities" in capsys.readouterr().out


def test_a_version_without_one_passes(tmp_path, capsys):
    with stand_in() as port:
        code, report = run(tmp_path, port, "3.1.6")
    assert code == 0 and report["audited"]
    assert "No known vulnerability" in capsys.readouterr().out


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_list_that_refuses_is_named_so(tmp_path, capsys, monkeypatch, status):
    monkeypatch.delenv("AUDIT", raising=False)
    with stand_in(status) as port:
        code, report = run(tmp_path, port, "3.1.2")
    assert (code, report["because"]) == (0, audit.REFUSED)
    assert f"NOT AUDITED: {audit.REFUSED}" in capsys.readouterr().err


def test_no_list_is_named_so_and_can_be_required(tmp_path, capsys, monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.delenv("AUDIT", raising=False)
    code, report = run(tmp_path, port, "3.1.2")
    assert (code, report["because"]) == (0, audit.UNREACHED)
    assert f"NOT AUDITED: {audit.UNREACHED}" in capsys.readouterr().err
    monkeypatch.setenv("AUDIT", "required")
    assert run(tmp_path, port, "3.1.2")[0] == 2


def test_pins_that_cannot_be_solved_fail(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("AUDIT", raising=False)
    with stand_in() as port:
        code, report = run(tmp_path, port, "99.1.2", locked=False)
    assert (code, report["because"]) == (2, audit.UNSOLVED)
    assert f"NOT AUDITED: {audit.UNSOLVED}" in capsys.readouterr().err


def test_what_is_not_understood_fails(tmp_path, capsys):
    code = audit.main(["uv", "no-such-word"], tmp_path / "audit.json")
    assert code == 2 and "NOT AUDITED" in capsys.readouterr().err


def test_where_checks_run_on_github_a_warning_stands_on_the_page(monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::warning title=Not audited::" in audit.loudly(audit.UNREACHED, [], "audit.json")
