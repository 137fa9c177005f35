"""Chooses and loads the encoder."""

from collections.abc import Callable
from pathlib import Path

from index.encoder import Encoder

DEFAULT_ENCODER = "multilingual-e5-small"


def load_encoder(name: str | None, cache: Path, report: Callable[[str], None] = lambda line: None) -> Encoder:
    """The encoder called ``name``: the default, or any sentence-transformers model by its name or folder.

    ``report`` gets one line for a step that takes over a second. Raises EncoderError.
    """
    if name is None or name == DEFAULT_ENCODER:
        from index.e5.encoder import E5Encoder  # loads OpenVINO
        from index.e5.prepare import prepared_folder

        return E5Encoder(prepared_folder(cache, report))
    from index.sentence_transformers_encoder import SentenceTransformersEncoder

    return SentenceTransformersEncoder(name, report)
