"""What stands under deploy/, as far as it can be checked without a hub or a cluster."""

import ast
import json
from pathlib import Path

import pytest
import yaml

from helpers.server import hub

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"

# The part of the chart's schema that our values use: None where any value is allowed.
PULLER = {"enabled": bool}
SCHEMA = {
    "hub": {
        "concurrentSpawnLimit": int,
        "activeServerLimit": int,
        "config": None,
    },
    "proxy": {
        "https": {
            "enabled": bool,
            "type": {"letsencrypt", "manual", "offload", "secret"},
            "letsencrypt": {"contactEmail": str},
            "hosts": list,
        }
    },
    "singleuser": {
        "image": {"name": str, "tag": str},
        "cmd": str,
        "defaultUrl": str,
        "startTimeout": int,
        "uid": int,
        "allowPrivilegeEscalation": bool,
        "cpu": {"limit": (int, float), "guarantee": (int, float)},
        "memory": {"limit": str, "guarantee": str},
        "storage": {
            "type": {"dynamic", "static", "none"},
            "capacity": str,
            "homeMountPath": str,
        },
        "networkPolicy": {
            "enabled": bool,
            "egressAllowRules": {
                "cloudMetadataServer": bool,
                "nonPrivateIPs": bool,
                "privateIPs": bool,
            },
        },
    },
    "prePuller": {"hook": PULLER, "continuous": PULLER},
    "scheduling": {
        "podPriority": PULLER,
        "userPlaceholder": {"enabled": bool, "replicas": int},
        "userScheduler": PULLER,
    },
    "cull": {"enabled": bool, "timeout": int, "every": int},
}


def check(values, schema, where=""):
    if schema is None:
        return
    if isinstance(schema, dict):
        assert isinstance(values, dict) and set(values) <= set(schema), where
        for key, value in values.items():
            check(value, schema[key], f"{where}.{key}")
    elif isinstance(schema, set):
        assert values in schema, where
    else:
        assert isinstance(values, schema), where


@pytest.fixture
def values():
    return yaml.safe_load((DEPLOY / "values.yaml").read_text(encoding="utf-8"))


def test_the_values_fit_the_chart(values):
    check(values, SCHEMA)


def test_values_and_image_agree(values):
    recipe = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    home = values["singleuser"]["storage"]["homeMountPath"]
    assert f"HAIR_CYCLE_LAB_PROGRESS={home}/" in recipe
    assert f"--uid {values['singleuser']['uid']} " in recipe
    assert values["singleuser"]["cmd"] in recipe
    # The last word before students come: nothing of the course is theirs to write.
    assert recipe.index("COPY . .") < recipe.index("USER student")
    assert "chown" not in recipe


def test_the_hub_gets_what_the_app_needs_and_no_token():
    settings = hub.hub_settings()
    assert settings["VoilaConfiguration.strip_sources"] is True
    assert not any(name.endswith((".token", ".port")) for name in settings)
    nested = json.loads(hub.as_settings_file(settings))
    assert Path(nested["ServerApp"]["root_dir"]).name == "notebooks"


def test_the_hub_configuration_is_python_and_lets_nobody_in_by_default():
    text = (DEPLOY / "jupyterhub_config.py").read_text(encoding="utf-8")
    ast.parse(text)
    open_to_all = text.index("allow_all = True")
    assert text.rindex("if TRY:", 0, open_to_all) < open_to_all < text.index("else:", open_to_all)


@pytest.mark.parametrize("name", ["Dockerfile", "README.md", "jupyterhub_config.py", "values.yaml"])
def test_no_address_of_another_machine(name):
    text = (DEPLOY / name).read_text(encoding="utf-8")
    hosts = {
        part.split("/")[0] for part in text.replace("http://", "https://").split("https://")[1:]
    }
    assert all(host.startswith("127.0.0.1") for host in hosts), hosts
