"""One writer of a store at a time, and one sentence when the disk does not take what it writes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import StoreError

_WAIT_SECONDS = 600  # longer than any build seen


@contextmanager
def write_lock(store: Path, wait_seconds: float = _WAIT_SECONDS) -> Iterator[None]:
    """Hold the store for writing, its folder made if need be; a second writer waits.

    Raises StoreError for a full disk, missing rights, or a writer that does not end. What was whole stays whole.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        with FileLock(store / ".lock", timeout=wait_seconds):
            yield
    except Timeout:
        raise StoreError(f"another process is still writing the store at {store}. Wait for it, or end it") from None
    except (OSError, sqlite3.OperationalError) as error:  # SQLite reports a full disk in its own way
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(
            f"cannot write the store at {store}: {reason}. "
            "Check the free space and the permissions there, or choose another folder with --store"
        ) from error
