"""Pin everything the direct dependencies bring along, for every platform.

Run it after changing a version in pyproject.toml:

    uv run .ci/refresh_pins.py

It lets uv resolve anew and writes the result, without any download address, into
`constraint-dependencies` of pyproject.toml. Change environment.yml to match by hand.
"""

import re
import subprocess
import tempfile
import tomllib
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "pyproject.toml"
LIST = re.compile(r"(?ms)^constraint-dependencies = \[\n.*?^\]\n")


def name_of(requirement: str) -> str:
    return re.split(r"[\s=<>!;\[]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def direct_names(project: dict) -> set[str]:
    groups = project["dependency-groups"].values()
    listed = [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    return {name_of(line) for line in listed}


def resolve(text: str) -> list[str]:
    """Return the pins uv finds for the project without its present constraints."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(LIST.sub("", text), encoding="utf-8")
        command = ["uv", "export", "--quiet", "--no-hashes", "--no-emit-project", "--no-header"]
        command += ["--no-annotate", "--all-groups"]
        found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return found.stdout.splitlines()


def main() -> None:
    text = FILE.read_text(encoding="utf-8")
    direct = direct_names(tomllib.loads(text))
    pins = [" ".join(line.split()) for line in resolve(text) if name_of(line) not in direct]
    body = "".join(f'    "{pin}",\n' for pin in sorted(pins))
    FILE.write_text(
        LIST.sub(lambda _: f"constraint-dependencies = [\n{body}]\n", text), encoding="utf-8"
    )
    print(f"{len(pins)} versions written to {FILE.name}")


if __name__ == "__main__":
    main()
