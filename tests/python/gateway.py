"""A gateway to another chat network, as far as registration goes: gateway.py slixmpp|slidge ADDRESS PORT SECRET

slixmpp: what comes of the library's own plugin, elements without a form.
slidge: a gateway made with slidge, a form besides; it keeps its files in the current folder.
"""

import sys
from pathlib import Path

KIND, ADDRESS, PORT, SECRET = sys.argv[1:]


def with_slixmpp():
    import asyncio

    import slixmpp

    async def serve():
        gateway = slixmpp.ComponentXMPP(ADDRESS, SECRET, "127.0.0.1", int(PORT))
        gateway.register_plugin(
            "xep_0077",
            {
                "form_fields": {"username", "password", "email"},
                "form_instructions": "Enter your credentials",
            },
        )
        gateway.connect()
        await gateway.wait_until("disconnected", timeout=None)

    asyncio.run(serve())


def with_slidge():
    from slidge import BaseGateway, BaseSession
    from slidge.command.base import FormField
    from slidge.main import main

    class Gateway(BaseGateway):
        COMPONENT_NAME = "Test gateway"
        REGISTRATION_INSTRUCTIONS = "Enter your legacy account."
        REGISTRATION_FIELDS = [
            FormField(var="username", label="User name", required=True),
            FormField(var="password", label="Password", required=True, private=True),
            FormField(
                var="device",
                label="Device",
                type="list-single",
                value="desktop",
                options=[
                    {"label": "Phone", "value": "phone"},
                    {"label": "Desktop", "value": "desktop"},
                ],
            ),
        ]

        async def validate(self, user_jid, registration_form):
            if registration_form["username"] == "bad":
                raise ValueError("This is not a good user name")

    class Session(BaseSession):
        async def login(self):
            return "signed in"

    # It wants to import the module of the gateway: that is this one.
    sys.modules["gateway"] = sys.modules["__main__"]
    sys.argv = [
        "slidge",
        "--legacy-module=gateway",
        f"--jid={ADDRESS}",
        f"--secret={SECRET}",
        "--server=127.0.0.1",
        f"--port={PORT}",
        f"--home-dir={Path.cwd()}",
        "--user-jid-validator=.*@prosody.test",
    ]
    main()


if KIND == "slidge":
    with_slidge()
else:
    with_slixmpp()
