"""The settings of a student's own server under JupyterHub: the lessons open as an app."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from helpers.server import local as serve

# What the hub decides, or what would cost every student the memory of a second kernel.
NOT_OURS = (
    "ServerApp.port",
    "ServerApp.default_url",
    "LabApp.default_url",
    "IdentityProvider.token",
    "ServerApp.kernel_manager_class",
    "ServerApp.allow_root",
)


def hub_settings() -> dict[str, Any]:
    """Return the settings by their Jupyter names."""
    values = serve.settings(
        serve.notebooks_folder(), serve.read_arguments(["--no-browser"]), token=""
    )
    for name in NOT_OURS:
        values.pop(name, None)
    # Files instead of ports: servers that start kernels at once would pick the same port.
    values["KernelManager.transport"] = "ipc"
    values["VoilaConfiguration.resources"] = {"frame": serve.page_words("", "app", "present")}
    values["ServerApp.jinja_template_vars"] = {"every_language": serve.every_language()}
    return values


def as_settings_file(values: dict[str, Any]) -> str:
    """Return settings as the text of a Jupyter settings file.

    Examples
    --------
    >>> print(as_settings_file({"ServerApp.log_level": "ERROR"}))
    {
     "ServerApp": {
      "log_level": "ERROR"
     }
    }
    """
    nested: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        part, _, key = name.partition(".")
        nested.setdefault(part, {})[key] = value
    return json.dumps(nested, indent=1)


if __name__ == "__main__":
    # Where the server of this Python looks, whoever starts it.
    file = Path(sys.prefix) / "etc" / "jupyter" / "jupyter_server_config.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(as_settings_file(hub_settings()), encoding="utf-8")
    print(file)
