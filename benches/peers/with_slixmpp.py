"""The work of the benchmark with slixmpp."""

import asyncio
from pathlib import Path

import slixmpp
from common import DOMAIN, NEW_PASSWORD, PASSWORD, Times, main


class Client(slixmpp.ClientXMPP):
    def __init__(self, place, name):
        super().__init__(f"{name}@{DOMAIN}", PASSWORD)
        self.place = place
        self.ca_certs = Path(place.authority)
        self.enable_direct_tls = place.is_direct
        self.enable_starttls = not place.is_direct
        for plugin in ["xep_0030", "xep_0004", "xep_0066", "xep_0077"]:
            self.register_plugin(plugin)
        self.failure = None
        self.finished = asyncio.get_running_loop().create_future()
        self.add_event_handler("disconnected", self.ended)

    def ended(self, _):
        if not self.finished.done():
            self.finished.set_result(None)

    async def run(self):
        self.connect("127.0.0.1", self.place.port)
        await self.finished
        if self.failure:
            raise self.failure


class Newcomer(Client):
    def __init__(self, place, name):
        super().__init__(place, name)
        self.failure = RuntimeError("not registered")
        self.times = Times()
        self.add_event_handler("register", self.fill_in)

    async def fill_in(self, form):
        self.times.form()
        iq = self.Iq()
        iq["type"] = "set"
        iq["register"]["username"] = self.boundjid.user
        iq["register"]["password"] = PASSWORD
        try:
            assert "username" in form["register"]["fields"]
            await iq.send()
            self.times.registered()
            self.failure = None
        except Exception as why:
            self.failure = why
        # Otherwise it goes on to sign in on a stream that is being closed.
        self.features.add("mechanisms")
        await self.disconnect()


class Owner(Client):
    def __init__(self, place, name):
        super().__init__(place, name)
        self.plugin["xep_0077"].create_account = False
        self.failure = RuntimeError("not signed in")
        self.add_event_handler("session_start", self.work)

    async def work(self, _):
        registration = self.plugin["xep_0077"]
        try:
            await registration.change_password(NEW_PASSWORD)
            record = await registration.get_registration()
            assert record["register"]["registered"]
            await registration.cancel_registration()
            self.failure = None
        except Exception as why:
            self.failure = why
        await self.disconnect()


async def register(place, name):
    newcomer = Newcomer(place, name)
    await newcomer.run()
    return newcomer.times


async def cycle(place, name):
    times = await register(place, name)
    await Owner(place, name).run()
    return times


asyncio.run(main(register, cycle))
