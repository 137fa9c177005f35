"""How far a build is: a bar on a terminal, lines elsewhere."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_FILE = re.compile(r"^\[(\d+)/(\d+)\] (.*)$")  # what the build says when it opens a file


@contextmanager
def reading() -> Iterator[Callable[[str], None]]:
    """Where a build reports to: on a terminal a bar with the file that is being read, and no line for each tenth."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield partial(typer.echo, err=True)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(line: str) -> None:
            opened = _FILE.match(line)
            if opened:
                number, total, name = opened.groups()
                bar.update(task, completed=int(number) - 1, total=int(total), description=name)
            elif not line.startswith(" "):
                bar.update(task, description=line)

        yield report
