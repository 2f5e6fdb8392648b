"""The servers that Casemate is measured beside: Prosody and ejabberd from Debian, each with its archive on.

Every peer runs in a folder of its own, on ports of its own on loopback, pinned to one core, and is ended by the process
id that was started here.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.crowdload import contacts

DOMAIN = "localhost"
PASSWORD = "pw"  # accounts of a benchmark on loopback
START_SECONDS = 60.0


@dataclass
class Running:
    """A server that runs: where to connect, and whose CPU and memory to count."""

    name: str
    port: int
    tls_port: int
    process: subprocess.Popen[bytes]
    credentials: Path | None = None
    mechanism: str = "PLAIN"
    on_stop: Callable[[], None] | None = None
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def pids(self) -> list[int]:
        """The server's process and its children."""
        parent = psutil.Process(self.process.pid)
        return [parent.pid, *(child.pid for child in parent.children(recursive=True))]

    def stop(self) -> None:
        """End the server and what it started."""
        pids = self.pids
        if self.on_stop is not None:
            self.on_stop()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pid in pids:
            if psutil.pid_exists(pid):
                os.kill(pid, signal.SIGKILL)


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something listens on the port, or say why nothing does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    tail = log.read_text(errors="replace")[-3000:] if log.exists() else ""
    raise RuntimeError(f"nothing listens on port {port}; the log ends with:\n{tail}")


def pinned(core: int, command: Sequence[str]) -> list[str]:
    """The command on one core."""
    return ["taskset", "-c", str(core), *command]


def need(program: str, package: str) -> str:
    """The path of a program that a Debian package installs."""
    found = shutil.which(program)
    if found is None:
        raise RuntimeError(f"{program} is missing: sudo apt-get install {package}")
    return found


PROSODY = """
run_as_root = true
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
certificates = "{folder}"
log = {{ warn = "{folder}/prosody.log" }}
network_backend = "epoll"
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {port} }}
c2s_direct_tls_ports = {{ {tls_port} }}
s2s_ports = {{}}
http_ports = {{}}
https_ports = {{}}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
storage = "{storage}"
sql = {{ driver = "PostgreSQL", database = "prosody", username = "postgres", password = "", host = "127.0.0.1" }}
default_archive_policy = true
archive_expires_after = "never"
limits = {{}}
modules_enabled = {{ "roster", "saslauth", "tls", "disco", "ping", "carbons", "mam", "smacks" }}
modules_disabled = {{ "s2s" }}
ssl = {{ certificate = "{folder}/server.pem", key = "{folder}/server.key" }}
VirtualHost "{domain}"
Component "rooms.{domain}" "muc"
modules_enabled = {{ "muc_mam" }}
"""


def start_prosody(folder: Path, users: int, core: int, port: int, certificates: Path, crowd: int = 0) -> Running:
    """Prosody with its archive in files (its own, append-only: faster for it than SQL). The first `crowd` have contacts."""
    program = need("prosody", "prosody")
    folder.mkdir(parents=True)
    for name in ("server.pem", "server.key"):
        shutil.copy(certificates / name, folder / name)
    accounts = folder / "data" / DOMAIN / "accounts"
    accounts.mkdir(parents=True)
    for number in range(users):
        (accounts / f"u{number}.dat").write_text(f'return {{\n\t["password"] = "{PASSWORD}";\n}};\n')
    rosters = folder / "data" / DOMAIN / "roster"
    rosters.mkdir()
    for number in range(crowd):
        items = "".join(
            f'["u{other}@{DOMAIN}"] = {{ ["subscription"] = "both"; ["groups"] = {{}}; }};\n'
            for other in contacts(number, crowd)
        )
        (rosters / f"u{number}.dat").write_text(f'return {{\n[false] = {{ ["version"] = 1; }};\n{items}}};\n')
    config = folder / "prosody.cfg.lua"
    config.write_text(PROSODY.format(folder=folder, port=port, tls_port=port + 1, domain=DOMAIN, storage="internal"))
    log = (folder / "output.log").open("wb")
    process = subprocess.Popen(pinned(core, [program, "--config", str(config), "-F"]), stdout=log, stderr=log)
    wait_for_port(port, process, folder / "output.log")
    return Running("prosody", port, port + 1, process)


EJABBERD = """
hosts: [{domain}]
loglevel: 2
certfiles: [{folder}/bundle.pem]
listen:
  - {{port: {port}, ip: "127.0.0.1", module: ejabberd_c2s, starttls: true, max_stanza_size: 262144, shaper: none, backlog: 1024}}
  - {{port: {tls_port}, ip: "127.0.0.1", module: ejabberd_c2s, tls: true, max_stanza_size: 262144, shaper: none, backlog: 1024}}
  - {{port: {http_port}, ip: "127.0.0.1", module: ejabberd_http, request_handlers: {{/api: mod_http_api}}}}
auth_method: internal
auth_password_format: plain
default_db: mnesia
acl: {{loopback: {{ip: 127.0.0.0/8}}}}
access_rules: {{local: {{allow: all}}, c2s: {{allow: all}}, announce: {{deny: all}}}}
api_permissions:
  bench: {{from: [mod_http_api], who: {{acl: loopback}}, what: "*"}}
shaper_rules: {{max_user_sessions: 10, max_user_offline_messages: 100, c2s_shaper: none}}
modules:
  mod_adhoc: {{}}
  mod_admin_extra: {{}}
  mod_caps: {{}}
  mod_carboncopy: {{}}
  mod_disco: {{}}
  mod_http_api: {{}}
  mod_mam: {{default: always, db_type: {archive}}}
  mod_muc:
    host: rooms.@HOST@
    max_users: 2000
    access_create: all
    default_room_options: {{mam: true, max_users: 2000}}
    max_users_presence: 2000
  mod_ping: {{}}
  mod_roster: {{}}
  mod_stream_mgmt: {{}}
"""


def start_ejabberd(folder: Path, users: int, core: int, port: int, certificates: Path, crowd: int = 0) -> Running:
    """Debian's ejabberd with its archive in Mnesia (on disk; faster for it than SQL). The first `crowd` have contacts."""
    program = need("ejabberdctl", "ejabberd")
    folder.mkdir(parents=True)
    bundle = (certificates / "server.pem").read_text() + (certificates / "server.key").read_text()
    (folder / "bundle.pem").write_text(bundle)
    config = folder / "ejabberd.yml"
    config.write_text(
        EJABBERD.format(
            folder=folder, port=port, tls_port=port + 1, http_port=port + 2, domain=DOMAIN, archive="mnesia"
        )
    )
    (folder / "ejabberdctl.cfg").write_text(
        "ERL_EPMD_ADDRESS=127.0.0.1\nERLANG_NODE=casematebench@localhost\nINET_DIST_INTERFACE=127.0.0.1\nSMP=auto\n"
    )
    owner = pwd.getpwnam("ejabberd")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    command = [
        program,
        "--config-dir", str(folder),
        "--config", str(config),
        "--ctl-config", str(folder / "ejabberdctl.cfg"),
        "--logs", str(folder / "logs"),
        "--spool", str(folder / "spool"),
        "foreground",
    ]  # fmt: skip
    log = (folder / "output.log").open("wb")
    # As its own user at once: ejabberdctl's `su` would bring the limit of open files back to 1,024.
    process = subprocess.Popen(
        pinned(core, command),
        stdout=log,
        stderr=log,
        cwd=folder,
        user=owner.pw_uid,
        group=owner.pw_gid,
        extra_groups=[],
        env=os.environ | {"HOME": owner.pw_dir},
    )
    running = Running("ejabberd", port, port + 1, process)
    try:
        wait_for_port(port, process, folder / "output.log")
        wait_for_port(port + 2, process, folder / "output.log")
        _add_people(f"http://127.0.0.1:{port + 2}/api", users, crowd)
    except BaseException:
        running.stop()
        raise
    return running


def _add_people(api: str, users: int, crowd: int) -> None:
    for number in range(users):
        _call(f"{api}/register", {"user": f"u{number}", "host": DOMAIN, "password": PASSWORD})
    for number in range(crowd):
        for other in contacts(number, crowd):
            item = {"localuser": f"u{number}", "localhost": DOMAIN, "user": f"u{other}", "host": DOMAIN, "nick": ""}
            _call(f"{api}/add_rosteritem", item | {"group": "", "subs": "both"})


def _call(address: str, arguments: dict[str, str]) -> None:
    with urllib.request.urlopen(urllib.request.Request(address, json.dumps(arguments).encode()), timeout=10) as answer:
        answer.read()
