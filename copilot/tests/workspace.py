"""Reads copilot/ as Copilot does, and of the rest of the repository what it must agree with."""

import re
from functools import cache, cached_property
from pathlib import Path

import yaml


class Tagged(dict):
    """What a CloudFormation tag such as !Ref stands before."""

    def __init__(self, tag, value):
        super().__init__({tag: value})


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """As PyYAML's, with CloudFormation's tags, and no key twice."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands there twice", node.start_mark)
        return super().construct_mapping(node, deep)


def tagged(loader, suffix, node):
    made = {
        yaml.ScalarNode: loader.construct_scalar,
        yaml.SequenceNode: lambda n: loader.construct_sequence(n, deep=True),
        yaml.MappingNode: lambda n: loader.construct_mapping(n, deep=True),
    }[type(node)](node)
    return Tagged("Ref" if suffix == "Ref" else f"Fn::{suffix}", made)


Loader.add_multi_constructor("!", tagged)


def read(path):
    return yaml.load(path.read_text(), Loader)


def merged(base, over):
    """As Copilot merges an environment's part: maps by key; all else, and what is a map on one side only, is replaced."""
    if isinstance(base, dict) and isinstance(over, dict):
        return {key: merged(base[key], over[key]) if key in base and key in over else over.get(key, base.get(key)) for key in {**base, **over}}
    return over


def seconds(duration):
    parts = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", str(duration))
    hours, minutes, rest = (int(part or 0) for part in parts.groups())
    return hours * 3600 + minutes * 60 + rest


def variable_of(output):
    """The variable that Copilot makes of an output's name: ChartdropInbox is CHARTDROP_INBOX."""
    split = re.sub(r"([a-z0-9]+)([A-Z])", r"\1_\2", output)
    return re.sub(r"([A-Z0-9])([A-Z][a-z])", r"\1_\2", split).upper()


class Terraform:
    """What terraform/ says of an environment, as far as Copilot must know."""

    def __init__(self, repository):
        self.root = repository / "terraform"

    def variables(self, environment):
        text = (self.root / "environments" / f"{environment}.tfvars").read_text()
        return dict(re.findall(r'^(\w+)\s*=\s*("[^"]*"|true|false|\[[^\]]*\])', text, re.M))

    def value(self, environment, name):
        return self.variables(environment).get(name, "").strip('"')

    def handed_over(self, environment):
        """Names of the parameters, without /chartdrop/ENVIRONMENT/."""
        text = (self.root / "handover.tf").read_text()
        names = set(re.findall(r"\b(CHARTDROP_[A-Z_]+)\s+=", text))
        tables = re.findall(r'^  "(\w+)"\s*:', (self.root / "tables.json").read_text(), re.M)
        names |= {f"CHARTDROP_TABLE_{table.upper()}" for table in tables} | {"STATE_VERSION"}
        return names - self.withheld(environment)

    def withheld(self, environment):
        """What another environment may be told and this one is not."""
        return {"CHARTDROP_SFTP_HOST", "CHARTDROP_SFTP_PORT"} if self.value(environment, "sftp_enabled") == "false" else set()

    def alarms(self, environment):
        text = (self.root / "modules/watch/main.tf").read_text()
        within = text[text.index("  alarms = {") :]
        return {f"chartdrop-{environment}-{name}" for name in re.findall(r"^    ([a-z-]+) = \{", within, re.M)}


class Dockerfile:
    """The stages of the repository's Dockerfile and the folders that each declares as volumes."""

    def __init__(self, path):
        self.stages = {}
        stage = None
        for line in re.sub(r"\\\n", " ", path.read_text()).splitlines():
            words = line.split()
            if words[:1] == ["FROM"]:
                stage = words[-1] if words[-2:-1] == ["AS"] else None
                parent = self.stages.get(next(word for word in words[1:] if not word.startswith("--")), {"volumes": [], "user": None})
                self.stages[stage] = {"volumes": list(parent["volumes"]), "user": parent["user"]}
            elif words[:1] == ["VOLUME"]:
                self.stages[stage]["volumes"] += words[1:]
            elif words[:1] == ["USER"]:
                self.stages[stage]["user"] = words[1]


@cache
def read_by_sources(folder):
    """Name of each variable that is read there, and its default; None where it has none."""
    found = {}
    for path in folder.rglob("*"):
        if path.suffix in (".java", ".yaml", ".xml", ".properties"):
            text = path.read_text()
            for name, default in re.findall(r"\$\{(CHARTDROP_[A-Z_]+)(:[^}]*)?\}", text):
                found[name] = default[1:] if default else None
            # By Spring's name of it: chartdrop.log is CHARTDROP_LOG.
            for name in re.findall(r'(?:source=|getProperty\()"chartdrop\.([a-z]+)"', text):
                found[f"CHARTDROP_{name.upper()}"] = ""
    return found


class Service:
    """One service's folder, and the module of the same name."""

    def __init__(self, workspace, folder):
        self.workspace, self.folder, self.name = workspace, folder, folder.name
        self.manifest = read(folder / "manifest.yml")
        self.module = workspace.repository / folder.name

    def merged(self, environment):
        base = {key: value for key, value in self.manifest.items() if key != "environments"}
        over = (self.manifest.get("environments") or {}).get(environment) or {}
        return interpolated(merged(base, over), environment)

    @cached_property
    def patches(self):
        return read(self.folder / "overrides/cfn.patches.yml")

    @cached_property
    def addons(self):
        return {path.name: read(path) for path in sorted((self.folder / "addons").glob("*.yml")) if path.name != "addons.parameters.yml"}

    def passed(self, environment):
        """The addons' parameters and the names of what is read for them."""
        path = self.folder / "addons/addons.parameters.yml"
        given = read(path)["Parameters"] if path.exists() else {}
        return {name: resolved(value, environment) for name, value in given.items()}

    def outputs(self):
        return {name: output["Value"] for addon in self.addons.values() for name, output in addon.get("Outputs", {}).items()}

    def given(self, environment):
        """The variables that a task gets, CHARTDROP_... only."""
        manifest = self.merged(environment)
        policies = {name for addon in self.addons.values() for name, made in addon["Resources"].items() if made["Type"] == "AWS::IAM::ManagedPolicy"}
        names = {variable_of(name) for name, value in self.outputs().items() if value.get("Ref") not in policies}
        return {name for name in names | {*manifest.get("variables", {}), *manifest.get("secrets", {})} if name.startswith("CHARTDROP_")}

    def read_by_code(self):
        """Name of each variable that the module and those of ours in it read, and its default; None where it has none."""
        dependencies = re.findall(r"<dependency>\s*<groupId>io.chartdrop</groupId>\s*<artifactId>([\w-]+)</artifactId>\s*</dependency>", (self.module / "pom.xml").read_text())
        found = {}
        for name in (self.name, *dependencies):
            found.update(read_by_sources((self.module.resolve().parent / name / "src/main").resolve()))
        return found

    @cached_property
    def settings(self):
        documents = yaml.safe_load_all((self.module / "src/main/resources/application.yaml").read_text())
        return next(documents)

    def setting(self, path, default=None):
        at = self.settings
        for part in path.split("."):
            at = at.get(part) if isinstance(at, dict) else None
        return default if at is None else at

    def ports(self):
        own = self.setting("server.port")
        return own, self.setting("management.server.port", own)


class Workspace:
    def __init__(self, repository):
        self.repository = Path(repository)
        self.root = self.repository / "copilot"
        self.terraform = Terraform(self.repository)
        self.dockerfile = Dockerfile(self.repository / "Dockerfile")
        self.services = {path.parent.name: Service(self, path.parent) for path in sorted(self.root.glob("*/manifest.yml"))}
        self.environments = {path.parent.name: read(path) for path in sorted(self.root.glob("environments/*/manifest.yml"))}
        self.pipelines = {path.parent.name: read(path) for path in sorted(self.root.glob("pipelines/*/manifest.yml"))}


def interpolated(value, environment):
    known = {"COPILOT_ENVIRONMENT_NAME": environment, "COPILOT_APPLICATION_NAME": "chartdrop"}
    if isinstance(value, dict):
        return {key: interpolated(part, environment) for key, part in value.items()}
    if isinstance(value, list):
        return [interpolated(part, environment) for part in value]
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+)\}", lambda found: known.get(found[1], found[0]), value)
    return value


def resolved(value, environment):
    text = value.get("Fn::Sub") if isinstance(value, dict) else value
    return text.replace("${AppName}", "chartdrop").replace("${EnvName}", environment) if isinstance(text, str) else value
