"""The files for containers name only what there is."""

import json
import re
from pathlib import Path

import dask
import pytest
import yaml
from distributed.cli import dask_scheduler, dask_worker

from core.engine.cluster import SETTINGS
from core.engine.nursery import ALLOCATOR, WORKER_ENVIRONMENT

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "unrolled"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SOURCES = [path for place in ("app", "core") for path in (ROOT / place).rglob("*.py")]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
SERVING = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")


def instructions(name):
    """What follows an instruction of the Dockerfile, one entry each, line breaks removed."""
    return re.findall(rf"^{name} (.*)$", DOCKERFILE.replace("\\\n", " "), re.MULTILINE)


def test_there_are_the_services_that_are_promised():
    assert set(SERVICES) == {"pages", "engine", "scheduler", "worker", "certificates", "database"}


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_refers_to_is_declared(name):
    service = SERVICES[name]
    assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
    mounted = {volume.split(":")[0] for volume in service.get("volumes", []) if not volume.startswith("$")}
    assert mounted <= set(COMPOSE["volumes"])
    for other, wanted in service.get("depends_on", {}).items():
        needs = {"service_healthy": "healthcheck", "service_started": "image"}
        once = wanted["condition"] == "service_completed_successfully"
        assert SERVICES[other]["restart"] == "no" if once else needs[wanted["condition"]] in SERVICES[other]


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_has_no_rights_it_does_not_need(name):
    service = SERVICES[name]
    assert service["read_only"] and service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_the_pages_are_reached_from_outside_and_only_through_the_proxy():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["pages"]
    assert SERVICES["pages"]["ports"] == ["127.0.0.1:${UNROLLED_PORT:-8501}:8501"]
    open_to_all = [name for name, network in COMPOSE["networks"].items() if not network.get("internal")]
    assert open_to_all == ["outside"]
    assert [name for name in SERVICES if "outside" in SERVICES[name].get("networks", [])] == ["pages"]


@pytest.mark.parametrize("name", OURS)
def test_the_code_reads_the_variables_that_are_set(name):
    own = {key for key in SERVICES[name].get("environment", {}) if key.startswith("UNROLLED_")}
    assert [key for key in own if f'"{key}"' not in CODE] == []


def test_a_cluster_of_containers_is_set_up_like_our_own():
    for name in ("scheduler", "worker"):
        told = dask.config.collect_env(SERVICES[name]["environment"])
        for key in ("scheduler.allowed-failures", "scheduler.work-stealing", "worker.profile.enabled"):
            assert dask.config.get(f"distributed.{key}", config=told) == SETTINGS[f"distributed.{key}"]
    assert (WORKER_ENVIRONMENT | ALLOCATOR).items() <= SERVICES["worker"]["environment"].items()
    for name in ("scheduler", "worker", "engine"):
        told = dask.config.collect_env(SERVICES[name]["environment"])
        assert dask.config.get("distributed.comm.require-encryption", config=told) is True


@pytest.mark.parametrize(("name", "cli"), [("scheduler", dask_scheduler), ("worker", dask_worker)])
def test_dask_knows_the_options_that_it_gets(name, cli):
    known = {flag for option in cli.main.params for flag in (*option.opts, *option.secondary_opts)}
    assert [word for word in SERVICES[name]["command"] if word.startswith("--") and word not in known] == []


def test_dasks_commands_find_the_code_in_the_image():
    """They do not look into the folder that they are started in, as `python -m` does."""
    (place,) = instructions("WORKDIR")
    assert f"PYTHONPATH={place}" in " ".join(instructions("ENV")).split()


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_figures_over_http_are_for_the_containers_own_machine(name):
    words = SERVICES[name]["command"]
    assert words[words.index("--dashboard-address") + 1].startswith("127.0.0.1:")
    assert "ports" not in SERVICES[name]


def test_modules_that_are_run_exist():
    commands = [service["command"] for service in SERVICES.values() if "command" in service]
    commands += [json.loads(command) for command in instructions("CMD")]
    modules = [words[2] for words in commands if words[:2] == ["python", "-m"]]
    assert sorted(modules) == ["app.serve", "core.engine"]
    for module in modules:
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists()


def test_the_image_holds_the_code_and_nobody_in_it_is_root():
    copied = {word for line in instructions("COPY") for word in line.split()[:-1]}
    assert {"app", "core", "pages", "streamlit_app.py", ".streamlit/config.toml"} <= copied
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")}
    assert copied == allowed and all((ROOT / name).exists() for name in copied)
    assert instructions("USER") == ["unrolled"] and not instructions("ADD")
    assert all(re.search(r":\d", image) for image in [*instructions("FROM"), SERVICES["database"]["image"]])


def test_the_operators_variables_are_explained():
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    assert [name for name in sorted(asked) if f"`{name}`" not in SERVING] == []
