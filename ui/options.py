"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from index.types import Role

StoreOption = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="folder of the store (WENBAO_STORE)")]
JsonFlag = Annotated[bool, typer.Option("--json", help="print JSON")]
AgainFlag = Annotated[bool, typer.Option("--again", help="read anew the reports that the store keeps")]
DocumentOption = Annotated[list[str] | None, typer.Option("--document", metavar="ID", help="only this document")]
YearOption = Annotated[list[int] | None, typer.Option("--year", help="only sections about this year")]
PlaceOption = Annotated[list[str] | None, typer.Option("--place", help="only reports of this place")]
RoleOption = Annotated[Role | None, typer.Option("--role", help="only what was done, or what is planned")]
SectionOption = Annotated[str | None, typer.Option("--section", metavar="TEXT", help="only under headings with this")]
PathsArgument = Annotated[list[Path] | None, typer.Argument(metavar="PATH", help="report files and folders")]
