"""Threads that use the encoder first, at the same time."""

import subprocess
import sys
from pathlib import Path

from index.encoder import Encoder

# Eight threads start together while another keeps Python's lock moving. A process that hangs does so in C, so that no
# time limit inside it would help.
ASK_AT_ONCE = """
import sys, threading
from pathlib import Path
from index.encoders import load_encoder

encoder = load_encoder(None, Path(sys.argv[1]))
sys.setswitchinterval(1e-6)
together = threading.Barrier(8)

def ask(number):
    together.wait()
    encoder.encode_query(f"就业{number}")

def spin():
    while True:
        sum(range(50))

threading.Thread(target=spin, daemon=True).start()
threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_threads_that_ask_first_at_once_do_not_wait_for_each_other_for_ever(
    default_encoder: Encoder, encoder_cache: Path
) -> None:
    for _ in range(4):
        subprocess.run([sys.executable, "-c", ASK_AT_ONCE, str(encoder_cache)], timeout=40, check=True)
