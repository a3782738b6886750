"""The programs that are compared, and how one run of one of them is measured."""

import json
import os
import subprocess
import threading
import time
from dataclasses import dataclass

from bed import DOMAIN

PATIENCE = 120  # seconds; then a program is taken to hang


class Failed(Exception):
    """A run that did not do what it should, and why."""


@dataclass
class Run:
    """What one process did and took."""

    wall: float  # seconds from start to exit
    cpu: float  # seconds of the whole process, user and system
    said: list  # the lines of its output

    def told(self):
        """What a program tells itself, see benches/task.rs."""
        return json.loads(self.said[-1])


@dataclass
class Program:
    """One that is compared. What it can be asked to do is in benches/task.rs."""

    name: str
    command: list

    def register(self, server, way, name, count=1, at_once=1):
        """Registers so many accounts, so many at a time."""
        words = ["register", server.port(way), way, server.authority, name, count, at_once]
        return measured(self.command + words, server.authority)

    def cycle(self, server, way, name):
        """Registers, signs in, changes the password, reads the record and deletes, in one process. Gives the run and the
        most memory that it had, in KiB."""
        run = measured(self.command + ["cycle", server.port(way), way, server.authority, name], server.authority)
        return run, run.told()["peak_kib"]

    def ratios(self, authority):
        """What benches/typing.rs found out."""
        return measured(self.command, authority.certificate).told()


@dataclass
class Vestibule(Program):
    """The engine; its cycle is a program of its own, made of the example of that name."""

    example: list
    proved: bool = False

    def cycle(self, server, way, name):
        place = f"127.0.0.1:{server.port(way)}"
        words = [f"{name}@{DOMAIN}", place, way, server.authority] + ["proved"] * self.proved
        run = measured(self.example + words, server.authority)
        return run, int(run.said[-1].split()[0])


def measured(command, authority):
    """Runs a process to its end and takes its measure."""
    environment = {
        "PATH": os.defpath,
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        # Not every library can be told in another way whom to trust.
        "SSL_CERT_FILE": str(authority),
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    clock = threading.Timer(PATIENCE, process.kill)
    clock.start()
    said = process.stdout.read().decode()
    complaints = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    clock.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == -9:
        raise Failed(f"hung for {PATIENCE} s")
    if process.returncode != 0:
        raise Failed(f"exit code {process.returncode}: {said} {complaints}")
    return Run(wall, usage.ru_utime + usage.ru_stime, said.splitlines())
