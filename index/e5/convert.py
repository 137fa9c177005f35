"""Makes the prepared folder of the default encoder: a standard one, and what asking reads of it faster."""

from pathlib import Path

from index.e5.folder import write_folder
from index.e5.graph import write_graph, write_settings
from index.e5.names import ASKING, GRAPH
from index.e5.source import find_source, read_source
from index.e5.tokenizer import write_tokenizer


def convert(folder: Path) -> None:
    """Write everything into the new ``folder``; raises EncoderError for a bad source, OSError for a full disk."""
    source = read_source(find_source())
    asking = folder / ASKING
    asking.mkdir(parents=True)
    write_folder(source, folder)
    write_tokenizer(source, asking)
    write_graph(source, asking / GRAPH)
    write_settings(asking / GRAPH, source.shape.hidden)
