"""Opening what asking needs, for the command line and the server."""

from collections.abc import Callable

from index.encoder import Encoder
from index.encoders import load_encoder
from index.store import open_store
from rag.asker import Asker
from rag.chat_model import ChatModel
from rag.reader import Reader
from ui.settings import Settings

Report = Callable[[str], None]


def open_encoder(settings: Settings, report: Report) -> Encoder:
    """The encoder of the settings, prepared first if it has to be."""
    return load_encoder(settings.encoder, settings.cache, report)


def open_asker(settings: Settings, report: Report) -> Asker:
    """An open store with its encoder. Raises the store's errors before the encoder is loaded."""
    store = open_store(settings.store)
    encoder = open_encoder(settings, report)
    return Asker(store, encoder, model=open_model(settings), reader=open_reader(encoder, settings, report))


def open_reader(encoder: Encoder, settings: Settings, report: Report) -> Reader:
    """The trained reader, beside the encoder of the store."""
    from rag.e5_reader import load_reader

    return load_reader(encoder, settings.cache, report)


def open_model(settings: Settings) -> ChatModel | None:
    """The language model of the settings, None without one. Raises ModelError where its package is missing."""
    if settings.llm_base_url is None or settings.llm_model is None:
        return None
    from rag.openai_model import Endpoint, OpenAIModel

    key = settings.llm_api_key.get_secret_value()
    return OpenAIModel(Endpoint(settings.llm_base_url, settings.llm_model, key, settings.llm_timeout_seconds))
