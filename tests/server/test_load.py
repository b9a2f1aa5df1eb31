"""The load test itself, small: three students, five seconds."""

import socket
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import load


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_three_students_work_without_an_error():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    small = ["--students", "3", "--minutes", "0.08", "--bare", "0.04", "--arrive", "0.5"]
    lines = load.main([*small, "--pause", "1", "--no-scripts", "--port", str(port)])
    assert [line.page for line in lines] == [load.LESSON, "bare"]
    for line in lines:
        assert not [error for diary in line.diaries for error in diary.errors]
        assert all(diary.ready and diary.moves for diary in line.diaries)
    assert all(diary.answered for diary in lines[0].diaries)
    assert lines[0].kernel_mb > 0
