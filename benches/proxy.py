"""A way to the server that takes a while: all bytes are delayed, each way, and counted.

The proxy accepts a connection at once, so the round trip of the TCP handshake is not delayed: it has to be added by hand.
"""

import asyncio
import threading

DELAY = 0.1  # seconds each way


class Proxy:
    """A server further away."""

    def __init__(self, server, way):
        self.authority = server.authority
        self._target = server.port(way)
        self.reset()
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        threading.Thread(target=self._run, args=[started], daemon=True).start()
        started.wait()

    def port(self, _way):
        return self._port

    def reset(self):
        """Forgets what was counted: bytes from the client, bytes to it."""
        self.sent = self.received = 0

    def _run(self, started):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self._port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()

    async def _serve(self, from_client, to_client):
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(
            self._pass(from_client, to_server, self._count_sent),
            self._pass(from_server, to_client, self._count_received),
            return_exceptions=True,
        )

    def _count_sent(self, count):
        self.sent += count

    def _count_received(self, count):
        self.received += count

    async def _pass(self, reader, writer, count):
        """Passes on what comes, each piece DELAY after it came. An end of the connection is passed on as well."""
        waiting = asyncio.Queue()

        async def read():
            piece = True
            while piece:
                try:
                    piece = await reader.read(65536)
                except OSError:
                    piece = b""
                count(len(piece))
                waiting.put_nowait((self._loop.time() + DELAY, piece))

        reading = asyncio.create_task(read())
        try:
            while True:
                due, piece = await waiting.get()
                await asyncio.sleep(due - self._loop.time())
                if not piece:
                    break
                writer.write(piece)
        finally:
            await reading
            writer.close()
