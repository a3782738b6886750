"""Somebody at a terminal: terminal.py PROGRAM ARGUMENT...

Runs the program in a terminal of its own. What the program writes there comes out on standard output. Each line on
standard input is typed, behind a letter: "v" for what may be seen, "h" for what is typed only once the terminal shows
nothing of it. Ends with the program's exit code.
"""

import os
import pty
import select
import sys
import termios
import time

DEADLINE = 60  # seconds; only a broken program needs them
ECHO_FLAGS = 3  # where termios has its local modes


def is_hidden(terminal):
    return not termios.tcgetattr(terminal)[ECHO_FLAGS] & termios.ECHO


def write(terminal, line):
    kind, text = line[:1], line[1:]
    deadline = time.monotonic() + DEADLINE
    # The terminal tells nobody when its modes change.
    while kind == b"h" and not is_hidden(terminal):
        if time.monotonic() > deadline:
            sys.exit("the terminal shows what is typed")
        time.sleep(0.005)
    os.write(terminal, text + b"\n")


def main():
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.argv[1], sys.argv[1:])
    typed = b""
    sources = [terminal, 0]
    while True:
        ready, _, _ = select.select(sources, [], [], DEADLINE)
        if not ready:
            sys.exit("nothing happens any more")
        if terminal in ready:
            try:
                told = os.read(terminal, 4096)
            except OSError:
                # So it ends where nobody has it open any more.
                told = b""
            if not told:
                break
            os.write(1, told)
        elif 0 in ready:
            more = os.read(0, 4096)
            if not more:
                sources.remove(0)
            typed += more
            while b"\n" in typed:
                line, typed = typed.split(b"\n", 1)
                write(terminal, line)
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


main()
