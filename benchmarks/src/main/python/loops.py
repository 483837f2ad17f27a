"""What the programs for asyncio and uvloop have in common."""

import asyncio
import gc
import sys
import threading


def run(main):
    """Runs a coroutine function on the loop that the command line names."""
    if sys.argv[1] == "uvloop":
        import uvloop

        uvloop.install()
    asyncio.run(main())


def ready(line):
    """Says that the program is ready, collects garbage when asked, and ends the program with its input."""

    def answer():
        print(line, flush=True)
        for _ in sys.stdin:
            gc.collect()
            print("collected", flush=True)
        loop.call_soon_threadsafe(end.set)

    loop = asyncio.get_running_loop()
    end = asyncio.Event()
    threading.Thread(target=answer, daemon=True).start()
    return end.wait()
