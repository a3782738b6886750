"""The work of the benchmark with aioxmpp. It trusts whom SSL_CERT_FILE names."""

import asyncio
import warnings

warnings.simplefilter("ignore")

import aioxmpp  # noqa: E402
from aioxmpp import connector, ibr  # noqa: E402
from common import DOMAIN, NEW_PASSWORD, PASSWORD, Times, main  # noqa: E402


def way_to(place):
    how = connector.XMPPOverTLSConnector() if place.is_direct else connector.STARTTLSConnector()
    return [("127.0.0.1", place.port, how)]


async def register(place, name):
    times = Times()
    _, stream, _ = await aioxmpp.node.connect_xmlstream(
        aioxmpp.JID.fromstr(DOMAIN), aioxmpp.make_security_layer(None), override_peer=way_to(place)
    )
    form = await ibr.get_registration_fields(stream)
    times.form()
    assert "username" in str(ibr.get_used_fields(form))
    await ibr.register(stream, ibr.Query(username=name, password=PASSWORD))
    times.registered()
    await stream.close_and_wait()
    return times


async def cycle(place, name):
    times = await register(place, name)
    client = aioxmpp.PresenceManagedClient(
        aioxmpp.JID.fromstr(f"{name}@{DOMAIN}"), aioxmpp.make_security_layer(PASSWORD), override_peer=way_to(place)
    )
    registration = client.summon(ibr.RegistrationService)
    async with aioxmpp.node.UseConnected(client):
        await registration.change_pass(NEW_PASSWORD)
        record = await registration.get_client_info()
        assert record.registered
        try:
            await registration.cancel_registration()
        except Exception:
            # It takes the end of the stream that follows a deletion for a failure of the deletion.
            pass
        client.stop()
    return times


asyncio.run(main(register, cycle))
