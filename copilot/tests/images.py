"""Runs the services from their images as Copilot's manifests say, against the cloud on one machine: python3 images.py

Wants the images localhost/chartdrop/SERVICE and what ./run has built of local/. Each is a task of 512 MB (a memory cgroup,
no swap) with a read-only root, its own processes and no rights, as the image's user, told what its manifest and addons
tell it. Only the network is this program's, which is a namespace of its own: `unshare --net` starts it.
"""

import fcntl
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import boto3
from botocore.config import Config

from check import STOP_TIMEOUT
from container import Container, Image
from wire import Wire, dynamodb_rights, granted, not_granted, not_used, s3_rights
from workspace import Workspace, variable_of

REPOSITORY = Path(__file__).parents[2]
MEMORY_MB = 512
# Seconds that a start may take; a busy machine is no fault.
PATIENCE = 300
CLINIC = "riverside"
ROWS = 20_000
# Fargate gives a task the region and its credentials; here they are anybody's.
CREDENTIALS = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}


class Failed(Exception):
    pass


def must(what, good, why=""):
    if not good:
        raise Failed(f"{what}: {why}" if why else what)
    print(f"  ok    {what}", flush=True)


def loopback_up():
    with socket.socket() as some:
        fcntl.ioctl(some, 0x8914, struct.pack("16sH14s", b"lo", 1 | 0x40, b""))  # SIOCSIFFLAGS: up, running


class Cloud:
    """S3, DynamoDB and sign-in as ./run has them, and what Terraform would have handed over."""

    def __init__(self, stack):
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self.begun = [self.start(stack, *server) for server in (("s3",), ("dynamodb", "--tables", "chartdrop-local-"), ("issuer",))]
        self.s3, self.dynamodb, self.issuer = (self.ready(process, log) for process, log in self.begun)
        config = Config(retries={"max_attempts": 3})
        access = {"region_name": "us-east-1", "aws_access_key_id": "local", "aws_secret_access_key": "local", "config": config}
        self.objects = boto3.client("s3", endpoint_url=self.s3, **access)
        self.items = boto3.client("dynamodb", endpoint_url=self.dynamodb, **access)

    def start(self, stack, module, *options):
        jar = next((REPOSITORY / "local" / module / "target").glob("*-app.jar"))
        log = self.folder / module
        command = ["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "--port", "0", *options]
        process = subprocess.Popen(command, stdout=log.open("w"), stderr=subprocess.STDOUT, env={**os.environ, **CREDENTIALS})
        stack.callback(lambda: (process.kill(), process.wait(20)))
        return process, log

    @staticmethod
    def ready(process, log):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            found = re.search(r"ready on (\S+)", log.read_text())
            if found:
                return found[1]
            time.sleep(0.2)
        raise Failed(f"{log.name} did not start: {log.read_text()[-2000:]}")

    def parameters(self):
        handed = {f"CHARTDROP_{bucket.upper()}": f"chartdrop-local-{bucket}" for bucket in ("inbox", "archive", "errors")}
        for table in ("records", "files", "idempotency", "summary", "tenants"):
            handed[f"CHARTDROP_TABLE_{table.upper()}"] = f"chartdrop-local-{table}"
        return {
            **handed,
            # The one value that is another here: there are no roles.
            "CHARTDROP_TENANT_ACCESS": "own-credentials",
            "CHARTDROP_ISSUER": self.issuer,
            "CHARTDROP_OPS_PASSWORD": "ops-demo",
            "CHARTDROP_WEB": "http://127.0.0.1:8080",
            "CHARTDROP_WEB_CLIENT_ID": "chartdrop-web",
            "CHARTDROP_WEB_CLIENT_SECRET": "chartdrop-web-demo",
            "CHARTDROP_SIGN_OUT": f"{self.issuer}/logout?client_id=chartdrop-web&logout_uri={{return_to}}",
        }

    def move_in(self):
        item = {"pk": CLINIC, "name": "Riverside Clinic", "time_zone": "America/New_York", "date_order": "MDY"}
        self.items.put_item(TableName="chartdrop-local-tenants", Item={key: {"S": value} for key, value in item.items()} | {"enabled": {"BOOL": True}})

    def token(self):
        request = urllib.request.Request(f"{self.issuer}/oauth2/token", b"grant_type=client_credentials")
        request.add_header("Authorization", "Basic cml2ZXJzaWRlLWFwcDpyaXZlcnNpZGUtZGVtbw==")  # riverside-app:riverside-demo
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["access_token"]

    def ledger(self, name):
        pages = self.items.get_paginator("query").paginate(
            TableName="chartdrop-local-files", KeyConditionExpression="pk = :c", ExpressionAttributeValues={":c": {"S": CLINIC}}
        )
        return next((row for page in pages for row in page["Items"] if row["name"]["S"] == name), None)

    def await_row(self, name, seconds, good):
        end = time.monotonic() + seconds
        row = None
        while time.monotonic() < end:
            row = self.ledger(name)
            if row and good(row):
                return row
            time.sleep(0.1)
        raise Failed(f"{name} after {seconds} s: {row and {key: row[key] for key in ('status', 'read') if key in row}}")


def environment_of(service, cloud, wires):
    """What Copilot would put into a task: the manifest's variables and secrets, the addons' outputs, and its own."""
    manifest, handed = service.merged("dev"), cloud.parameters()
    read_for = {name: handed[path.split("/")[-1]] for name, path in service.passed("dev").items()}
    outputs = {variable_of(name): read_for[value["Ref"]] for name, value in service.outputs().items() if value.get("Ref") in read_for}
    secrets = {name: handed[path.split("/")[-1]] for name, path in manifest.get("secrets", {}).items()}
    return {
        **{name: str(value) for name, value in manifest.get("variables", {}).items()},
        **secrets,
        **outputs,
        "COPILOT_APPLICATION_NAME": "chartdrop",
        "COPILOT_ENVIRONMENT_NAME": "dev",
        "COPILOT_SERVICE_NAME": service.name,
        **CREDENTIALS,
        "AWS_ENDPOINT_URL_S3": wires["s3"].address,
        "AWS_ENDPOINT_URL_DYNAMODB": wires["dynamodb"].address,
        # Not as it ships: there a cache that does not fit is only left alone.
        "JDK_JAVA_OPTIONS": "-XX:AOTMode=on",
    }


def stop_timeout(service):
    return next(patch["value"] for patch in service.patches if patch["path"] in STOP_TIMEOUT)


def smoke_command():
    """As the pipeline's script has it."""
    text = (REPOSITORY / "copilot/pipelines/smoke").read_text()
    return json.loads(re.search(r"command: (\[.*\])", text)[1])


def main():
    loopback_up()
    workspace = Workspace(REPOSITORY)
    with ExitStack() as stack:
        cloud = Cloud(stack)
        cloud.move_in()
        images = {name: Image(f"localhost/chartdrop/{name}") for name in workspace.services if (REPOSITORY / name / "pom.xml").exists()}
        wires = {}
        for name in images:
            wires[name] = {"s3": Wire(cloud.s3, s3_rights), "dynamodb": Wire(cloud.dynamodb, dynamodb_rights)}

        def task(name, **options):
            service = workspace.services[name]
            environment = {**environment_of(service, cloud, wires[name]), **options.pop("more", {})}
            readonly = service.merged("dev")["storage"]["readonly_fs"]
            made = Container(f"{name}-{time.monotonic_ns()}", images[name], environment, MEMORY_MB, hosts=workspace.services, readonly=readonly, **options)
            stack.callback(made.close)
            return made

        def healthy(name, made, begun):
            command = workspace.services[name].merged("dev")["image"]["healthcheck"]["command"][1:]
            made.await_healthy([*command, "readiness"], PATIENCE)
            must(f"{name} is ready, from its image, after {time.monotonic() - begun:.1f} s", made.execute(*command)[0] == 0)

        begun = time.monotonic()
        running = {name: task(name) for name in images}
        for name, made in running.items():
            healthy(name, made, begun)
            looks_right(name, made)

        smoke = task("middletier", command=smoke_command(), more={"CHARTDROP_API": "http://middletier:8081", "CHARTDROP_SMOKE_TOKEN": cloud.token(), "JDK_JAVA_OPTIONS": ""})
        smoke.process.wait(PATIENCE)
        must("the smoke test, from the middle tier's image, finds all in order", smoke.process.returncode == 0, smoke.said())
        if "frontend" in running:
            must("the frontend shows people in", "sign" in shown("http://127.0.0.1:8080/").lower())

        ended_in_mid_file(cloud, workspace.services["routes"], running, task, healthy)
        for name, made in running.items():
            must(f"{name} held {made.memory()} MB of {MEMORY_MB} at most", made.process.poll() is None)
        for name, made in running.items():
            took = made.terminate(stop_timeout(workspace.services[name]))
            must(f"{name} ends {'' if took is None else f'{took:.1f} s '}after SIGTERM", took is not None)

        rights_are_as_granted(workspace.services["routes"], cloud, wires["routes"])
    return 0


def looks_right(name, made):
    must(f"{name} is nobody's superuser", made.execute("id", "-u")[1].strip() == "10001")
    must(f"{name} cannot write where it should not", made.execute("touch", "/app/x")[0] != 0)
    for path in made.image.volumes:
        must(f"{name} can write to {path}", made.execute("touch", f"{path}/x")[0] == 0)
    first = made.execute("cat", "/proc/1/cmdline")[1].split("\0")
    must(f"{name} is the first process, so SIGTERM is for it", first[0] == "java" and "-XX:AOTCache=/app/app.aot" in first, first)


def shown(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()


def ended_in_mid_file(cloud, service, running, task, healthy):
    rows = "".join(f"STOP-{i},Ann,Stopped,2026-03-{1 + i % 28:02} 09:30,Nobody. Row {i}.\n" for i in range(ROWS))
    cloud.objects.put_object(
        Bucket="chartdrop-local-inbox", Key=f"{CLINIC}/stopped.csv", Body="medical_record_number,first_name,last_name,date_time,doctors_notes\n" + rows
    )
    cloud.await_row("stopped.csv", PATIENCE, lambda row: 0 < int(row.get("read", {"N": 0})["N"]) < ROWS)
    took = running["routes"].terminate(stop_timeout(service))
    left = cloud.ledger("stopped.csv")
    must(f"routes, asked to stop in mid-file, ends after {took or 0:.1f} s of {stop_timeout(service)}", took is not None)
    must("the file is left half read", left["status"]["S"] in ("RECEIVED", "PROCESSING") and int(left["read"]["N"]) < ROWS, left["status"]["S"])

    begun = time.monotonic()
    running["routes"] = task("routes")
    healthy("routes", running["routes"], begun)
    done = cloud.await_row("stopped.csv", PATIENCE, lambda row: "finished_at" in row)
    counts = {key: int(done[key]["N"]) for key in ("read", "new", "known", "rejected")}
    must(f"the next task finishes it: {counts}", done["status"]["S"] == "COMPLETED" and counts == {"read": ROWS, "new": ROWS, "known": 0, "rejected": 0})
    must("as the same attempt", int(done["attempts"]["N"]) == 1, done["attempts"]["N"])


def rights_are_as_granted(service, cloud, wires):
    handed = cloud.parameters()
    values = {name: handed[path.split("/")[-1]] for name, path in service.passed("dev").items()}
    rights = {right for addon in service.addons.values() for right in granted(addon, values)}
    used = {right for wire in wires.values() for right in wire.used}
    unknown = {call for wire in wires.values() for call in wire.unknown}
    must("every call of routes is known", not unknown, unknown)
    must(f"routes used {len(used)} rights, all granted by its addon", used and not not_granted(used, rights), not_granted(used, rights))
    for action, resource in sorted(not_used(used, rights)):
        print(f"  --    granted, and not needed by these files: {action} on {resource}")


if __name__ == "__main__":
    # Ended from outside, it takes its containers along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main())
    except Failed as failure:
        print(f"  FAIL  {failure}")
        sys.exit(1)
