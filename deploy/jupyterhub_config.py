"""JupyterHub for a course: every student has an account and a server of their own.

    jupyterhub -f deploy/jupyterhub_config.py

On a machine whose accounts are the students'. To try it without accounts, see README.md.
"""

import os
import resource
import sys

from helpers.progress.store import VARIABLE
from helpers.server import local as serve
from helpers.server.hub import hub_settings

c = get_config()  # noqa: F821  (JupyterHub gives it)
TRY = os.environ.get("HUB_TRY") == "1"
MOST_MB = 1024

c.JupyterHub.bind_url = os.environ.get("HUB_ADDRESS", "http://127.0.0.1:8000")
if proxy := os.environ.get("CONFIGURABLE_HTTP_PROXY"):
    c.ConfigurableHTTPProxy.command = proxy

# Who may come in. The accounts of the machine, unless it is only a try.
if TRY:
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = os.environ["HUB_TRY_PASSWORD"]
    c.Authenticator.allow_all = True
    # One account for all: good for a try, no wall between students.
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = os.environ["HUB_TRY_HOMES"] + "/{username}"
else:
    c.JupyterHub.authenticator_class = "pam"
    c.Authenticator.allowed_users = set(os.environ.get("HUB_STUDENTS", "").split())
    c.JupyterHub.spawner_class = "localprocess"

# What opens: the lessons as an app, from the folder of the course. JupyterLab is one link away.
serve.prepare_environment()
c.Spawner.default_url = serve.first_address(lab=False)
c.Spawner.args = list(serve.as_command_line(hub_settings()))
c.Spawner.environment = {
    name: os.environ[name]
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_PREFER_ENV_PATH")
} | {
    # Each student's own file, in their own home folder.
    VARIABLE: "~/hair-cycle-lab/progress.json",
    # One thread a kernel: many students share few cores.
    "OPENBLAS_NUM_THREADS": "1",
}

# A whole class logs in within a minute; more at a time than this, and none is in time.
c.JupyterHub.concurrent_spawn_limit = 3
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

# Memory. Local spawners do not enforce mem_limit, so the system does, process by process.
c.Spawner.mem_limit = f"{MOST_MB}M"


def limit_memory() -> None:
    """Set the limit in the new process, for it and for its kernels."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MB * 2**20, MOST_MB * 2**20))


c.LocalProcessSpawner.popen_kwargs = {"preexec_fn": limit_memory}

# Who has gone gets stopped: kernels after a quarter of an hour, servers after an hour.
idle = os.environ.get("HUB_IDLE_SECONDS", "3600")
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            f"--timeout={idle}",
            f"--cull-every={max(5, int(idle) // 6)}",
        ],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
