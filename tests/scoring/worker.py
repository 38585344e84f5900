"""A program for the tests of processes: prints its process id, then uses as much memory or time as requested."""

import os
import subprocess
import sys
import threading
import time

from spreadsheets.process import limit

LIMIT = 200_000_000

if __name__ == "__main__":
    asked = sys.argv[1]
    if asked == "memory":
        limit(LIMIT)
        sys.stdout.write(str(len(bytearray(10 * LIMIT))))
    elif asked == "threads":
        limit(LIMIT)
        threading.stack_size(LIMIT // 2)
        for _ in range(2):
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    elif asked == "memory without limit":
        held = b"x" * 2 * LIMIT
        time.sleep(600)
    elif asked == "child":
        limit(LIMIT)
        subprocess.Popen([sys.executable, "-m", "tests.scoring.worker", "sleep"])
        time.sleep(600)
    elif asked == "sleep":
        limit(LIMIT)
        sys.stderr.write(f"{os.getpid()}\n")  # only from here on does it end with its parent
        sys.stderr.flush()
        time.sleep(600)
    else:
        sys.stderr.write("a line\n")
        sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])
