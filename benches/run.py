"""Compares Vestibule's engine with the floor and with other libraries. Started by scripts/bench, which builds them all."""

import argparse
import random
import string

import measures
import report
from bed import Authority, Prosody
from programs import Program, Vestibule

PEERS = ["QXmpp", "slixmpp", "aioxmpp"]


def main():
    options = arguments()
    floor = Program("floor", [options.floor])
    vestibule = Vestibule("Vestibule", [options.engine], [options.cycle])
    proved = Vestibule(report.PROVED, [options.engine], [options.cycle], proved=True)
    given = {"QXmpp": options.qxmpp, "slixmpp": options.slixmpp, "aioxmpp": options.aioxmpp}
    peers = [Program(name, given[name]) for name in PEERS if given[name]]
    programs = [floor, vestibule, *peers]

    tag = "".join(random.choices(string.ascii_lowercase, k=4))
    samples = measures.Samples()
    rounds = measures.Rounds(samples, programs, tag)
    machine = report.Machine()
    authority = Authority()
    quick, stock = Prosody(authority, nagle=False), Prosody(authority, nagle=True)
    try:
        measures.round_trips(rounds, samples, quick, scaled(3, options.scale))
        measures.time_to_form(rounds, samples, stock, scaled(31, options.scale))
        measures.cpu_time(rounds, samples, quick, scaled(5, options.scale))
        with_proofs = measures.Rounds(samples, [*programs, proved], f"{tag}c")
        measures.whole_cycle(with_proofs, samples, quick, scaled(31, options.scale))
        typist = Program(report.TYPING, [options.typing])
        measures.typing(measures.Rounds(samples, [typist], tag), samples, authority, scaled(5, options.scale))
    finally:
        quick.stop()
        stock.stop()
    page = report.page(samples, [each.name for each in programs], machine)
    print(page)
    for name in PEERS:
        if not given[name]:
            print(f"{name} is missing: it could not be set up and was not compared.")
    if options.write:
        with open(options.write, "w") as file:
            file.write(page)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floor", required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--cycle", required=True)
    parser.add_argument("--typing", required=True)
    for peer in PEERS:
        parser.add_argument(f"--{peer.lower()}", nargs="+", metavar="WORD", help="the command; left out, it is missing")
    parser.add_argument("--scale", type=float, default=1, help="how many rounds, measured by the usual number")
    parser.add_argument("--write", metavar="FILE", help="where to put the page")
    return parser.parse_args()


def scaled(rounds, scale):
    return max(1, round(rounds * scale))


main()
