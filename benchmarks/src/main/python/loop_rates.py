"""The process that measures asyncio's loop, or uvloop's: prints "what nanoseconds", one line for each operation."""

import asyncio
import sys
import threading
import time

BATCH = 1000
ROUNDS = 5


def nothing():
    pass


def batches(loop, times, ask):
    left = times

    def run():
        nonlocal left
        if left <= 0:
            loop.stop()
            return
        for _ in range(BATCH - 1):
            ask(nothing)
        ask(run)
        left -= BATCH

    loop.call_soon(run)
    loop.run_forever()


def call_soon(loop, times):
    batches(loop, times, loop.call_soon)


def timer(loop, times):
    batches(loop, times, lambda callback: loop.call_later(0, callback))


def call_soon_threadsafe(loop, times):
    started = threading.Event()

    def ask():
        started.wait()
        for _ in range(times - 1):
            loop.call_soon_threadsafe(nothing)
        loop.call_soon_threadsafe(loop.stop)

    outside = threading.Thread(target=ask)
    outside.start()
    loop.call_soon(started.set)
    loop.run_forever()
    outside.join()


async def ping_pong(switches):
    loop = asyncio.get_running_loop()
    turns = [loop.create_future(), loop.create_future()]
    turns[0].set_result(None)

    async def take(mine):
        for _ in range(switches // 2):
            await turns[mine]
            turns[mine] = loop.create_future()
            turns[1 - mine].set_result(None)

    other = asyncio.create_task(take(1))
    await take(0)
    await other


async def yields(times):
    for _ in range(times):
        await asyncio.sleep(0)


async def short_task():
    await asyncio.sleep(0)


async def gathers(tasks):
    for _ in range(0, tasks, BATCH):
        await asyncio.gather(*[short_task() for _ in range(BATCH)])


def measure(what, times, work):
    work(times)
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter_ns()
        work(times)
        best = min(best, (time.perf_counter_ns() - begun) / times)
    print(f"{what} {best:.1f}", flush=True)


def main():
    if sys.argv[1] == "uvloop":
        import uvloop

        loop = uvloop.new_event_loop()
    else:
        loop = asyncio.new_event_loop()
    measure("call_soon", 200_000, lambda times: call_soon(loop, times))
    measure("timer", 50_000, lambda times: timer(loop, times))
    measure("call_soon_threadsafe", 100_000, lambda times: call_soon_threadsafe(loop, times))
    measure("switch", 100_000, lambda times: loop.run_until_complete(ping_pong(times)))
    measure("sleep(0)", 100_000, lambda times: loop.run_until_complete(yields(times)))
    measure("gather", 50_000, lambda times: loop.run_until_complete(gathers(times)))
    loop.close()


main()
