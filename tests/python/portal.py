"""Plays the part of the desktop that tells programs its settings: portal.py dark|light

Serves org.freedesktop.portal.Settings on the session bus: the colour scheme, and that nothing should move.
Prints "ready" once it can be asked.
"""

import asyncio
import sys

from dbus_fast import DBusError, Variant
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


async def main():
    bus = await MessageBus().connect()
    bus.export("/org/freedesktop/portal/desktop", Settings())
    await bus.request_name("org.freedesktop.portal.Desktop")
    print("ready", flush=True)
    await bus.wait_for_disconnect()


asyncio.run(main())
