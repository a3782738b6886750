"""The server that is measured: a Prosody of its own, on loopback, with an authority of its own."""

import os
import random
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

DOMAIN = "bench.test"
HERE = Path(__file__).resolve().parent
# Ends the server and removes its folder when this process ends, however it ends.
WATCH = HERE.parent / "tests" / "testbed" / "watch.sh"
START = 30  # seconds that a server may take until it answers


class Authority:
    """Makes a certificate for the server. It is trusted by nothing but the programs that are measured."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="vestibule-authority-")
        self.folder = Path(self._folder.name)
        self.certificate = self.folder / "ca.pem"
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        self._openssl(
            "req", "-x509", "-subj", "/CN=Benchmark authority", "-days", "2", *key, "-keyout", "ca.key", "-out", "ca.pem"
        )
        self._openssl("req", "-subj", f"/CN={DOMAIN}", *key, "-keyout", "server.key", "-out", "server.csr")
        (self.folder / "server.ext").write_text(f"subjectAltName=DNS:{DOMAIN}\n")
        self._openssl(
            "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", "server.ext", "-out", "server.pem",
        )  # fmt: skip

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


class Prosody:
    """A running Prosody."""

    def __init__(self, authority, nagle):
        self.authority = authority.certificate
        self._starttls, self._direct = free_ports(2)
        folder = Path(tempfile.mkdtemp(prefix="vestibule-prosody-"))
        for name in ["server.pem", "server.key"]:
            shutil.copy(authority.folder / name, folder)
        words = {
            "DIR": folder,
            "STARTTLS": self._starttls,
            "DIRECT": self._direct,
            "NAGLE": str(nagle).lower(),
            "AS_ROOT": str(os.geteuid() == 0).lower(),
        }
        settings = (HERE / "prosody.cfg.lua").read_text()
        for word, value in words.items():
            settings = settings.replace(f"@{word}@", str(value))
        (folder / "prosody.cfg.lua").write_text(settings)
        command = ["prosody", "--config", folder / "prosody.cfg.lua", "-F"]
        if os.geteuid() == 0:
            command.append("--root")
        self._watch = subprocess.Popen(["/bin/sh", WATCH, folder, *command], stdin=subprocess.PIPE)
        self._wait_until_ready(folder, authority)

    def port(self, way):
        return self._direct if way == "direct" else self._starttls

    def stop(self):
        self._watch.stdin.close()
        self._watch.wait()

    def _wait_until_ready(self, folder, authority):
        trust = ssl.create_default_context(cafile=str(authority.certificate))
        deadline = time.monotonic() + START
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self._direct)) as tcp:
                    with trust.wrap_socket(tcp, server_hostname=DOMAIN):
                        return
            except OSError as why:
                if time.monotonic() > deadline or (folder / "exited").exists():
                    said = (folder / "output").read_text()
                    self.stop()
                    raise RuntimeError(f"Prosody does not answer: {why}\n{said}") from why
            time.sleep(0.05)


def free_ports(count):
    """Ports that are free now, below those that the kernel gives to outgoing connections."""
    ports = set()
    while len(ports) < count:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        ports.add(port)
    return sorted(ports)
