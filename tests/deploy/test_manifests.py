"""What deploy/ promises is well formed, agrees with the project, and is bounded, watched and closed as the README says."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from kubernetes_validate import latest_version, validate

from tests.deploy import plain_processes
from tests.deploy.plain_processes import compose_file, versions
from tests.services import ROOT, require

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
MANIFESTS = sorted(path for path in KUBERNETES.rglob("*.yaml") if path.name != "kustomization.yaml")
OLDEST_KUBERNETES = "1.29"
"""The first that starts a container beside those that it was declared before."""

VERSIONS = versions()
SETTINGS = {"NEWSHEAF_FEEDS": "/etc/feeds", "NEWSHEAF_HTTP_USER_AGENT": "somebody", **VERSIONS}
COMPOSE = compose_file(SETTINGS)
ENDING = {"buckets", "earlier-jobs"}


def documents(path: Path) -> list[dict[str, Any]]:
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


def resources(kind: str) -> Iterator[dict[str, Any]]:
    return (document for path in MANIFESTS for document in documents(path) if document["kind"] == kind)


def one(kind: str, component: str = "") -> dict[str, Any]:
    (found,) = (each for each in resources(kind) if not component or each["metadata"]["labels"]["app.kubernetes.io/component"] == component)
    return found


def pod_specs() -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, spec) of every pod that a manifest makes."""
    for deployment in resources("Deployment"):
        yield deployment["metadata"]["name"], deployment["spec"]["template"]["spec"]
    yield "cron", one("CronJob")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    for manager in ("jobManager", "taskManager"):
        yield manager, one("FlinkDeployment")["spec"][manager]["podTemplate"]["spec"]


def containers() -> Iterator[tuple[str, dict[str, Any]]]:
    for where, spec in pod_specs():
        for container in [*spec.get("initContainers", ()), *spec["containers"]]:
            yield f"{where}/{container['name']}", container


# Versions


def test_the_versions_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    makefile = dict(re.findall(r"^(\w+) *:= (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert f"apache-beam=={VERSIONS['BEAM_VERSION']}" in project["dependencies"]
    assert f"\napache-beam=={VERSIONS['BEAM_VERSION']} " in (ROOT / "requirements.lock").read_text()
    assert f"--python-version {VERSIONS['PYTHON_VERSION']} " in (ROOT / "Makefile").read_text()
    assert makefile["BEAM_VERSION"] == VERSIONS["BEAM_VERSION"]
    assert makefile["MINIO_VERSION"] == VERSIONS["MINIO_VERSION"]
    assert makefile["FLINK_VERSIONS"].split()[0] == minor(VERSIONS["FLINK_VERSION"])


def minor(version: str) -> str:
    return ".".join(version.split(".")[:2])


def test_every_image_has_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    flink, beam = VERSIONS["FLINK_VERSION"], VERSIONS["BEAM_VERSION"]
    known = {
        f"newsheaf:{project['version']}",
        "newsheaf:local",
        f"newsheaf-minio:{VERSIONS['MINIO_VERSION']}",
        f"flink:{flink}-scala_2.12-java11",
        f"apache/beam_flink{minor(flink)}_job_server:{beam}",
    }
    images = [container["image"] for _, container in containers() if "image" in container]
    images += [each["image"] for each in COMPOSE["services"].values()] + [one("FlinkDeployment")["spec"]["image"]]
    assert set(images) == known
    assert one("FlinkDeployment")["spec"]["flinkVersion"] == f"v{minor(flink).replace('.', '_')}"
    plugins = {value for path in (*MANIFESTS, DEPLOY / "compose.yaml") for value in re.findall(r"flink-s3-fs-hadoop-\S+?\.jar", path.read_text())}
    assert plugins == {f"flink-s3-fs-hadoop-{flink}.jar", "flink-s3-fs-hadoop-${FLINK_VERSION}.jar"}


# Compose


def test_variables_are_filled_in_as_compose_does_it() -> None:
    assert doctest.testmod(plain_processes) == (0, 2)


def test_the_compose_file_is_one() -> None:
    jsonschema.Draft202012Validator(get_builtin_schema("vendor.compose-spec")).validate(COMPOSE)


def test_compose_asks_for_what_is_the_users() -> None:
    for name in ("NEWSHEAF_FEEDS", "NEWSHEAF_HTTP_USER_AGENT"):
        with pytest.raises(KeyError, match=name):
            compose_file({**SETTINGS, name: ""})
    example = (DEPLOY / ".env.example").read_text()
    asked = set(re.findall(r"\$\{(NEWSHEAF_\w+)", (DEPLOY / "compose.yaml").read_text())) - {"NEWSHEAF_VERSION"}
    assert set(re.findall(r"^(?:# )?(NEWSHEAF_\w+)=", example, re.MULTILINE)) == asked


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_every_service_is_bounded_watched_and_closed(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["logging"]["options"]["max-size"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    for port in service.get("ports", ()):
        assert str(port).startswith("127.0.0.1:")
    if name in ENDING:
        assert service["restart"] in ("no", "on-failure:5")
    elif name != "worker-network":
        assert service["restart"] == "unless-stopped"
        assert service["deploy"]["resources"]["limits"]["memory"]
        assert name == "stream" or service["healthcheck"]["test"]
    for other, needed in (service.get("depends_on") or {}).items():
        expected = {"service_completed_successfully"} if other in ENDING else {"service_healthy", "service_started"}
        assert needed["condition"] in expected
        assert needed["condition"] != "service_healthy" or "healthcheck" in COMPOSE["services"][other]


def test_the_worker_pool_is_where_its_task_manager_is() -> None:
    services = COMPOSE["services"]
    assert services["taskmanager"]["network_mode"] == services["worker-pool"]["network_mode"] == "service:worker-network"
    pod = one("FlinkDeployment")["spec"]["taskManager"]["podTemplate"]["spec"]
    port = next(c for c in pod["containers"] if c["name"] == "worker-pool")["command"][-1]
    assert port == services["worker-pool"]["command"][-1] == "--port=50000"
    for command in (services["stream"]["command"], one("Deployment", "stream")["spec"]["template"]["spec"]["containers"][0]["command"]):
        assert "--environment_config=localhost:50000" in command


# Kubernetes


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.relative_to(KUBERNETES).as_posix())
def test_manifests_are_what_kubernetes_takes(path: Path) -> None:
    for document in documents(path):
        assert document["kind"] == "Namespace" or document["metadata"]["namespace"] == "newsheaf"
        if document["kind"] != "FlinkDeployment":
            for version in (OLDEST_KUBERNETES, latest_version()):
                validate(document, version, strict=True)


def test_the_flink_deployment_is_what_the_operator_takes() -> None:
    jar = ROOT / ".services" / f"flink-kubernetes-operator-api-{VERSIONS['FLINK_OPERATOR_VERSION']}.jar"
    require(jar.exists(), "the operator's definition of a FlinkDeployment")
    with zipfile.ZipFile(jar) as opened:
        definition = yaml.load(opened.read("META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml"), yaml.CSafeLoader)
    (version,) = (each for each in definition["spec"]["versions"] if each["name"] == "v1beta1")
    schema = strictly(version["schema"]["openAPIV3Schema"])
    deployment = one("FlinkDeployment")
    jsonschema.Draft202012Validator(schema).validate({key: deployment[key] for key in ("spec",)})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({"spec": {**deployment["spec"], "taskManagers": {}}})


def strictly(schema: Any) -> Any:
    """The schema, with what it doesn't name refused: Kubernetes would drop it without a word."""
    if isinstance(schema, list):
        return [strictly(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strictly(value) for key, value in schema.items()}
    if "properties" in found and not found.get("x-kubernetes-preserve-unknown-fields"):
        found.setdefault("additionalProperties", False)
    return found


def test_every_manifest_belongs_to_a_form() -> None:
    listed = set()
    for path in KUBERNETES.rglob("kustomization.yaml"):
        for name in documents(path)[0]["resources"]:
            target = (path.parent / name).resolve()
            assert target.is_file() or (target / "kustomization.yaml").is_file(), f"{path}: {name}"
            listed.add(target)
    assert set(MANIFESTS) <= listed


@pytest.mark.parametrize(("where", "container"), list(containers()), ids=[where for where, _ in containers()])
def test_every_container_is_bounded_and_without_privileges(where: str, container: dict[str, Any]) -> None:
    security = container["securityContext"]
    assert security["allowPrivilegeEscalation"] is False and security["capabilities"] == {"drop": ["ALL"]}
    if container["name"] != "flink-main-container":  # whose resources the operator sets
        assert container["resources"]["limits"]["memory"] and container["resources"]["requests"]["cpu"]
    if container["name"] in ("flink-main-container", "worker-pool", "job-server"):
        assert container["livenessProbe"]
    if container.get("image", "").startswith("newsheaf:"):
        assert security["readOnlyRootFilesystem"] is True
        assert "/tmp" in [mount["mountPath"] for mount in container["volumeMounts"]]


@pytest.mark.parametrize(("where", "spec"), list(pod_specs()), ids=[where for where, _ in pod_specs()])
def test_no_pod_runs_as_root_and_every_volume_is_used(where: str, spec: dict[str, Any]) -> None:
    assert spec["securityContext"]["runAsNonRoot"] is True
    mounted = {mount["name"] for container in spec["containers"] for mount in container.get("volumeMounts", ())}
    assert mounted == {volume["name"] for volume in spec.get("volumes", ())}


def ports(rules: str, component: str) -> set[int | None]:
    """The ports that policies open in or out of a component's pods; None for all."""
    labels = {"app": "newsheaf", "type": "flink-native-kubernetes", "component": component} if component.endswith("manager") else {}
    labels |= {"app.kubernetes.io/name": "newsheaf", "app.kubernetes.io/component": component} if component != "jobmanager" else {}
    found: set[int | None] = set()
    for policy in resources("NetworkPolicy"):
        if policy["spec"]["podSelector"].get("matchLabels", {}).items() <= labels.items():
            for rule in policy["spec"].get(rules, ()):
                found |= {port["port"] for port in rule.get("ports", ())} or {None}
    return found


def test_job_server_and_worker_pool_are_reached_by_nobody_outside_their_pods() -> None:
    assert {"podSelector": {}, "policyTypes": ["Ingress"]} in [policy["spec"] for policy in resources("NetworkPolicy")]
    flink = one("FlinkDeployment")["spec"]["flinkConfiguration"]
    fixed = {int(flink[name]) for name in ("taskmanager.data.port", "taskmanager.rpc.port", "jobmanager.rpc.port", "blob.server.port")}
    assert ports("ingress", "taskmanager") == fixed
    assert ports("ingress", "jobmanager") == fixed | {8081}
    for component in ("stream", "run", "resident"):
        assert ports("ingress", component) == set()
    assert ports("egress", "taskmanager") == fixed | {53, None}
    assert ports("egress", "stream") == {8081, 53, None}


def test_what_fetches_pages_goes_to_no_private_address() -> None:
    fetching = [one("Deployment", "resident")["spec"]["template"], one("CronJob")["spec"]["jobTemplate"]["spec"]["template"]]
    fetching.append(one("FlinkDeployment")["spec"]["taskManager"]["podTemplate"])
    for template in fetching:
        assert template["metadata"]["labels"]["app.kubernetes.io/name"] == "newsheaf"
    (policy,) = (each["spec"] for each in resources("NetworkPolicy") if each["metadata"]["name"] == "newsheaf-goes-out")
    assert policy["podSelector"] == {"matchLabels": {"app.kubernetes.io/name": "newsheaf"}}
    blocks = [to["ipBlock"] for rule in policy["egress"] for to in rule["to"] if "ipBlock" in to]
    for address in ("10.1.2.3", "172.20.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "fd00::1", "fe80::1", "::1", "::ffff:10.0.0.1"):
        assert not lets_out(blocks, address), address
    for address in ("1.1.1.1", "93.184.216.34", "2606:4700::1111"):
        assert lets_out(blocks, address), address


def lets_out(blocks: list[dict[str, Any]], address: str) -> bool:
    def within(network: str) -> bool:
        return ip_address(address) in ip_network(network)

    return any(within(block["cidr"]) and not any(map(within, block["except"])) for block in blocks)


def test_no_secret_is_written_down() -> None:
    for path in (*MANIFESTS, DEPLOY / "compose.yaml"):
        assert not re.search(r"(?i)(secret.?key|password): *[^\s{$/]", re.sub(r"_FILE\W.*", "", path.read_text())), path
    assert not list(resources("Secret"))


# Flink's memory


def test_memory_adds_up_and_the_network_has_enough() -> None:
    flink = one("FlinkDeployment")["spec"]
    lines = COMPOSE["services"]["taskmanager"]["environment"]["FLINK_PROPERTIES"].splitlines()
    compose = dict(line.split(": ", 1) for line in lines)
    for configured in (flink["flinkConfiguration"], compose):
        for manager, total in (("jobmanager", flink["jobManager"]), ("taskmanager", flink["taskManager"])):
            parts = {key: int(value.removesuffix("m")) for key, value in configured.items() if key.startswith(f"{manager}.memory.")}
            ranges = {key.removesuffix(".min"): (value, parts[key.removesuffix("min") + "max"]) for key, value in parts.items() if key.endswith(".min")}
            assert all(low == high for low, high in ranges.values())
            assert sum(value for key, value in parts.items() if not key.endswith(".max")) == int(total["resource"]["memory"].removesuffix("m"))
            limit = COMPOSE["services"][manager]["deploy"]["resources"]["limits"]["memory"]
            assert int(limit.removesuffix("m")) > int(total["resource"]["memory"].removesuffix("m"))
        assert int(configured["taskmanager.memory.network.min"].removesuffix("m")) >= 128


def test_slots_are_the_parallelism() -> None:
    flink = one("FlinkDeployment")["spec"]["flinkConfiguration"]
    command = one("Deployment", "stream")["spec"]["template"]["spec"]["containers"][0]["command"]
    (parallelism,) = (argument.partition("=")[2] for argument in command if argument.startswith("--parallelism="))
    assert flink["slotmanager.number-of-slots.max"] == parallelism
    four = compose_file({**SETTINGS, "NEWSHEAF_PARALLELISM": "4"})["services"]
    assert "--parallelism=4" in four["stream"]["command"]
    assert "taskmanager.numberOfTaskSlots: 4\n" in four["taskmanager"]["environment"]["FLINK_PROPERTIES"]


@pytest.mark.skipif(not os.environ.get("NEWSHEAF_FLINK_HOME"), reason="NEWSHEAF_FLINK_HOME names no Flink")
def test_flink_knows_every_option() -> None:
    """Of its S3 file system the option names are those of a prefix, so nothing is said of them."""
    flink = {*one("FlinkDeployment")["spec"]["flinkConfiguration"]}
    flink |= {line.partition(": ")[0] for line in COMPOSE["services"]["taskmanager"]["environment"]["FLINK_PROPERTIES"].splitlines()}
    (dist,) = Path(os.environ["NEWSHEAF_FLINK_HOME"]).glob("lib/flink-dist-*.jar")
    unknown = {name.encode() for name in flink if not name.startswith("s3.")}
    with zipfile.ZipFile(dist) as opened:
        for entry in opened.namelist():
            if re.search(r"/configuration/\w+Options\.class$", entry):
                held = opened.read(entry)
                unknown -= {name for name in unknown if b"\x01" + len(name).to_bytes(2, "big") + name in held}  # a string as class files have it
    assert not unknown


# The one-machine form


def test_the_probes_tell_how_a_resident_process_is(tmp_path: Path) -> None:
    container = one("Deployment", "resident")["spec"]["template"]["spec"]["containers"][0]
    (tmp_path / "feeds").write_text("http://127.0.0.1:9/feed\n")

    def here(words: list[str]) -> list[str]:
        return [word.replace("/etc/newsheaf", str(tmp_path)).replace("/run/newsheaf", str(tmp_path)).replace("s3:/", str(tmp_path)) for word in words]

    def probe(name: str) -> bool:
        return subprocess.run(here(container[f"{name}Probe"]["exec"]["command"]), capture_output=True, check=False).returncode == 0

    assert not any(map(probe, ("startup", "liveness", "readiness")))
    command = [sys.executable, "-c", "from pipelines.commands import main; main()", *here(container["command"])[1:]]
    process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(600):
            if probe("startup") or process.poll() is not None:
                break
            time.sleep(0.1)
        assert all(map(probe, ("startup", "liveness", "readiness")))
    finally:
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()
    os.utime(tmp_path / "health.json", (0, 0))
    assert not probe("liveness")
    (tmp_path / "health.json").write_text((tmp_path / "health.json").read_text().replace("true", "false"))
    assert probe("liveness") and not probe("readiness")


# The image


def test_the_image_is_built_of_what_the_context_holds(tmp_path: Path) -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE) for name in line.split()[:-1]]
    assert sorted(kept) == sorted(copied)
    for name in kept:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path / "wheel", tmp_path]
    subprocess.run(build, check=True, cwd=tmp_path)
    assert len(list((tmp_path / "wheel").glob("newsheaf-*.whl"))) == 1


def test_the_image_takes_only_what_the_lock_has_and_runs_as_nobody_special() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    installs = re.findall(r"pip install (.+?)(?: \\)?$", dockerfile, re.MULTILINE)
    assert ["--require-hashes" in line or "--no-index --no-deps" in line for line in installs] == [True, True]
    assert dockerfile.index("USER 10001:10001") < dockerfile.index("ENTRYPOINT []")
    assert "PATH=/opt/newsheaf/.venv/bin:$PATH" in dockerfile
    assert not re.search(r"^ARG \w+=", dockerfile, re.MULTILINE), "versions belong into versions.env"


# systemd


def test_systemd_takes_the_units_without_a_word(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    units = []
    for path in sorted((DEPLOY / "systemd").iterdir()):
        text = path.read_text().replace("/opt/newsheaf/.venv/bin/newsheaf", shutil.which("true") or "")
        (tmp_path / path.name).write_text(text)
        units.append(str(tmp_path / path.name))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *units], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr
