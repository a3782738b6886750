"""A second client's word on an account: signs in with slixmpp, as any chat program would.

    sign_in.py ADDRESS PORT starttls|direct CA.pem      (the password on standard input)

Connects to 127.0.0.1:PORT, checks the certificate for the address's domain, signs in and asks the server for the
account's contacts. Prints one word: "signed-in", "refused" (the server does not take this name and password), or
"failed" and why.
"""

import asyncio
import sys
from pathlib import Path

import slixmpp

DEADLINE = 60  # seconds


class Witness(slixmpp.ClientXMPP):
    def __init__(self, address, password, way, authority):
        super().__init__(address, password)
        self.ca_certs = Path(authority)
        self.enable_direct_tls = way == "direct"
        self.enable_starttls = way == "starttls"
        self.enable_plaintext = False
        self.verdict = asyncio.get_running_loop().create_future()
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("failed_all_auth", lambda _: self.say("refused"))
        self.add_event_handler("connection_failed", lambda why: self.say(f"failed: {why}"))
        self.add_event_handler("disconnected", lambda why: self.say(f"failed: disconnected {why}"))

    async def started(self, _):
        try:
            await self.get_roster()
            self.say("signed-in")
        except Exception as why:
            self.say(f"failed: {why!r}")

    def say(self, verdict):
        if not self.verdict.done():
            self.verdict.set_result(verdict)


async def main(address, port, way, authority):
    witness = Witness(address, sys.stdin.readline().rstrip("\n"), way, authority)
    witness.connect("127.0.0.1", int(port))
    try:
        verdict = await asyncio.wait_for(witness.verdict, DEADLINE)
    except asyncio.TimeoutError:
        verdict = "failed: no verdict in time"
    print(verdict)
    await witness.disconnect(wait=0)


asyncio.run(main(*sys.argv[1:]))
