"""Plays the part of the desktop that programs ask for what it has: portal.py dark|light FILE

Serves org.freedesktop.portal.Settings on the session bus: the colour scheme, and that nothing should move. Serves
org.freedesktop.portal.FileChooser once there is FILE: whoever asks for a file gets the one whose address FILE has, or
nothing if it is empty. Prints "ready" once it can be asked.
"""

import asyncio
import pathlib
import sys

from dbus_fast import DBusError, Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, method

SETTINGS = {
    ("org.freedesktop.appearance", "color-scheme"): 1 if sys.argv[1] == "dark" else 2,
    ("org.freedesktop.appearance", "reduced-motion"): 1,
}


class Settings(ServiceInterface):
    def __init__(self):
        super().__init__("org.freedesktop.portal.Settings")

    @method(name="Read")
    def read(self, namespace: "s", key: "s") -> "v":
        if (namespace, key) not in SETTINGS:
            raise DBusError("org.freedesktop.portal.Error.NotFound", key)
        # A variant in a variant: that is how it is, see the portal's documentation of ReadOne.
        return Variant("v", Variant("u", SETTINGS[namespace, key]))


CHOOSER = "org.freedesktop.portal.FileChooser"
CHOSEN = pathlib.Path(sys.argv[2])


def choose(bus, asked):
    """Answers what is asked of the chooser; anything else is left to the others."""
    if asked.message_type != MessageType.METHOD_CALL or not CHOSEN.exists():
        return None
    if asked.member == "Get" and asked.body[:1] == [CHOOSER]:
        return Message.new_method_return(asked, "v", [Variant("u", 3)])
    if asked.interface != CHOOSER:
        return None
    # The answer is a signal of an object whose path whoever asks has made up for the most part.
    token = asked.body[2]["handle_token"].value
    asker = asked.sender[1:].replace(".", "_")
    path = f"/org/freedesktop/portal/desktop/request/{asker}/{token}"
    uris = CHOSEN.read_text().split()
    results = {"uris": Variant("as", uris)}
    answer = Message.new_signal(
        path, "org.freedesktop.portal.Request", "Response", "ua{sv}", [0 if uris else 1, results]
    )
    answer.destination = asked.sender
    asyncio.get_running_loop().call_soon(bus.send, answer)
    return Message.new_method_return(asked, "o", [path])


async def main():
    bus = await MessageBus().connect()
    bus.add_message_handler(lambda asked: choose(bus, asked))
    bus.export("/org/freedesktop/portal/desktop", Settings())
    await bus.request_name("org.freedesktop.portal.Desktop")
    print("ready", flush=True)
    await bus.wait_for_disconnect()


asyncio.run(main())
