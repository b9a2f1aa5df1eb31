"""Look up every pinned dependency in the public list of known vulnerabilities, and write a report.

    uv run python .ci/audit.py

Ends with 0 if nothing is known and with 1 if something is. If nothing could be audited, it says
so loudly and why, in the report too: no list was reached, the list refused, or the pins cannot
be solved. The first two end with 0, or with 2 if AUDIT=required is set: they lie outside of this
project. Pins that cannot be solved, and what is not understood, end with 2 always.
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

UNREACHED = "no list of known vulnerabilities could be reached"
REFUSED = "the list of known vulnerabilities refused to answer"
UNSOLVED = "the pinned versions cannot be solved"
UNKNOWN = "the audit itself failed"
OUTSIDE = {UNREACHED, REFUSED}
# What the program writes in each case, looked for in this order.
SIGNS = {
    UNSOLVED: (
        "no solution found",
        "unsatisfiable",
        "failed to parse",
        "lockfile",
    ),
    REFUSED: ("http status",),
    UNREACHED: (
        "timed out",
        "error sending request",
        "dns error",
        "connect error",
    ),
}


def reason(why: str) -> str:
    """Return why nothing was audited, from what the program wrote."""
    text = why.lower()
    return next((name for name, signs in SIGNS.items() if any(s in text for s in signs)), UNKNOWN)


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
    because = reason(why)
    mild = because in OUTSIDE and os.environ.get("AUDIT") != "required"
    kept = {"at": at, "audited": False, "because": because, "why": lines[-5:]}
    return (0 if mild else 2), kept


def loudly(because: object, why: object, where: object) -> str:
    """Say that nothing was audited, so that nobody overlooks it."""
    line = "!" * 72
    note = f"NOT AUDITED: {because}. No dependency was looked up (see {where})."
    # Where checks run on GitHub, this line becomes a warning on the page of the run.
    mark = f"::warning title=Not audited::{note}\n" if os.environ.get("GITHUB_ACTIONS") else ""
    said = "\n".join(f"  {one}" for one in why) if isinstance(why, list) else ""
    return f"{line}\n{note}\n{said}\n{line}\n{mark}".rstrip()


def main(command: list[str] = COMMAND, report_file: Path = REPORT) -> int:
    code, report = audit(command)
    report_file.parent.mkdir(exist_ok=True)
    report_file.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    where = report_file.name
    if not report["audited"]:
        print(loudly(report["because"], report["why"], where), file=sys.stderr)
    elif code:
        print(f"Known vulnerabilities in dependencies: see {where}.")
    else:
        print(f"No known vulnerability in any pinned dependency ({where}).")
    return code


if __name__ == "__main__":
    sys.exit(main())
