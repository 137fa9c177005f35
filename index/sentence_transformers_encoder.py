"""Any sentence-transformers model as encoder. Needs the extra ``models``; importing it costs 7 s and 1.5 GB."""

import hashlib
import importlib.util
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import Progress, Vectors
from index.errors import EncoderError

_BATCH_TEXTS = 32
_UNLIMITED_TOKENS = 8192  # for a model that states no limit, such as one of static word vectors


class SentenceTransformersEncoder:
    """Questions and passages get the prompts that the model brings. Safe to use from many threads."""

    def __init__(self, name: str, report: Callable[[str], None]) -> None:
        if importlib.util.find_spec("sentence_transformers") is None:
            raise EncoderError(f"the encoder {name} needs the extra: pip install 'wenbao[models]'")
        report(f"loading the encoder {name} with sentence-transformers (10 seconds)")
        self._model = _load(name, report)
        self._lock = threading.Lock()  # Hugging Face's tokenizers fail when two threads use one
        self.name = (
            f"{name.rstrip('/').rpartition('/')[2] if Path(name).is_dir() else name}#{_fingerprint(self._model)}"
        )
        self.dimension: int = self._model.get_embedding_dimension()
        self.max_tokens = int(min(self._model.max_seq_length or _UNLIMITED_TOKENS, _UNLIMITED_TOKENS))
        prompts = self._model.prompts
        # The order in which ``encode_document`` looks for its prompt.
        self._prompt = next((prompts[kind] for kind in ("document", "passage", "corpus") if prompts.get(kind)), "")

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as a passage, prompt and special tokens included."""
        tokenizer = self._model.tokenizer
        with self._lock:
            if callable(tokenizer):
                return len(tokenizer(self._prompt + text, truncation=False, verbose=False)["input_ids"])
            return len(tokenizer.encode(self._prompt + text).ids)

    def encode_query(self, text: str) -> Vectors:
        """Vector of shape (dimension,)."""
        with self._lock:
            vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _BATCH_TEXTS):
            batch = list(texts[start : start + _BATCH_TEXTS])
            with self._lock:
                encoded = self._model.encode_document(batch, normalize_embeddings=True, show_progress_bar=False)
            vectors[start : start + len(batch)] = encoded
            if progress is not None:
                progress(len(batch))
        return vectors


def _load(name: str, report: Callable[[str], None]) -> Any:
    """From a folder or Hugging Face's cache without a look at the network; only a model in neither is downloaded.

    A model's files run code of many libraries, and what they raise is theirs: hence ``Exception``.
    """
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except Exception as error:
        if Path(name).exists():
            raise EncoderError(f"the folder {name} is no sentence-transformers model ({_first_line(error)})") from error
    report(f"downloading the encoder {name} from Hugging Face")
    try:
        _ask_for_model(name)
        return SentenceTransformer(name, device="cpu")
    except Exception as error:
        raise EncoderError(
            f"the encoder {name} is no folder, not in Hugging Face's cache and cannot be downloaded "
            f"({_first_line(error)}); give the folder of a model or one that is published there"
        ) from error


def _ask_for_model(name: str) -> None:
    """Fails at once without a network or for an unknown model; the download itself tries for 70 s."""
    from huggingface_hub import HfApi

    HfApi().model_info(name, timeout=10)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _fingerprint(model: Any) -> str:
    """Eight hex digits of what makes the vectors: the beginning of every weight, the modules and the prompts.

    A folder that was moved keeps its name, and one that was trained further under the same path gets another.
    """
    digest = hashlib.sha256(repr((str(model), model.max_seq_length, sorted(model.prompts.items()))).encode())
    for name, weights in sorted(model.state_dict().items()):
        digest.update(name.encode() + weights.flatten()[:64].float().numpy().tobytes())
    return digest.hexdigest()[:8]
