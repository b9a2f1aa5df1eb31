"""Look up every pinned dependency in the public list of known vulnerabilities, and write a report.

    uv run python .ci/audit.py

Ends with 0 if nothing is known, with 1 if something is. Where the list cannot be reached, it
says so, in the report too, and ends with 0, or with 2 if AUDIT=required is set.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "build" / "audit.json"
COMMAND = ["uv", "audit", "--preview-features", "audit,json-output", "--output-format", "json"]
LIMIT = 60  # seconds


def audit(command: list[str]) -> tuple[int, dict[str, object]]:
    """Run the audit; return the code to end with, and the report."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
        found, why = done.stdout, done.stderr
        code = done.returncode
    except (OSError, subprocess.TimeoutExpired) as trouble:
        found, why, code = "", str(trouble), 2
    try:
        report = json.loads(found)
    except ValueError:
        report = None
    if code in {0, 1} and report is not None:
        return code, {"at": at, "audited": True, "found": report}
    lines = [line.strip() for line in why.splitlines() if line.strip()]
    required = os.environ.get("AUDIT") == "required"
    return (2 if required else 0), {"at": at, "audited": False, "why": lines[-5:]}


def main(command: list[str] = COMMAND) -> int:
    code, report = audit(command)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    where = REPORT.relative_to(ROOT)
    if not report["audited"]:
        print(f"NOT AUDITED: no list of known vulnerabilities could be reached (see {where}).")
    elif code:
        print(f"Known vulnerabilities in dependencies: see {where}.")
    else:
        print(f"No known vulnerability in any pinned dependency ({where}).")
    return code


if __name__ == "__main__":
    sys.exit(main())
