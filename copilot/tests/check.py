"""What is wrong with copilot/, as far as it can be said without an account: python3 check.py [REPOSITORY]

Each manifest is merged for each environment, and held against its shape, against the Dockerfile, against what Terraform
hands over and against what the services read. `complaints` is the whole of it; test_mistakes.py plants some.
"""

import ipaddress
import itertools
import re
import sys
from pathlib import Path

from shapes import ENVIRONMENT, PIPELINE, SERVICES, mistakes
from workspace import Workspace, read, seconds, variable_of

STAGES = ("dev", "stage", "prod")
# The newest that AWS offers; Copilot's own nodejs20.x is past its end.
RUNTIME = "nodejs24.x"
# ECS kills a Fargate task at the latest so long after SIGTERM.
LONGEST_STOP = 120
FARGATE = {256: (512, 1024, 2048), 512: range(1024, 4097, 1024), 1024: range(2048, 8193, 1024), 2048: range(4096, 16385, 1024)}
STOP_TIMEOUT = ("/Resources/TaskDefinition/Properties/ContainerDefinitions/0/StopTimeout",)


def complaints(repository):
    workspace = Workspace(repository)
    found = [*of_the_application(workspace)]
    for name, service in workspace.services.items():
        found += [f"{name}: {what}" for what in of_service(service)]
    for name, manifest in workspace.environments.items():
        found += [f"environments/{name}: {what}" for what in of_environment(workspace, name, manifest)]
    found += [f"environments: {what}" for what in of_environments(workspace)]
    stages = {name: [stage.get("name") for stage in made.get("stages", [])] for name, made in workspace.pipelines.items()}
    if len({*map(tuple, stages.values())}) > 1:
        found.append(f"pipelines: {stages} are not the same stages")
    for name, manifest in workspace.pipelines.items():
        found += [f"pipelines/{name}: {what}" for what in of_pipeline(workspace, name, manifest)]
    return found


def of_the_application(workspace):
    if read(workspace.root / ".workspace") != {"application": "chartdrop"}:
        yield ".workspace: the application is chartdrop, as in Terraform's parameters"
    if sorted(workspace.services) != ["frontend", "middletier", "routes"]:
        yield f"services are frontend, middletier and routes, not {', '.join(workspace.services)}"
    if set(workspace.environments) != set(STAGES):
        yield f"environments are {', '.join(STAGES)}, not {', '.join(workspace.environments)}"
    let_in = (workspace.repository / ".dockerignore").read_text().split()
    for module in re.findall("<module>(.*)</module>", (workspace.repository / "pom.xml").read_text()):
        if f"!{module}" not in let_in:
            yield f".dockerignore: Maven builds nothing without {module}"
    for folder in workspace.root.rglob("overrides"):
        if not (folder / "cfn.patches.yml").is_file():
            yield f"{folder.relative_to(workspace.root)}: Copilot refuses an empty folder of overrides"


# --- services


def of_service(service):
    manifest = service.manifest
    shape = SERVICES.get(manifest.get("type"))
    if shape is None:
        yield f"type {manifest.get('type')!r} is none of ours: {', '.join(SERVICES)}"
        return
    if manifest.get("name") != service.name:
        yield f"name is {manifest.get('name')!r}, and the folder {service.name!r}"
    own = {key: value for key, value in manifest.items() if key != "environments"}
    yield from mistakes(own, shape, whole=False)
    for environment, part in (manifest.get("environments") or {}).items():
        if environment not in STAGES:
            yield f"/environments/{environment}: there is no such environment"
        not_here = {key: value for key, value in shape.items() if key not in ("name!", "type!")}
        yield from mistakes(part, not_here, f"/environments/{environment}", whole=False)
    yield from of_addons(service)
    yield from of_patches(service)
    yield from of_stopping(service)
    for environment in STAGES:
        wrong = mistakes(service.merged(environment), shape)
        wrong = wrong or [*of_merged(service, environment, service.merged(environment))]
        yield from (f"{environment}: {what}" for what in wrong)


def of_merged(service, environment, manifest):
    terraform = service.workspace.terraform
    image, build = manifest["image"], manifest["image"]["build"]
    stage = service.workspace.dockerfile.stages.get(build["target"])
    if not (service.workspace.repository / build["dockerfile"]).is_file():
        yield f"/image/build: there is no {build['dockerfile']}"
    if stage is None:
        yield f"/image/build/target: the Dockerfile has no {build['target']!r}"
    else:
        paths = sorted(volume["path"] for volume in manifest["storage"]["volumes"].values() if not volume["read_only"])
        if paths != sorted(stage["volumes"]):
            yield f"/storage/volumes: {paths}, and the image declares {sorted(stage['volumes'])}"
        if not re.fullmatch(r"[1-9]\d*:[1-9]\d*", stage["user"] or ""):
            yield "/image: it would run as root"
    if manifest["cpu"] not in FARGATE or manifest["memory"] not in FARGATE[manifest["cpu"]]:
        yield f"/memory: Fargate has no task of {manifest['cpu']} units and {manifest['memory']} MB"
    if not manifest["storage"]["readonly_fs"] or manifest.get("exec"):
        yield "/storage/readonly_fs: the root file system is read-only, so nobody can exec into a task"
    if len(manifest["count"]) < 2 or not {"cpu_percentage", "memory_percentage", "requests", "response_time"} & set(manifest["count"]):
        yield "/count: a range needs something to go by, such as cpu_percentage"
    for name, value in {**manifest.get("variables", {}), **manifest.get("secrets", {})}.items():
        if "${" in str(value):
            yield f"/variables/{name}: {value} names what Copilot does not fill in"

    own, management = service.ports()
    if image["healthcheck"]["command"] != ["CMD", "/app/healthy", str(management)]:
        yield f"/image/healthcheck/command: health is answered on port {management}"
    if image.get("port", own) != own:
        yield f"/image/port: the service listens on {own}"
    if "http" in manifest and manifest["http"]["healthcheck"].get("port", own) != management:
        yield f"/http/healthcheck/port: health is answered on port {management}"
    yield from of_calls(service, environment, manifest)

    for name, path in manifest.get("secrets", {}).items():
        if path != f"/chartdrop/{environment}/{name}":
            yield f"/secrets/{name}: its parameter is /chartdrop/{environment}/{name}"
    for name in sorted({path.split("/")[-1] for path in manifest.get("secrets", {}).values()} - terraform.handed_over(environment)):
        yield f"/secrets: Terraform hands no {name} over in {environment}"
    alarms = manifest["deployment"]["rollback_alarms"]
    for name in alarms if isinstance(alarms, list) else ():
        if name not in terraform.alarms(environment):
            yield f"/deployment/rollback_alarms: Terraform makes no alarm {name}"

    if "http" in manifest:
        host, zone = terraform.value(environment, "web_domain"), terraform.value(environment, "zone_id")
        if manifest["http"]["alias"] != host:
            yield f"/http/alias: Terraform's web_domain is {host}"
        if manifest["http"]["hosted_zone"] != zone:
            yield f"/http/hosted_zone: Terraform's zone_id is {zone}"

    code = service.read_by_code()
    given = service.given(environment)
    for name in sorted(given - set(code)):
        yield f"it is given {name}, which it does not read"
    # An empty default says that it may be missing; not, that it is left out where it is to be had.
    there = terraform.handed_over(environment) | {"CHARTDROP_API"}
    needed = {name for name, default in code.items() if default is None or default == "" and name in there}
    for name in sorted(needed - given):
        yield f"it reads {name}, which nobody gives it"


def of_calls(service, environment, manifest):
    """http://NAME:PORT is a service of ours that connects, and so does the caller."""
    for name, value in manifest.get("variables", {}).items():
        for host, port in re.findall(r"http://([a-z-]+):(\d+)", str(value)):
            other = service.workspace.services.get(host)
            if other is None:
                yield f"/variables/{name}: there is no service {host}"
                continue
            there = other.merged(environment)
            if not manifest["network"].get("connect") or not there["network"].get("connect"):
                yield f"/network/connect: {service.name} calls {host}, so both connect"
            if there["image"].get("port") != int(port):
                yield f"/variables/{name}: {host} listens on {there['image'].get('port')}"


def of_addons(service):
    for file, addon in service.addons.items():
        parameters, passed = addon.get("Parameters", {}), service.passed("dev")
        for name in ("App", "Env", "Name"):
            if parameters.get(name, {}).get("Type") != "String":
                yield f"addons/{file}: parameter {name} is Copilot's, and must be declared"
        for name in sorted(set(passed) ^ (set(parameters) - {"App", "Env", "Name"})):
            yield f"addons/{file}: {name} is declared and passed, or neither"
        for name, parameter in parameters.items():
            if name in passed and parameter["Type"] != "AWS::SSM::Parameter::Value<String>":
                yield f"addons/{file}: {name} would be the parameter's name, not its value"
        for name, made in addon["Resources"].items():
            if made["Type"] != "AWS::IAM::ManagedPolicy":
                yield f"addons/{file}: {name} is {made['Type']}; what holds state is Terraform's"
                continue
            if {"Ref": name} not in [output["Value"] for output in addon["Outputs"].values()]:
                yield f"addons/{file}: {name} is attached to the role only if an output is a plain !Ref of it"
            for statement in made["Properties"]["PolicyDocument"]["Statement"]:
                for action in statement["Action"]:
                    if "*" in action:
                        yield f"addons/{file}: {statement['Sid']} allows {action}"
                if "*" in statement["Resource"]:
                    yield f"addons/{file}: {statement['Sid']} is about everything"
    for environment in STAGES:
        over = service.workspace.terraform.handed_over(environment)
        for name, path in service.passed(environment).items():
            wanted = f"/chartdrop/{environment}/{variable_of(name)}"
            if path != wanted:
                yield f"addons: {name} is {path}, not {wanted}"
            elif variable_of(name) not in over:
                yield f"addons: Terraform hands no {variable_of(name)} over in {environment}"
    for name, value in service.outputs().items():
        if name in service.passed("dev") and value != {"Ref": name}:
            yield f"addons: output {name} is not the parameter of its name"


def functions_of(manifest):
    """The helper functions that Copilot's template has for a service like this."""
    found = {"EnvControllerFunction"}
    if isinstance(manifest.get("count"), dict) and "range" in manifest["count"]:
        found.add("DynamicDesiredCountFunction")
    if manifest.get("http"):
        found.add("RulePriorityFunction")
    return found


def of_patches(service):
    lifted = {}
    for environment in STAGES:
        there = {f"/Resources/{name}/Properties/Runtime" for name in functions_of(service.merged(environment))}
        for patch in service.patches:
            if patch["path"].endswith("/Runtime"):
                lifted[patch["path"]] = patch["value"]
                if patch["path"] not in there:
                    yield f"overrides: {patch['path']} is not in the template for {environment}"
            elif patch["path"] not in STOP_TIMEOUT:
                yield f"overrides: {patch['path']} is not known to be in the template"
        for path in sorted(there - set(lifted)):
            yield f"overrides: {path} is left at Copilot's own, past its end"
    for path, runtime in lifted.items():
        if runtime != RUNTIME:
            yield f"overrides: {path} is {runtime}, not {RUNTIME}"


def of_stopping(service):
    """Spring lets requests end, then Camel its exchanges; only then may ECS kill."""
    given = [patch["value"] for patch in service.patches if patch["path"] in STOP_TIMEOUT]
    needed = seconds(service.setting("spring.lifecycle.timeout-per-shutdown-phase", "30s")) + seconds(service.setting("camel.main.shutdown-timeout", 0))
    if not given or not needed < given[0] <= LONGEST_STOP:
        yield f"overrides: StopTimeout is {given[0] if given else 'ECS’s own 30'}, and stopping may take {needed} s"


# --- environments


def of_environment(workspace, name, manifest):
    wrong = mistakes(manifest, ENVIRONMENT)
    if wrong:
        yield from wrong
        return
    if manifest["name"] != name:
        yield f"/name is {manifest['name']!r}"
    vpc = manifest["network"]["vpc"]
    whole = ipaddress.ip_network(vpc["cidr"])
    parts = [ipaddress.ip_network(subnet["cidr"]) for kind in ("public", "private") for subnet in vpc["subnets"][kind]]
    for part in parts:
        if not part.subnet_of(whole):
            yield f"/network/vpc: {part} is not in {whole}"
    for one, other in itertools.combinations(parts, 2):
        if one.overlaps(other):
            yield f"/network/vpc: {one} and {other} overlap"
    zones = [{subnet["az"] for subnet in vpc["subnets"][kind]} for kind in ("public", "private")]
    if zones[0] != zones[1] or len(zones[0]) < 2:
        yield "/network/vpc/subnets: public and private are in the same two zones or more"
    accounts = workspace.terraform.value(name, "allowed_account_ids")
    for arn in manifest["http"]["public"]["certificates"]:
        if arn.split(":")[4] not in accounts:
            yield f"/http/public/certificates: account {arn.split(':')[4]} is not one of {accounts}"


# What is patched of an environment's template. With a certificate of ours and no access logs it has no helper function.
ENVIRONMENT_PATHS = {
    "/Conditions/NATGatewayInEachZone",
    "/Resources/NatGateway2Attachment/Condition",
    "/Resources/NatGateway2/Condition",
    "/Resources/PrivateRoute2/Properties/NatGatewayId",
}


def of_environments(workspace):
    networks = {name: ipaddress.ip_network(made["network"]["vpc"]["cidr"]) for name, made in workspace.environments.items()}
    for (one, a), (other, b) in itertools.combinations(networks.items(), 2):
        if a.overlaps(b):
            yield f"{one} and {other} overlap: {a}, {b}"

    paths = {patch["path"] for patch in read(workspace.root / "environments/overrides/cfn.patches.yml")}
    for path in sorted(paths ^ ENVIRONMENT_PATHS):
        yield f"overrides: {path} is " + ("not known to be in the template" if path in paths else "not patched")

    passed = read(workspace.root / "environments/addons/addons.parameters.yml")["Parameters"]
    for path in sorted((workspace.root / "environments/addons").glob("*.yml")):
        if path.name == "addons.parameters.yml":
            continue
        parameters = read(path)["Parameters"]
        if set(parameters) != {"App", "Env", *passed}:
            yield f"addons/{path.name}: declared are {sorted(parameters)}, passed {sorted(passed)}"
        for name, parameter in parameters.items():
            if "SSM" in parameter["Type"]:
                yield f"addons/{path.name}: {name} is read again when a service is deleted, and may be gone by then"


# --- pipelines


def of_pipeline(workspace, folder, manifest):
    wrong = mistakes(manifest, PIPELINE)
    if wrong:
        yield from wrong
        return
    names = [stage["name"] for stage in manifest["stages"]]
    # One that was destroyed is taken out: docs/teardown.md. What stays keeps its order.
    if not names or names != [name for name in STAGES if name in names]:
        yield f"/stages: {' -> '.join(names)}, not some of {' -> '.join(STAGES)}"
    if re.findall(r"^  - name: (.*)$", (workspace.root / "pipelines" / folder / "manifest.yml").read_text(), re.M) != names:
        yield "/stages: the scripts that package look for lines \"  - name: STAGE\""
    if manifest["name"] != f"chartdrop-{folder}":
        yield f"/name: chartdrop-{folder}"
    if "aarch64" not in manifest["build"]["image"]:
        yield "/build/image: only an image with aarch64 in its name builds on the processor that the services run on"
    for stage in manifest["stages"]:
        at = f"/stages/{stage['name']}"
        if stage["name"] == "prod" and stage.get("requires_approval") is not True:
            yield f"{at}: prod requires approval"
        if "state-version" not in stage.get("pre_deployments", {}):
            yield f"{at}/pre_deployments: nobody looks at the state version"
        deployments = {name: made or {} for name, made in stage["deployments"].items()}
        if folder == "services":
            if set(deployments) != set(workspace.services):
                yield f"{at}/deployments: {', '.join(deployments)}"
            if "smoke" not in stage.get("post_deployments", {}):
                yield f"{at}/post_deployments: there is no smoke test"
        for name, made in deployments.items():
            for other in made.get("depends_on", []):
                if other not in deployments:
                    yield f"{at}/deployments/{name}: it waits for {other}, which is not deployed"
            if folder == "environments":
                wanted = {
                    "stack_name": f"chartdrop-{stage['name']}",
                    "template_path": f"infrastructure/{stage['name']}.env.yml",
                    "template_config": f"infrastructure/{stage['name']}.env.params.json",
                }
                if made != wanted:
                    yield f"{at}/deployments/{name}: it would be another environment's stack"
    yield from of_buildspecs(workspace, manifest)
    yield from of_pipeline_patches(workspace, folder, manifest)


def of_buildspecs(workspace, manifest):
    actions = [action for stage in manifest["stages"] for when in ("pre_deployments", "post_deployments") for action in stage.get(when, {}).values()]
    for path in {manifest["build"]["buildspec"], *(action["buildspec"] for action in actions)}:
        file = workspace.repository / path
        if not file.is_file():
            yield f"there is no buildspec {path}"
            continue
        for command in [command for phase in read(file)["phases"].values() for command in phase["commands"]]:
            script = re.fullmatch(r'bash (\S+)( "\$COPILOT_ENVIRONMENT_NAME")?', command)
            if not script or not (workspace.repository / script[1]).is_file():
                yield f"{path}: {command!r} runs no script of ours"


def of_pipeline_patches(workspace, folder, manifest):
    """Names as Copilot makes them: of letters and digits only."""
    projects = {
        re.sub(r"[^A-Za-z0-9]", "", f"{when}{stage['name']}DeploymentAction{action}")
        for stage in manifest["stages"]
        for when, key in (("Pre", "pre_deployments"), ("Post", "post_deployments"))
        for action in stage.get(key, {})
    }
    known = {"/Resources/BuildProject/Properties/Environment/ComputeType", "/Resources/PipelineRolePolicy/Properties/PolicyDocument/Statement/-"}
    images = {f"/Resources/{project}/Properties/Environment/Image" for project in projects}
    paths = {patch["path"] for patch in read(workspace.root / "pipelines" / folder / "overrides/cfn.patches.yml")}
    for path in sorted(paths - known - images):
        yield f"overrides: {path} is not known to be in the template"
    for path in sorted(images - paths):
        yield f"overrides: {path} is left at Copilot's own, past its end"


def main():
    repository = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    found = complaints(repository)
    print("\n".join(found) or "The workspace is as it should be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
