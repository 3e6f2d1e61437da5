"""The files for containers name only what there is."""

import json
import re
from importlib.metadata import requires
from pathlib import Path

import dask
import pytest
import yaml
from distributed.cli import dask_scheduler, dask_worker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.engine.cluster import SETTINGS
from core.engine.forkserver import ALLOCATOR, WORKER_ENVIRONMENT

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "unrolled"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SOURCES = [path for place in ("app", "core") for path in (ROOT / place).rglob("*.py")]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
DIGEST = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
IMAGE = {  # the machine that it is made for
    "python_version": "3.12", "python_full_version": "3.12.12", "implementation_name": "cpython",
    "platform_python_implementation": "CPython", "os_name": "posix", "sys_platform": "linux",
    "platform_system": "Linux", "platform_machine": "x86_64",
}  # fmt: skip
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


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_takes_no_more_of_the_machine_than_its_share(name):
    service = SERVICES[name]
    assert service["mem_limit"] == service["memswap_limit"], "no swap beside the memory"
    assert float(service["cpus"].split(":-")[1].rstrip("}") if name == "pages" else service["cpus"]) <= 2
    assert 0 < service["pids_limit"] <= 1024
    assert service["ulimits"]["core"] == 0 and 0 < service["ulimits"]["nofile"]["hard"] <= 16_384
    for place in service["tmpfs"]:
        given = set(place.split(":")[1].split(","))
        assert given >= {"noexec", "nosuid", "nodev"} and any(one.startswith("size=") for one in given)


def test_the_database_has_few_rights_and_wants_a_password():
    database = SERVICES["database"]
    assert database["read_only"] and database["init"] and database["cap_drop"] == ["ALL"]
    assert set(database["cap_add"]) == {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}
    assert database["environment"]["POSTGRES_HOST_AUTH_METHOD"] == "scram-sha-256"
    assert COMPOSE["networks"]["store"]["internal"] and database["networks"] == ["store"]


def test_images_of_others_are_named_by_what_is_in_them():
    others = [*instructions("FROM"), *(s["image"] for s in SERVICES.values() if s["image"] != "unrolled")]
    assert len(others) == 2 and all(DIGEST.fullmatch(image) for image in others)


def pinned(name):
    """Versions by package in a file of requirements or constraints."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.\[\]-]+)==(\S+)", text, re.MULTILINE)
    return {canonicalize_name(package): version for package, version in found}


def needed(names):
    """All that these requirements ask for on the image's machine, told by what is installed here."""
    found, waiting = set(), [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        package = canonicalize_name(wanted.name)
        extras = {"", *wanted.extras}
        if wanted.marker and not any(wanted.marker.evaluate(IMAGE | {"extra": extra}) for extra in extras):
            continue
        new = {(package, extra) for extra in extras} - found
        found |= new
        for _, extra in new:
            for line in map(Requirement, requires(package) or ()):
                if not line.marker or line.marker.evaluate(IMAGE | {"extra": extra}):
                    line.marker = None
                    waiting.append(line)
    return {package for package, _ in found}


def test_the_image_installs_what_was_tested_and_nothing_unseen():
    lines = [(ROOT / name).read_text(encoding="utf-8").splitlines()
             for name in ("requirements.txt", "requirements-server.txt")]  # fmt: skip
    asked = [line.partition("#")[0] for file in lines for line in file]
    image, tested = pinned("requirements-image.txt"), pinned("constraints.txt")
    assert set(image) == needed(name for name in asked if name.strip() and not name.startswith("-"))
    assert image == {name: tested.get(name) for name in image}


@pytest.mark.parametrize("name", ["requirements-image.txt", "requirements-build.txt"])
def test_every_package_of_the_image_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    plain = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    one = r"[\w.\[\]-]+==\S+ \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+"
    assert re.fullmatch(f"({one})+", plain) and not re.search(r"\w+://", text)


def test_the_image_installs_nothing_without_comparing_its_hash():
    (run,) = [line for line in instructions("RUN") if "pip install" in line]
    for command in run.split("&&"):
        assert "--require-hashes" in command.split() and "--requirement" in command.split()


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
        for key in (
            "scheduler.allowed-failures", "scheduler.work-stealing", "worker.profile.enabled",
            "scheduler.http.routes", "worker.http.routes",
        ):  # fmt: skip
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
