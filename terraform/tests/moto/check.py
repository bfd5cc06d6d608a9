"""What can be asked of a moto that Terraform was applied to: python3 check.py COMMAND [ARGUMENT...]

The addresses come from AWS's own variables (AWS_ENDPOINT_URL, AWS_DEFAULT_REGION, ...). Each command prints one line and
ends with 0, or says on stderr what is wrong and ends with 1.
"""

import glob
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import boto3
from cognito import Cognito

ENVIRONMENT = "dev"


def main(command, *arguments):
    {
        "zone": zone,
        "audit": audit,
        "planned": planned,
        "tables": tables,
        "only-tenant": only_tenant,
        "open-buckets": open_buckets,
        "drop": drop,
        "delete-sftp": delete_sftp,
        "inventory": inventory,
    }[command](*arguments)


def fail(*lines):
    print("\n".join(lines), file=sys.stderr)
    sys.exit(1)


# --- before an apply


def zone():
    """Makes the zone that a real account has beforehand and prints its id."""
    made = boto3.client("route53").create_hosted_zone(Name="chartdrop.example.org", CallerReference=str(time.time_ns()))
    print(made["HostedZone"]["Id"].split("/")[-1])


# --- what was rendered


def resources(state):
    """Address -> type and values of every managed resource of `terraform show -json`."""
    found = {}

    def walk(module):
        for resource in module.get("resources", []):
            if resource["mode"] == "managed":
                found[resource["address"]] = (resource["type"], resource["values"])
        for child in module.get("child_modules", []):
            walk(child)

    with open(state, encoding="utf-8") as file:
        document = json.load(file)
    walk((document.get("values") or document["planned_values"])["root_module"])
    return found


def audit(allowances, *states):
    """No wildcard but those that ALLOWANCES names, with a reason for each; and no policy is larger than AWS takes."""
    with open(allowances, encoding="utf-8") as file:
        entries = json.load(file)
    allowed = [(re.compile(entry["policy"]), entry["sid"], entry["what"]) for entry in entries if entry["why"]]
    used, wrong, looked, sizes = set(), [], 0, {}
    for state in states:
        for address, (kind, values) in resources(state).items():
            if kind in ("aws_iam_role_policy", "aws_iam_policy"):
                # AWS counts what a role holds inline together, and no blanks; moto counts nothing.
                owner = f"what {values['role']} holds inline" if kind == "aws_iam_role_policy" else address
                sizes[owner] = sizes.get(owner, 0) + len(json.dumps(json.loads(values["policy"]), separators=(",", ":")))
            for attribute in ("policy", "assume_role_policy"):
                text = values.get(attribute)
                if not isinstance(text, str) or not text.startswith("{"):
                    continue
                looked += 1
                for sid, what in wildcards(json.loads(text)):
                    hit = [i for i, (policy, s, w) in enumerate(allowed) if policy.fullmatch(f"{address}.{attribute}") and s == sid and w == what]
                    used.update(hit)
                    if not hit:
                        wrong.append(f"{address}.{attribute}: {sid or 'a statement'} has {what}, which tests/policies/allowances.json does not name")
    for owner, size in sizes.items():
        most = 10240 if owner.startswith("what ") else 6144
        if size > most:
            wrong.append(f"{owner} has {size} characters, and AWS takes {most}")
    for i, (policy, sid, what) in enumerate(allowed):
        if i not in used:
            wrong.append(f"allowances.json allows {what} to {sid} of {policy.pattern}, which is not there")
    if wrong:
        fail(*wrong)
    print(f"{looked} policies hold no wildcard but {len(allowed)} that are named, with their reasons; the largest has {max(sizes.values())} characters")


def wildcards(policy):
    """Sid and kind of each wildcard in an Allow: in an action, as the resource, as the principal."""
    for statement in listed(policy["Statement"]):
        if statement["Effect"] != "Allow":
            continue
        sid = statement.get("Sid", "")
        for action in listed(statement.get("Action", [])):
            if "*" in action:
                yield sid, f"action {action}"
        if "NotAction" in statement or "NotResource" in statement or "NotPrincipal" in statement:
            yield sid, "a negation"
        if "*" in listed(statement.get("Resource", [])):
            yield sid, "resource *"
        principal = statement.get("Principal", {})
        if principal == "*" or any("*" in listed(value) for value in principal.values()):
            yield sid, "principal *"


def listed(value):
    return value if isinstance(value, list) else [value]


def planned(plan, environment, *expected):
    """A plan creates everything, tags what can be tagged, and holds the resources whose types are named (-TYPE: holds none)."""
    with open(plan, encoding="utf-8") as file:
        document = json.load(file)
    wrong = []
    types = {}
    for change in document["resource_changes"]:
        if change["mode"] != "managed":
            continue
        types[change["type"]] = types.get(change["type"], 0) + 1
        if change["change"]["actions"] != ["create"]:
            wrong.append(f"{change['address']} is not created: {change['change']['actions']}")
        tags = change["change"]["after"].get("tags_all")
        if tags is not None:
            if tags.get("copilot-application") != "chartdrop" or tags.get("copilot-environment") != environment:
                wrong.append(f"{change['address']} lacks Copilot's tags")
            if "copilot-service" in tags:
                wrong.append(f"{change['address']} bears copilot-service: the environment could not be deleted")
        name = change["change"]["after"].get("name")
        if change["type"] in ("aws_dynamodb_table", "aws_iam_role", "aws_sns_topic") and not name.startswith(f"chartdrop-{environment}-"):
            wrong.append(f"{change['address']} is named {name}")
    for kind in expected:
        if kind.startswith("-") and types.get(kind[1:]):
            wrong.append(f"{environment} plans a {kind[1:]}")
        if not kind.startswith("-") and not types.get(kind):
            wrong.append(f"{environment} plans no {kind}")
    if wrong:
        fail(*wrong)
    print(f"{environment}: {sum(types.values())} resources of {len(types)} types planned")


def only_tenant(plan, tenant):
    """A plan changes something, and nothing outside this tenant's module."""
    with open(plan, encoding="utf-8") as file:
        changes = [c for c in json.load(file)["resource_changes"] if c["change"]["actions"] not in (["no-op"], ["read"])]
    foreign = [c["address"] for c in changes if not c["address"].startswith(f'module.tenant["{tenant}"].')]
    if foreign or not changes:
        fail(f"A change to {tenant} plans {foreign or 'nothing'}")
    print(f"A change to {tenant} plans {', '.join(c['address'].split('.', 2)[-1] for c in changes)} and nothing else")


# --- what was made


def parameters():
    """Everything handed over, by the variable's name."""
    pages = boto3.client("ssm").get_paginator("get_parameters_by_path").paginate(Path=f"/chartdrop/{ENVIRONMENT}", WithDecryption=True)
    return {p["Name"].rsplit("/", 1)[-1]: p["Value"] for page in pages for p in page["Parameters"]}


def shape(name):
    """What of a table must not differ: keys with their types, indexes, projection, billing, time to live."""
    dynamodb = boto3.client("dynamodb")
    table = dynamodb.describe_table(TableName=name)["Table"]
    types = {a["AttributeName"]: a["AttributeType"] for a in table["AttributeDefinitions"]}
    schema = lambda keys: [(k["KeyType"], k["AttributeName"], types[k["AttributeName"]]) for k in sorted(keys, key=lambda k: k["KeyType"])]
    ttl = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    return {
        "key": schema(table["KeySchema"]),
        "indexes": {i["IndexName"]: (schema(i["KeySchema"]), i["Projection"]["ProjectionType"]) for i in table.get("GlobalSecondaryIndexes", [])},
        "billing": table["BillingModeSummary"]["BillingMode"],
        "ttl": ttl.get("AttributeName") if ttl["TimeToLiveStatus"] == "ENABLED" else None,
    }


def tables(jar):
    """The tables of Terraform and those that `local` makes, in the same moto, side by side."""
    run = subprocess.run(["java", "-jar", jar, "--init-only", "--endpoint", os.environ["AWS_ENDPOINT_URL"], "--tables", "chartdrop-local-"], check=False)
    if run.returncode != 0:
        fail("local made no tables")
    ours = {k.removeprefix("CHARTDROP_TABLE_").lower(): v for k, v in parameters().items() if k.startswith("CHARTDROP_TABLE_")}
    wrong = []
    for table, name in ours.items():
        terraform, local = shape(name), shape(f"chartdrop-local-{table}")
        wrong += [f"{table}.{part}: Terraform has {terraform[part]}, local has {local[part]}" for part in terraform if terraform[part] != local[part]]
        boto3.client("dynamodb").delete_table(TableName=f"chartdrop-local-{table}")
    if wrong or len(ours) != 5:
        fail(*(wrong or [f"Told of {sorted(ours)}"]))
    print(f"{len(ours)} tables are the same as local's: keys, indexes, projections, billing, time to live")


def open_buckets():
    """Takes the bucket policies away: moto's S3 answers every call on an object with 403 once one says Deny on a condition."""
    s3 = boto3.client("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        s3.delete_bucket_policy(Bucket=bucket["Name"])
    print("Bucket policies taken away for moto")


def drop(routes, middletier):
    """Runs the real services on what Terraform made, told by the parameters alone; a file dropped is a record queried."""
    told = {k: v for k, v in parameters().items() if k.startswith("CHARTDROP_")}
    content = (
        b"MRN,first_name,last_name,date_time,doctors_notes\n"
        b"T1,Ada,Fernweh,2026-03-01 09:30,Well.\n"
        b"T2,Bo,Heron,2026-03-01 10:00,Well too.\n"
        b"T3,Cy,Wren,yesterday,When was it?\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        cognito = Cognito(told["CHARTDROP_ISSUER"], folder)
        port = str(free_port())
        services = [
            Service("routes", routes, folder, {**told, "SERVER_PORT": "0", "INTAKE_SPOOL": f"{folder}/spool"}),
            Service("middletier", middletier, folder, {**told, "SERVER_PORT": port, "MANAGEMENT_SERVER_PORT": "0"}, cognito.jvm()),
        ]
        try:
            boto3.client("s3").put_object(Bucket=told["CHARTDROP_INBOX"], Key="acme/first.csv", Body=content)
            clients = api_clients(told["CHARTDROP_ISSUER"].rsplit("/", 1)[-1])
            acme, acme2 = (Caller(port, cognito.token(clients[tenant])) for tenant in ("acme", "acme2"))
            file = until(300, services, lambda: next((f for f in acme.items("files") if "finished_at" in f), None))
            if file is None:
                fail("The file was not closed, or nobody says so.", *(service.log() for service in services))
            found = acme.items("records?mrn=T1")
            rejects = acme.items(f"files/{file['file_id']}/rejects")
            foreign = acme2.items("records") + acme2.items("files")
            hidden = acme2.ask(f"files/{file['file_id']}")[0]
        finally:
            for service in services:
                service.close()
            cognito.close()
    cells = [(r["medical_record_number"], r["last_name"], r["date_time"], r["doctors_notes"]) for r in found]
    if cells != [("T1", "Fernweh", "2026-03-01T09:30:00", "Well.")] or [r["code"] for r in rejects] != ["BAD_DATE_TIME"]:
        fail(f"Found {cells}, rejected {rejects}")
    if file["status"] != "COMPLETED_WITH_REJECTS" or foreign or hidden != 404:
        fail(f"Status {file['status']}; the other clinic sees {foreign}, and the file's id gives it {hidden}")
    print("A file dropped is COMPLETED_WITH_REJECTS; its patient is found through the API by its own clinic's client, by no other's")


class Service:
    """A jar of ours as a process, with a log in FOLDER."""

    def __init__(self, name, jar, folder, environment, jvm=()):
        self.name, self.path = name, f"{folder}/{name}.log"
        with open(self.path, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *jvm, "-jar", jar],
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )

    def alive(self):
        return self.process.poll() is None

    def log(self):
        with open(self.path, encoding="utf-8") as log:
            return f"The end of the log of {self.name}:\n{log.read()[-3000:]}"

    def close(self):
        self.process.terminate()
        self.process.wait(60)


class Caller:
    """A program of one clinic."""

    def __init__(self, port, token):
        self.base, self.token = f"http://127.0.0.1:{port}/api/v1/", token

    def ask(self, path):
        """Status and answer; 0 while nobody is there yet, or too busy with its beginning."""
        request = urllib.request.Request(self.base + path, headers={"Authorization": f"Bearer {self.token}"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, {}
        except (urllib.error.URLError, TimeoutError):
            return 0, {}

    def items(self, path):
        return self.ask(path)[1].get("items", [])


def api_clients(pool):
    """The machines' clients of a pool, by their tenant."""
    cognito = boto3.client("cognito-idp")
    clients = {}
    for listing in cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=60)["UserPoolClients"]:
        client = cognito.describe_user_pool_client(UserPoolId=pool, ClientId=listing["ClientId"])["UserPoolClient"]
        if client.get("AllowedOAuthFlows") == ["client_credentials"]:
            clients[client["ClientName"].split("-api-", 1)[-1]] = client
    return clients


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(seconds, services, look):
    """What LOOK finds, or None when the time is over or a service has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and all(service.alive() for service in services):
        found = look()
        if found is not None:
            return found
        time.sleep(0.5)
    return None


def delete_sftp():
    """Deletes SFTP servers with their users, as Terraform would."""
    transfer = boto3.client("transfer")
    servers = transfer.list_servers()["Servers"]
    for server in servers:
        transfer.delete_server(ServerId=server["ServerId"])
    print(f"{len(servers)} SFTP servers deleted")


def inventory(*expected):
    """What is there of Chartdrop's. With the word none: nothing may be, but keys that wait for their end."""
    left = []
    add = lambda kind, names: left.extend(f"{kind} {name}" for name in names if "chartdrop" in name)
    client = boto3.client
    add("table", client("dynamodb").list_tables()["TableNames"])
    add("bucket", [b["Name"] for b in client("s3").list_buckets()["Buckets"]])
    add("role", [r["RoleName"] for r in client("iam").list_roles()["Roles"]])
    add("parameter", [f"/chartdrop/{ENVIRONMENT}/{name}" for name in parameters()])
    add("user pool", [p["Name"] for p in client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]])
    add("alarm", [a["AlarmName"] for a in client("cloudwatch").describe_alarms()["MetricAlarms"]])
    add("dashboard", [d["DashboardName"] for d in client("cloudwatch").list_dashboards()["DashboardEntries"]])
    add("topic", [t["TopicArn"] for t in client("sns").list_topics()["Topics"]])
    add("log group", [g["logGroupName"] for g in client("logs").describe_log_groups()["logGroups"]])
    add("certificate", [c["DomainName"] for c in client("acm").list_certificates()["CertificateSummaryList"]])
    left.extend(f"SFTP server {s['ServerId']}" for s in client("transfer").list_servers()["Servers"])
    kms = client("kms")
    add("alias", [a["AliasName"] for a in kms.list_aliases()["Aliases"]])
    states = [kms.describe_key(KeyId=k["KeyId"])["KeyMetadata"] for k in kms.list_keys()["Keys"]]
    left.extend(f"key {k['Description']}" for k in states if k["KeyState"] != "PendingDeletion" and k["Description"].startswith(f"chartdrop-{ENVIRONMENT}"))
    own = [item for item in left if f"chartdrop-{ENVIRONMENT}-" in item or not item.startswith(("role ", "alias "))]
    own = [item for item in own if not item.startswith(("role chartdrop-dev-plan", "role chartdrop-dev-deploy"))]
    if "none" in expected and own:
        fail("Left behind:", *own)
    waiting = sum(1 for k in states if k["KeyState"] == "PendingDeletion")
    print(f"{len(own)} things of {ENVIRONMENT}, {waiting} keys waiting for their end")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        fail(__doc__)
    main(*sys.argv[1:])
