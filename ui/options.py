"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="folder of the store (WENBAO_STORE)")]
JsonFlag = Annotated[bool, typer.Option("--json", help="print JSON")]
AgainFlag = Annotated[bool, typer.Option("--again", help="read anew the reports that the store keeps")]
