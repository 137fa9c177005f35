"""The commands of the eval suite: ``wenbao eval`` and ``wenbao candidates``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import JsonFlag, StoreOption

if TYPE_CHECKING:
    from evals.metered import Prices


def evaluate(
    datasets: Annotated[list[Path] | None, typer.Argument(metavar="DATASET", help="files and folders of cases")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="keep every case here")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="write a page to read")] = None,
    baseline: Annotated[Path | None, typer.Option(metavar="FILE", help="compare with a run kept by --json")] = None,
    fail_under: Annotated[list[str] | None, typer.Option(metavar="METRIC=VALUE", help="exit 1 below this")] = None,
    assign: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE,…", help="other settings")] = None,
    generator: Annotated[str, typer.Option(metavar="NAME,…", help="extractive, llm")] = "extractive",
    price: Annotated[str | None, typer.Option(metavar="PROMPT,REPLY", help="of a million of a model's tokens")] = None,
    judge: Annotated[str | None, typer.Option(metavar="NAME,…", help="judged by the language model: all, …")] = None,
    encoder: Annotated[str, typer.Option(metavar="NAME,…", help="other encoders; the store is built anew")] = "",
    ablate: Annotated[bool, typer.Option("--ablate", help="also run without each component")] = False,
    damage: Annotated[bool, typer.Option("--damage", help="only try whether the metrics see damaged answers")] = False,
    seed: Annotated[int, typer.Option(min=0, help="of the resampling")] = 0,
    strict: Annotated[bool, typer.Option("--strict", help="stop at a bad line instead of naming it")] = False,
    template: Annotated[Path | None, typer.Option(metavar="FILE", help="write an empty .csv or .xlsx sheet")] = None,
    store: StoreOption = None,
) -> None:
    """Score retrieval and answers on question-answer pairs: JSON Lines, CSV, XLSX, SQuAD-style JSON, BEIR folders."""
    from evals.configuration import Wishes
    from evals.sheets import write_template
    from ui.eval_command import Outputs, evaluate, try_damages
    from ui.settings import load_settings

    if template is not None:
        write_template(template)
        return
    if not datasets:
        raise typer.BadParameter("give a data set, or --template FILE", param_hint="DATASET")
    if damage:
        _refuse_beside_damage(
            json_file, html_file, baseline, fail_under, assign, price, judge, encoder, ablate, generator != "extractive"
        )
        try_damages(datasets, load_settings(store=store), strict=strict)
        return
    wishes = Wishes(tuple(assign or ()), generator, encoder, ablate, seed)
    outputs = Outputs(json_file, html_file, baseline, tuple(fail_under or ()), strict, _prices(price), judge)
    evaluate(datasets, wishes, outputs, load_settings(store=store))


def _refuse_beside_damage(*given: object) -> None:
    if any(given):
        raise typer.BadParameter(
            "it asks under the default configuration: besides data sets give --strict and --store only",
            param_hint="--damage",
        )


def _prices(given: str | None) -> "Prices | None":
    from evals.metered import Prices

    if given is None:
        return None
    try:
        prompt, reply = (float(each) for each in given.split(","))
    except ValueError:
        raise typer.BadParameter("two numbers, as in 0.5,1.5", param_hint="--price") from None
    return Prices(prompt, reply)


def candidates(
    sheet: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="write a .csv or .xlsx sheet")] = None,
    completed: Annotated[Path | None, typer.Option("--import", metavar="FILE", help="a sheet with rows done")] = None,
    dataset: Annotated[Path | None, typer.Option("--into", metavar="FILE", help="the .jsonl that takes them")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="only of the latest days")] = None,
    store: StoreOption = None,
    as_json: JsonFlag = False,
) -> None:
    """List what people asked and was refused or voted on; make a sheet of it, and cases of a completed sheet."""
    from ui import candidates_command
    from ui.settings import load_settings

    if (completed is None) != (dataset is None):
        raise typer.BadParameter("--import FILE and --into FILE go together")
    if completed is not None and dataset is not None:
        count = candidates_command.import_sheet(
            completed, dataset, load_settings(store=store), lambda line: typer.echo(line, err=True)
        )
        typer.echo(f"{count} cases added to {dataset}")
        return
    found = candidates_command.read(load_settings(store=store), days)
    if sheet is not None:
        candidates_command.write(sheet, found)
        typer.echo(f"{len(found)} candidates written to {sheet}")
    elif as_json:
        typer.echo(json.dumps({"candidates": [each.values() for each in found]}, ensure_ascii=False, indent=2))
    else:
        typer.echo(candidates_command.listed(found))
