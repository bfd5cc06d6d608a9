"""Every key that a manifest here may have, and what it may hold.

Copilot reads YAML into structs and says nothing of a key that it does not know: `require_approval` leaves prod without
its gate, `deployments:` in a service is never looked at. So a key that is not listed here is a mistake, or a new wish:
then its place is here, with the manual at hand. What this project has no use for (FireLens, EFS, network load
balancers, topics) is left out on purpose.
"""

import difflib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A string that matches as a whole."""

    pattern: str
    said: str

    def __str__(self):
        return self.said


@dataclass(frozen=True)
class Whole:
    """A whole number within these bounds, both included."""

    least: int
    most: int

    def __str__(self):
        return f"a whole number from {self.least} to {self.most}"


@dataclass(frozen=True)
class Each:
    """A map whose keys are the writer's own."""

    of: object

    def __str__(self):
        return "a map"


@dataclass(frozen=True)
class Either:
    """One of several; which one is meant is seen by its kind (map, list, scalar)."""

    of: tuple

    def __init__(self, *of):
        object.__setattr__(self, "of", of)

    def __str__(self):
        return " or ".join(said(one) for one in self.of)


def said(shape):
    if isinstance(shape, dict):
        return "a map"
    if isinstance(shape, list):
        return "a list"
    if isinstance(shape, type):
        return {str: "text", bool: "true or false", int: "a whole number"}[shape]
    if shape is None:
        return "nothing"
    return str(shape)


DURATION = Text(r"(\d+h)?(\d+m)?(\d+s)?(?<=.)", "a duration such as 90s")
RANGE = Text(r"\d+-\d+", "a range such as 1-2")
PERCENT = Whole(1, 100)
PORT = Whole(1, 65535)
NAME = Text(r"[a-z][a-z0-9-]*", "a name in small letters")
SSM = Text(r"/.+", "the path of a parameter")
RETENTION = Whole(1, 3653)
COOLDOWN = {"in": DURATION, "out": DURATION}


def scaled(value):
    return Either(value, {"value!": value, "cooldown": COOLDOWN})


HEALTHCHECK = {"command": [str], "interval": DURATION, "timeout": DURATION, "retries": Whole(1, 10), "start_period": DURATION}

IMAGE = {
    "build!": {"dockerfile!": str, "context!": str, "target!": str, "args": Each(str), "cache_from": [str]},
    "port": PORT,
    "healthcheck!": {key + "!": value for key, value in HEALTHCHECK.items()},
    "labels": Each(str),
}

SERVICE = {
    "name!": NAME,
    "type!": Text("Backend Service|Load Balanced Web Service", "Backend Service or Load Balanced Web Service"),
    "image!": IMAGE,
    "platform!": Text("linux/arm64", "linux/arm64"),
    "cpu!": Whole(256, 16384),
    "memory!": Whole(512, 122880),
    # Never a bare number: the patch of DynamicDesiredCountFunction needs the range to be there.
    "count!": {
        "range!": Either(RANGE, {"min!": int, "max!": int}),
        "cooldown": COOLDOWN,
        "cpu_percentage": scaled(PERCENT),
        "memory_percentage": scaled(PERCENT),
        "requests": scaled(int),
        "response_time": scaled(DURATION),
    },
    "exec": bool,
    "entrypoint": Either(str, [str]),
    "command": Either(str, [str]),
    "variables": Each(Either(str, {"from_cfn!": str})),
    "secrets": Each(SSM),
    "network!": {
        "connect": Either(bool, {"alias!": str}),
        "vpc!": {"placement!": Text("private", "private"), "security_groups": [str]},
    },
    "storage!": {
        "ephemeral": Whole(21, 200),
        "readonly_fs!": bool,
        "volumes!": Each({"path!": str, "read_only!": bool}),
    },
    "logging!": {"retention!": RETENTION},
    "deployment!": {
        "rolling": Text("default|recreate", "default or recreate"),
        "rollback_alarms!": Either([str], {"cpu_utilization": PERCENT, "memory_utilization": PERCENT}),
    },
}

HTTP = {
    "path!": str,
    "alias!": Either(str, [str]),
    "hosted_zone!": str,
    "stickiness!": bool,
    "redirect_to_https!": bool,
    "deregistration_delay!": DURATION,
    "allowed_source_ips": [str],
    "target_port": PORT,
    "healthcheck!": {
        "path!": str,
        "port": PORT,
        "success_codes": str,
        "healthy_threshold": Whole(2, 10),
        "unhealthy_threshold": Whole(2, 10),
        "interval": DURATION,
        "timeout": DURATION,
        "grace_period!": DURATION,
    },
}

SERVICES = {
    "Backend Service": SERVICE,
    "Load Balanced Web Service": {**SERVICE, "http!": HTTP},
}

SUBNETS = [{"cidr!": Text(r"[\d.]+/\d+", "a CIDR"), "az!": Text(r"[a-z]+(-[a-z]+)+-\d[a-z]", "a zone")}]

ENVIRONMENT = {
    "name!": NAME,
    "type!": Text("Environment", "Environment"),
    "network!": {
        "vpc!": {
            "cidr!": Text(r"[\d.]+/\d+", "a CIDR"),
            "subnets!": {"public!": SUBNETS, "private!": SUBNETS},
            "security_group": {
                "ingress": [{"ip_protocol!": str, "ports!": Either(int, str), "cidr!": str}],
                "egress": [{"ip_protocol!": str, "ports!": Either(int, str), "cidr!": str}],
            },
            "flow_logs!": {"retention!": RETENTION},
        }
    },
    "http!": {
        "public!": {
            "certificates!": [Text(r"arn:aws:acm:[a-z0-9-]+:\d{12}:certificate/[0-9a-f-]+", "the ARN of a certificate")],
            "ssl_policy!": Text(r"ELBSecurityPolicy-TLS13-1-[23]-.+", "a policy of TLS 1.2 or 1.3"),
            # access_logs is left out: they hold what people searched for, and that is patients' names. With it there would
            # also be one more helper function to lift, BucketCleanerFunction.
            "ingress": {"cdn": bool, "source_ips": [str]},
        }
    },
    "observability!": {"container_insights!": bool},
}

ACTIONS = Each({"buildspec!": str, "depends_on": [str]})

PIPELINE = {
    "name!": NAME,
    "version!": Whole(1, 1),
    "source!": {
        "provider!": Text("GitHub", "GitHub"),
        "properties!": {
            "branch!": str,
            "repository!": str,
            "connection_name!": str,
            "output_artifact_format": Text("CODE_ZIP|CODEBUILD_CLONE_REF", "CODE_ZIP or CODEBUILD_CLONE_REF"),
        },
    },
    "build!": {"image!": str, "buildspec!": str, "additional_policy": {"PolicyDocument!": Each(Either(str, [Each(Either(str, [str]))]))}},
    # test_commands is left out: its project is given no source, so it finds no script.
    "stages!": [
        {
            "name!": NAME,
            "requires_approval": bool,
            "pre_deployments": ACTIONS,
            "deployments!": Each(
                Either(None, {"depends_on": [str], "stack_name": str, "template_path": str, "template_config": str})
            ),
            "post_deployments": ACTIONS,
        }
    ],
}


def mistakes(value, shape, at="", whole=True):
    """Says of each thing that does not fit where it is. Without `whole` a key that must be there may be missing."""
    if isinstance(shape, Either):
        fitting = [one for one in shape.of if kind(one) == kind_of(value)]
        if not fitting:
            return [f"{at}: {value!r} is not {shape}"]
        tried = [mistakes(value, one, at, whole) for one in fitting]
        return min(tried, key=len)
    if kind(shape) != kind_of(value):
        return [f"{at}: {value!r} is not {said(shape)}"]
    if isinstance(shape, dict):
        return within(value, shape, at, whole)
    if isinstance(shape, Each):
        return [one for key, part in value.items() for one in mistakes(part, shape.of, f"{at}/{key}", whole)]
    if isinstance(shape, list):
        return [one for i, part in enumerate(value) for one in mistakes(part, shape[0], f"{at}/{i}", whole)]
    if isinstance(shape, Text) and not re.fullmatch(shape.pattern, value):
        return [f"{at}: {value!r} is not {shape}"]
    if isinstance(shape, Whole) and not shape.least <= value <= shape.most:
        return [f"{at}: {value!r} is not {shape}"]
    return []


def within(value, shape, at, whole):
    known = {key.rstrip("!"): part for key, part in shape.items()}
    found = []
    for key, part in value.items():
        if key in known:
            found += mistakes(part, known[key], f"{at}/{key}", whole)
        else:
            close = difflib.get_close_matches(str(key), known, 1)
            found.append(f"{at}/{key}: Copilot ignores a key that it does not know" + (f"; {close[0]}?" if close else ""))
    if whole:
        found += [f"{at}/{key[:-1]}: is missing" for key in shape if key.endswith("!") and key[:-1] not in value]
    return found


def kind(shape):
    if isinstance(shape, (dict, Each)):
        return "map"
    if isinstance(shape, list):
        return "list"
    if shape is None:
        return "nothing"
    if shape is bool:
        return "bool"
    if shape is int or isinstance(shape, Whole):
        return "int"
    return "text"


def kind_of(value):
    if isinstance(value, dict):
        return "map"
    if isinstance(value, list):
        return "list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    return "text"
