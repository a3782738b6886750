"""The page with the figures."""

import datetime
import os
import platform
import re
import statistics
import subprocess
from pathlib import Path

from measures import AT_ONCE, COUNT, DELAY, WAYS

NAMES = {"direct": "direct TLS", "starttls": "STARTTLS"}
ROOT = Path(__file__).resolve().parent.parent
PROVED = "Vestibule, each step proved"
TYPING = "typing"
# What is done, the name of its figure, what it is compared with, and how many times longer it may take.
HANDS = [
    ("typing a letter in 60 fields", "fields", "3 fields", 20),
    ("typing a letter in 60 fields with lists of 500 options", "options", "60 fields with lists of 9", 1.2),
    ("typing a letter to search 5 000 servers", "servers", "29 servers", 2),
    ("scrolling 5 000 servers by a page", "scrolled", "29 servers", 1.2),
]


def page(samples, programs, machine):
    """Everything as Markdown. `programs` are names, the floor first."""
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Made by `scripts/bench`; what is measured and how is in [benches/README.md](../benches/README.md).",
            "",
            *goals(Figures(samples)),
            "",
            *trips(Figures(samples), programs),
            "",
            *time_to_form(Figures(samples), programs),
            "",
            *cpu_time(Figures(samples), programs),
            "",
            *whole_cycle(Figures(samples), programs),
            "",
            *typing(Figures(samples)),
            "",
            *failures(samples),
            *machine.lines(),
            "",
        ]
    )


class Figures:
    """Medians, spreads and ratios of what was measured, as text and as numbers."""

    def __init__(self, samples):
        self._samples = samples

    def median(self, program, what):
        values = self._samples.of(program, what)
        return statistics.median(values) if values else None

    def text(self, program, what, digits=1, unit=""):
        """The median, and between which values the middle half lies."""
        values = self._samples.of(program, what)
        if not values:
            return "failed"
        text = f"{statistics.median(values):.{digits}f}{unit}"
        if len(values) > 1:
            low, _, high = statistics.quantiles(values, n=4, method="inclusive")
            text += f" ({low:.{digits}f}–{high:.{digits}f})"
        return text

    def ratio(self, program, what):
        """How many times the floor, as a number."""
        own, floor = self.median(program, what), self.median("floor", what)
        return own / floor if own is not None and floor else None

    def times(self, program, what):
        ratio = self.ratio(program, what)
        return "" if ratio is None else f"{ratio:.2f}"


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|---" * len(head) + "|", *("| " + " | ".join(row) + " |" for row in rows)]


def goals(figures):
    own = "Vestibule"

    def trips(what):
        return [figures.median(own, f"trips {what} {way}") for way in WAYS]

    def both(values):
        return " / ".join("failed" if value is None else f"{value:.0f}" for value in values)

    def line(name, goal, reached, met):
        return [name, goal, reached, "yes" if met else "**no**"]

    def at_most(name, what):
        ratio = figures.ratio(own, what)
        reached = "failed" if ratio is None else f"{ratio:.2f} x the floor"
        return line(name, "1.5 x the floor", reached, ratio is not None and ratio <= 1.5)

    rows = []
    for name, what, goal in [("to the form", "form", [3, 4]), ("until registered", "registered", [4, 5])]:
        reached = trips(what)
        met = None not in reached and all(value <= most for value, most in zip(reached, goal))
        rows.append(line(f"round trips {name}, direct TLS / STARTTLS", both(goal), both(reached), met))
    for way in WAYS:
        rows.append(at_most(f"time to the form on a stock Prosody, {NAMES[way]}", f"form {way}"))
    rows.append(at_most(f"client CPU for {COUNT} registrations, one after another", "cpu 1"))
    rows.append(at_most(f"client CPU for {COUNT} registrations, {AT_ONCE} at a time", f"cpu {AT_ONCE}"))
    rows.append(at_most("whole cycle in a fresh process, time", "cycle wall"))
    peak = figures.median(own, "cycle peak")
    reached = "failed" if peak is None else f"{peak:.1f} MiB"
    rows.append(line("whole cycle in a fresh process, memory", "10 MiB", reached, peak is not None and peak < 10))
    for name, what, small, most in HANDS:
        ratio = figures.median(TYPING, what)
        reached = "failed" if ratio is None else f"{ratio:.2f} x {small}"
        rows.append(line(name, f"{most} x {small}", reached, ratio is not None and ratio <= most))
    return ["## What Vestibule wants to reach", "", *table(["", "at most", "reached", ""], rows)]


def trips(figures, programs):
    def cell(program, what, way):
        count = figures.median(program, f"trips {what} {way}")
        if count is None:
            return "failed"
        return f"{count:.0f} ({figures.median(program, f'{what} far {way}') * 1000:.0f} ms)"

    rows = [
        [name, *(cell(name, what, way) for what in ["form", "registered"] for way in WAYS)]
        + [
            " / ".join(f"{figures.median(name, f'{side} {way}') or 0:.0f}" for side in ["sent", "received"])
            for way in WAYS
        ]
        for name in programs
    ]
    head = ["", "form, direct TLS", "form, STARTTLS", "registered, direct TLS", "registered, STARTTLS"]
    head += ["bytes out / in, direct TLS", "bytes out / in, STARTTLS"]
    return [
        "## Round trips",
        "",
        f"To a server {DELAY * 1000:.0f} ms away each way. The handshake of TCP, which is not delayed here, is in the counts",
        "and not in the times.",
        "",
        *table(head, rows),
    ]


def time_to_form(figures, programs):
    rows = [
        [name, *(cell for way in WAYS for cell in [figures.text(name, f"form {way}"), figures.times(name, f"form {way}")])]
        for name in programs
    ]
    head = ["ms", "direct TLS", "x floor", "STARTTLS", "x floor"]
    return ["## Time to the form on a stock Prosody", "", *table(head, rows)]


def cpu_time(figures, programs):
    rows = [
        [
            name,
            *(
                cell
                for at_once in [1, AT_ONCE]
                for cell in [
                    figures.text(name, f"cpu {at_once}", 3),
                    figures.times(name, f"cpu {at_once}"),
                    figures.text(name, f"wall {at_once}", 2),
                ]
            ),
        ]
        for name in programs
    ]
    head = ["s", "CPU, one after another", "x floor", "time", f"CPU, {AT_ONCE} at a time", "x floor", "time"]
    return [f"## {COUNT} registrations", "", *table(head, rows)]


def whole_cycle(figures, programs):
    names = programs[:2] + [PROVED] + programs[2:]
    rows = [
        [
            name,
            figures.text(name, "cycle wall"),
            figures.times(name, "cycle wall"),
            figures.text(name, "cycle cpu"),
            figures.times(name, "cycle cpu"),
            figures.text(name, "cycle peak"),
        ]
        for name in names
    ]
    head = ["", "time, ms", "x floor", "CPU, ms", "x floor", "most memory, MiB"]
    return ["## Whole cycle in a fresh process", "", *table(head, rows)]


def typing(figures):
    rows = [[name, small, figures.text(TYPING, what, 2)] for name, what, small, _ in HANDS]
    return [
        "## Large forms and long lists",
        "",
        "All that is done between a key and drawing: how many times longer it takes than in a smaller form or list.",
        "",
        *table(["", "against", "times longer"], rows),
    ]


def failures(samples):
    if not samples.failures:
        return []
    lines = [f"- {name}, {what}: `{' '.join(why.split())[:200]}`" for (name, what), why in samples.failures.items()]
    return ["## What failed", "", *lines, ""]


class Machine:
    """What it was measured on, and how busy that was."""

    def __init__(self):
        self._load_before = os.getloadavg()[0]

    def lines(self):
        cpu = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.M)
        memory = re.search(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(), re.M)
        system = re.search(r'^PRETTY_NAME="(.*)"$', Path("/etc/os-release").read_text(), re.M)
        facts = {
            "processor": f"{os.cpu_count()} cores, {cpu[1] if cpu else platform.machine()}",
            "memory": f"{int(memory[1]) / 1024 / 1024:.1f} GiB" if memory else "?",
            "system": f"{system[1] if system else platform.system()}, kernel {platform.release()}",
            "load": f"{self._load_before:.1f} before, {os.getloadavg()[0]:.1f} after",
            "server": f"Prosody {package('prosody')}",
            "compiler": run("rustc", "--version"),
            "commit": run("git", "-C", str(ROOT), "describe", "--always", "--dirty"),
            "date": datetime.date.today().isoformat(),
        }
        return ["## Machine", "", *table(["", ""], [[name, fact] for name, fact in facts.items()])]


def package(name):
    return run("dpkg-query", "-W", "-f", "${Version}", name)


def run(*command):
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "?"
