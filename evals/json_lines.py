"""Lines of JSON from a file, each with the place where it stands; one that cannot be read says why."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: what was read there, or why nothing could be."""

    where: str
    row: object = None
    problem: str | None = None


def lines_of_json(file: Path) -> Iterator[Line]:
    """Every line that is not blank. Raises OSError."""
    for number, line in enumerate(file.read_bytes().removeprefix(BOM_UTF8).split(b"\n"), 1):
        where = f"{file} line {number}"
        if not line.strip():
            continue
        try:
            yield Line(where, json.loads(line.decode("utf-8")))
        except UnicodeDecodeError:
            yield Line(where, problem="not UTF-8. Save the file as UTF-8.")
        except json.JSONDecodeError as error:
            yield Line(where, problem=f"no JSON ({error.msg}). Write one object a line.")
        except (ValueError, RecursionError):  # a number of over 4,300 digits, a thousand brackets
            yield Line(where, problem="JSON that cannot be read. Write one object a line.")
