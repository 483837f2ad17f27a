"""The echo server over asyncio's loop, or uvloop's: a coroutine for each connection."""

import asyncio
import os
import resource

import loops

BLOCK = 16 * 1024


async def echo(reader, writer):
    while block := await reader.read(BLOCK):
        writer.write(block)
        await writer.drain()
    writer.close()


async def main():
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    await loops.ready(server.sockets[0].getsockname()[1])
    os._exit(0)


loops.run(main)
