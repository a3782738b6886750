"""Carries questions to services and their answers back, for somebody who is signed in.

    relay.py ADDRESS PORT CA.pem      (the password is the first line of the standard input)

Each further line is `get SERVICE XML`, `set SERVICE XML` or `join ROOM/NAME`. The answer to each is a line: the whole
iq that came back, or "joined". Prints "ready" once signed in.
"""

import asyncio
import sys
from pathlib import Path
from xml.etree import ElementTree

import slixmpp
from slixmpp.exceptions import IqError

DEADLINE = 30  # seconds


async def main(address, port, authority):
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)

    async def line():
        return (await lines.readline()).decode().rstrip("\n")

    client = slixmpp.ClientXMPP(address, await line())
    client.ca_certs = Path(authority)
    client.enable_direct_tls = False
    client.enable_plaintext = False
    client.register_plugin("xep_0045")
    client.connect("127.0.0.1", int(port))
    await client.wait_until("session_start", timeout=DEADLINE)
    client.send_presence()
    print("ready", flush=True)
    while words := await line():
        kind, to, *rest = words.split(" ", 2)
        if kind == "join":
            room, name = to.split("/")
            await client.plugin["xep_0045"].join_muc_wait(slixmpp.JID(room), name, timeout=DEADLINE)
            # A new room is open to others once its maker says so.
            accept = ElementTree.fromstring(
                "<query xmlns='http://jabber.org/protocol/muc#owner'>"
                "<x xmlns='jabber:x:data' type='submit'/></query>"
            )
            await ask(client, "set", room, accept)
            print("joined", flush=True)
        else:
            answer = await ask(client, kind, to, ElementTree.fromstring(rest[0]))
            print(str(answer).replace("\n", "&#10;"), flush=True)
    await client.disconnect(wait=0)


async def ask(client, kind, to, payload):
    iq = client.make_iq(ito=to, itype=kind)
    iq.append(payload)
    try:
        return await iq.send(timeout=DEADLINE)
    except IqError as error:
        return error.iq


asyncio.run(main(*sys.argv[1:]))
