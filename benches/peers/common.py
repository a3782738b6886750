"""What the programs in Python have in common; see benches/task.rs for what they are told and what they tell."""

import asyncio
import json
import sys
import time

DOMAIN = "bench.test"
PASSWORD = "a password of the benchmark"
NEW_PASSWORD = "another password of the benchmark"


class Times:
    """How long one registration took, in milliseconds from before the connection."""

    def __init__(self):
        self._began = time.perf_counter()
        self.form_ms = self.registered_ms = 0

    def form(self):
        self.form_ms = self._elapsed()

    def registered(self):
        self.registered_ms = self._elapsed()

    def _elapsed(self):
        return round((time.perf_counter() - self._began) * 1000, 3)


class Place:
    """Where the server is, and how to get there."""

    def __init__(self, port, way, authority):
        self.port = int(port)
        self.is_direct = way == "direct"
        self.authority = authority


async def main(register, cycle):
    """Does what the command line says with `register(place, name)`, which gives Times, and `cycle(place, name)`."""
    verb, port, way, authority, name, *rest = sys.argv[1:]
    place = Place(port, way, authority)
    done, failed = [], []

    async def attempt(work):
        try:
            done.append(await work)
        except Exception as why:
            failed.append(repr(why))

    if verb == "register":
        count, at_once = map(int, rest)
        names = iter(f"{name}{number}" for number in range(count))

        async def worker():
            for each in names:
                await attempt(register(place, each))

        await asyncio.gather(*[worker() for _ in range(at_once)])
    else:
        await attempt(cycle(place, name))
    told = {
        "form_ms": [times.form_ms for times in done],
        "registered_ms": [times.registered_ms for times in done],
        "failed": failed,
        "peak_kib": peak_kib(),
    }
    print(json.dumps(told))
    sys.exit(1 if failed else 0)


def peak_kib():
    """The most memory that this process ever had, in KiB."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
