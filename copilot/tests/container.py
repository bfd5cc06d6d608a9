"""Images of buildah as containers of runc, limited as a task on Fargate is."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}: {(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


class Image:
    """What a container is started from."""

    def __init__(self, name):
        self.name = name
        self.config = json.loads(run("buildah", "inspect", "--type", "image", name))["OCIv1"]["config"]

    @property
    def user(self):
        return tuple(int(part) for part in self.config["User"].split(":"))

    @property
    def volumes(self):
        return sorted(self.config.get("Volumes", {}))

    @property
    def environment(self):
        return dict(pair.split("=", 1) for pair in self.config["Env"])


class Container:
    """One task: own processes, read-only root, the network of who starts it, so much memory and no more."""

    def __init__(self, name, image, environment, memory_mb, command=None, hosts=(), readonly=True):
        self.name, self.image = f"chartdrop-{os.getpid()}-{name}", image
        self.held = tempfile.TemporaryDirectory(prefix="chartdrop-container-")
        self.bundle = Path(self.held.name)
        self.working = run("buildah", "from", "--pull-never", image.name).strip()
        self.root = Path(run("buildah", "mount", self.working).strip())
        self.bundle.joinpath("hosts").write_text("127.0.0.1 localhost " + " ".join(hosts) + "\n")
        self.bundle.joinpath("config.json").write_text(json.dumps(self.specification(environment, memory_mb, command, readonly)))
        self.log = open(self.bundle / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(["runc", "run", "--bundle", str(self.bundle), self.name], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def specification(self, environment, memory_mb, command, readonly):
        config = self.image.config
        user, group = self.image.user
        variables = {**self.image.environment, **environment}
        limit = memory_mb << 20
        mounts = [
            {"destination": "/proc", "type": "proc", "source": "proc"},
            {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "strictatime", "mode=755", "size=65536k"]},
            {"destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup", "options": ["nosuid", "noexec", "nodev", "ro"]},
            {"destination": "/etc/hosts", "type": "bind", "source": str(self.bundle / "hosts"), "options": ["bind", "ro"]},
            *self.volumes(),
        ]
        kinds = ("pid", "mount", "ipc", "uts", "cgroup")
        return {
            "ociVersion": "1.0.2",
            "process": {
                "user": {"uid": user, "gid": group},
                "args": config.get("Entrypoint", []) + (command or config["Cmd"]),
                "env": [f"{key}={value}" for key, value in variables.items()],
                "cwd": config["WorkingDir"],
                "capabilities": {},
                "noNewPrivileges": True,
            },
            "root": {"path": str(self.root), "readonly": readonly},
            "hostname": "task",
            "mounts": mounts,
            "linux": {
                "resources": {"memory": {"limit": limit, "swap": limit}},
                "namespaces": [{"type": kind} for kind in kinds],
                "maskedPaths": ["/proc/kcore", "/proc/keys"],
                "readonlyPaths": ["/proc/sys"],
            },
        }

    def volumes(self):
        """Each as ECS gives it: empty, on the disk, owned as the image's folder is."""
        for path in self.image.volumes:
            within = self.root / path.lstrip("/")
            there = self.bundle / f"volume{path.replace('/', '-')}"
            there.mkdir()
            os.chmod(there, within.stat().st_mode & 0o7777)
            os.chown(there, within.stat().st_uid, within.stat().st_gid)
            yield {"destination": path, "type": "bind", "source": str(there), "options": ["bind", "rw", "nosuid", "nodev"]}

    def execute(self, *command):
        """What the command says and ends with, run in the container as its user."""
        done = subprocess.run(["runc", "exec", self.name, *command], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def await_healthy(self, command, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.process.returncode}: {self.said()}")
            if self.execute(*command)[0] == 0:
                return
            time.sleep(0.5)
        raise RuntimeError(f"{self.name} is not healthy after {seconds} s: {self.said()}")

    def terminate(self, seconds):
        """SIGTERM to its first process; how long it took to end, or None if it did not within so long."""
        begun = time.monotonic()
        run("runc", "kill", self.name, "TERM")
        try:
            self.process.wait(seconds)
            return time.monotonic() - begun
        except subprocess.TimeoutExpired:
            return None

    def memory(self):
        """The most it has held so far, in MB."""
        return json.loads(run("runc", "events", "--stats", self.name))["data"]["memory"]["usage"]["max"] >> 20

    def said(self):
        self.log.flush()
        return (self.bundle / "log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def close(self):
        if self.process.poll() is None:
            subprocess.run(["runc", "kill", self.name, "KILL"], capture_output=True)
            self.process.wait(20)
        subprocess.run(["runc", "delete", "--force", self.name], capture_output=True)
        subprocess.run(["buildah", "rm", self.working], capture_output=True)
        self.log.close()
        self.held.cleanup()
