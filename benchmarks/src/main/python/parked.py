"""Coroutines that all await the same future, on asyncio's loop or uvloop's."""

import asyncio
import os

import loops

COROUTINES = 100_000


async def wait_for(future):
    await future


async def main():
    never = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(wait_for(never)) for _ in range(COROUTINES)]
    await asyncio.sleep(0)
    await loops.ready(f"{len(tasks)} are parked")
    os._exit(0)


loops.run(main)
