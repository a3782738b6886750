"""What is measured. Each measure asks all programs in turn, in another order each round, and keeps a value a round."""

import random
import sys
import time
from collections import defaultdict

from programs import Failed
from proxy import DELAY, Proxy

WAYS = ["direct", "starttls"]
COUNT = 200  # registrations, of which the CPU time is taken
AT_ONCE = 16
PAUSE = 0.05  # seconds in which the server is done with who was there before


class Samples:
    """What was measured of each program, round by round; and who failed, and how."""

    def __init__(self):
        self.values = defaultdict(list)
        self.failures = {}

    def add(self, program, what, value):
        self.values[program, what].append(value)

    def of(self, program, what):
        return self.values.get((program, what), [])


class Rounds:
    """Goes through the programs so many times. Who has failed at something is not asked for it again."""

    def __init__(self, samples, programs, tag):
        self._samples, self._programs, self._tag = samples, programs, tag
        self._asked = 0

    def go(self, what, count, measure):
        """Calls `measure(program, name)` for each, with a user name that nobody has yet."""
        for number in range(count):
            print(f"\r{what}: round {number + 1} of {count}   ", end="", file=sys.stderr, flush=True)
            for program in random.sample(self._programs, len(self._programs)):
                if (program.name, what) in self._samples.failures:
                    continue
                self._asked += 1
                time.sleep(PAUSE)
                try:
                    measure(program, f"{self._tag}n{self._asked}x")
                except Failed as why:
                    self._samples.failures[program.name, what] = str(why)
        print(file=sys.stderr)


def round_trips(rounds, samples, server, count):
    """How often a program waits for the server, until it has the form and until it is registered. The handshake of TCP,
    which the proxy does not delay, is added."""
    for way in WAYS:
        proxy = Proxy(server, way)

        def measure(program, name):
            proxy.reset()
            told = program.register(proxy, way, name).told()
            # The last bytes are still on their way.
            time.sleep(2 * DELAY)
            for what in ["form", "registered"]:
                took = told[f"{what}_ms"][0] / 1000
                samples.add(program.name, f"{what} far {way}", took)
                samples.add(program.name, f"trips {what} {way}", 1 + round(took / (2 * DELAY)))
            samples.add(program.name, f"sent {way}", proxy.sent)
            samples.add(program.name, f"received {way}", proxy.received)

        rounds.go(f"round trips, {way}", count, measure)


def time_to_form(rounds, samples, server, count):
    """Milliseconds from before the connection until the form is there, the first time in a fresh process."""
    for way in WAYS:

        def measure(program, name):
            told = program.register(server, way, name).told()
            samples.add(program.name, f"form {way}", told["form_ms"][0])

        rounds.go(f"time to the form, {way}", count, measure)


def cpu_time(rounds, samples, server, count):
    """Seconds of CPU for many registrations, less what the same process needs to register nobody. Also how long they
    take."""

    def measure(program, name):
        nobody = program.register(server, "starttls", name, count=0)
        for at_once in [1, AT_ONCE]:
            run = program.register(server, "starttls", f"{name}of{at_once}n", COUNT, at_once)
            samples.add(program.name, f"cpu {at_once}", run.cpu - nobody.cpu)
            samples.add(program.name, f"wall {at_once}", run.wall - nobody.wall)

    rounds.go(f"{COUNT} registrations", count, measure)


def whole_cycle(rounds, samples, server, count):
    """Milliseconds, milliseconds of CPU and MiB of a process that does all that there is to do with an account."""

    def measure(program, name):
        run, peak = program.cycle(server, "starttls", name)
        samples.add(program.name, "cycle wall", run.wall * 1000)
        samples.add(program.name, "cycle cpu", run.cpu * 1000)
        samples.add(program.name, "cycle peak", peak / 1024)

    rounds.go("whole cycle", count, measure)


def typing(rounds, samples, authority, count):
    """How many times longer a letter takes in a large form than in a small one. No server has a part in it."""

    def measure(program, _name):
        for what, ratio in program.ratios(authority).items():
            samples.add(program.name, what, ratio)

    rounds.go("typing", count, measure)
