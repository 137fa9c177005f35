"""The metrics of ragas (Es et al. 2024, "RAGAs: Automated Evaluation of Retrieval Augmented Generation") as a Judge.

Its one importer. The model is the one of the settings, behind any OpenAI-compatible endpoint; similarity is that of
the store's encoder, so that nothing but that endpoint is asked.
"""

import asyncio
import logging
import math
import os
import re
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from evals.judge import Sample
from evals.scoring import without_markers
from index.encoder import Encoder
from rag.chat_model import ChatModel, Message, ModelError

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)  # brackets in them would be taken for the reply


class RagasJudge:
    """One sample after another. Raises ModelError where the package is not installed."""

    def __init__(self, model: ChatModel, encoder: Encoder) -> None:
        self._metrics = _metrics(model, encoder)
        self.name = f"{model.name} (ragas {version('ragas')})"

    def score(self, metric: str, sample: Sample) -> float | None:
        """See Judge."""
        from ragas.dataset_schema import SingleTurnSample
        from ragas.exceptions import RagasException

        row = SingleTurnSample(
            user_input=sample.question,
            response=without_markers(sample.answer),
            retrieved_contexts=list(sample.contexts),
            reference=sample.reference,
        )
        try:
            score = float(asyncio.run(self._metrics[metric].single_turn_ascore(row)))
        except RagasException:  # no JSON of the form wanted, asked three times over
            return None
        return None if math.isnan(score) else score


def _metrics(model: ChatModel, encoder: Encoder) -> dict[str, Any]:
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"  # else it tells its makers of every call
    logging.getLogger("ragas").setLevel(logging.CRITICAL)  # replies that it cannot read are counted here
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecations of what it imports
        try:
            from ragas import metrics
        except ImportError as error:
            raise ModelError(
                f"judged metrics need the package ragas ({error}). Install it with: pip install '.[judge]'"
            ) from None
    llm, embeddings = _llm(model), _embeddings(encoder)
    return {
        "faithfulness": metrics.Faithfulness(llm=llm),
        "answer_relevancy": metrics.ResponseRelevancy(llm=llm, embeddings=embeddings, strictness=1),
        "context_precision": metrics.LLMContextPrecisionWithReference(llm=llm),
        "context_recall": metrics.LLMContextRecall(llm=llm),
    }


def _llm(model: ChatModel) -> Any:
    """A ChatModel as ragas wants one. It retries by itself what cannot be read, and a lost connection not at all."""
    from langchain_core.outputs import Generation, LLMResult
    from ragas.llms.base import BaseRagasLLM
    from ragas.run_config import RunConfig

    class Wrapped(BaseRagasLLM):  # type: ignore[misc]  # its base is untyped
        def is_finished(self, response: Any) -> bool:
            return True

        def generate_text(self, prompt: Any, *_: Any, **__: Any) -> Any:
            text = "".join(model.stream([Message("user", prompt.to_string())]))
            return LLMResult(generations=[[Generation(text=_THOUGHTS.sub("", text))]])

        async def agenerate_text(self, prompt: Any, *_: Any, **__: Any) -> Any:
            return self.generate_text(prompt)

    return Wrapped(run_config=RunConfig(max_retries=1))


def _embeddings(encoder: Encoder) -> Any:
    """The store's encoder as ragas wants one: it compares questions with a question, so all are encoded as such."""
    from ragas.embeddings.base import BaseRagasEmbeddings

    encode: Callable[[str], list[float]] = lambda text: [float(each) for each in encoder.encode_query(text)]  # noqa: E731

    class Wrapped(BaseRagasEmbeddings):  # type: ignore[misc]  # its base is untyped
        def embed_query(self, text: str) -> list[float]:
            return encode(text)

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return list(map(encode, texts))

        async def aembed_query(self, text: str) -> list[float]:
            return encode(text)

        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            return list(map(encode, texts))

    return Wrapped()
