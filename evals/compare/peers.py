"""Retrieval pipelines of other frameworks over the same text, with the same encoder and the same words.

Each is built the way its documentation builds one. Where a default cannot work for Chinese it is helped: BM25 gets our
words, as their own tokenisers find none, and LlamaIndex an offline tiktoken, as its own is fetched from the network.
"""

from collections.abc import Callable
from typing import Any, Protocol

from index.encoder import Encoder
from index.words import words_of
from rag.budget import encode_tokens


class Peer(Protocol):
    """A pipeline that is built over one text."""

    def search(self, question: str, k: int) -> list[str]:
        """The ``k`` best pieces of the text, best first."""


class LangChainDense:
    """Chunks of 500 characters with 50 shared, vectors in memory."""

    def __init__(self, text: str, encoder: Encoder) -> None:
        from langchain_core.vectorstores import InMemoryVectorStore

        self._store = InMemoryVectorStore(_langchain_embeddings(encoder))
        self._store.add_texts(_langchain_chunks(text))

    def search(self, question: str, k: int) -> list[str]:
        """See Peer."""
        return [each.page_content for each in self._store.similarity_search(question, k)]


class LangChainHybrid:
    """The same chunks; BM25 and vectors fused by reciprocal rank."""

    def __init__(self, text: str, encoder: Encoder) -> None:
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever
        from langchain_core.vectorstores import InMemoryVectorStore

        chunks = _langchain_chunks(text)
        store = InMemoryVectorStore(_langchain_embeddings(encoder))
        store.add_texts(chunks)
        words = BM25Retriever.from_texts(chunks, preprocess_func=lambda piece: list(words_of(piece)), k=20)
        dense = store.as_retriever(search_kwargs={"k": 20})
        self._retriever = EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])

    def search(self, question: str, k: int) -> list[str]:
        """See Peer."""
        return [each.page_content for each in self._retriever.invoke(question)[:k]]


class LlamaIndexDense:
    """Sentences packed into nodes of so many tokens, vectors in memory."""

    def __init__(self, text: str, encoder: Encoder, size: int, overlap: int) -> None:
        from llama_index.core import Document, Settings, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter

        Settings.tokenizer = encode_tokens
        splitter = SentenceSplitter(chunk_size=size, chunk_overlap=overlap, tokenizer=encode_tokens)
        self._index = VectorStoreIndex.from_documents(
            [Document(text=text)], transformations=[splitter], embed_model=_llama_index_embedding(encoder)
        )

    def search(self, question: str, k: int) -> list[str]:
        """See Peer."""
        return [each.node.get_content() for each in self._index.as_retriever(similarity_top_k=k).retrieve(question)]


class HaystackHybrid:
    """Chunks of 500 characters with 50 shared; BM25 and vectors joined by reciprocal rank."""

    def __init__(self, text: str, encoder: Encoder) -> None:
        from haystack import Document
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.preprocessors import RecursiveDocumentSplitter
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        splitter = RecursiveDocumentSplitter(
            split_length=500, split_overlap=50, split_unit="char", separators=list(_SEPARATORS)
        )
        pieces = splitter.run([Document(content=text)])["documents"]
        vectors = encoder.encode_passages([str(piece.content) for piece in pieces])
        store = InMemoryDocumentStore(bm25_tokenization_regex=r"[\u3400-\u9fff]|[A-Za-z0-9]+")
        store.write_documents(
            [
                Document(content=piece.content, embedding=row.tolist())
                for piece, row in zip(pieces, vectors, strict=True)
            ]
        )
        self._encoder = encoder
        self._words = InMemoryBM25Retriever(store, top_k=20)
        self._dense = InMemoryEmbeddingRetriever(store, top_k=20)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def search(self, question: str, k: int) -> list[str]:
        """See Peer."""
        by_words = self._words.run(query=question)["documents"]
        by_vector = self._dense.run(query_embedding=self._encoder.encode_query(question).tolist())["documents"]
        return [str(each.content) for each in self._joiner.run(documents=[by_words, by_vector])["documents"][:k]]


PEERS: dict[str, Callable[[str, Encoder], Peer]] = {
    "LangChain 500/50, vectors": LangChainDense,
    "LangChain 500/50, hybrid": LangChainHybrid,
    "LlamaIndex 1024/200": lambda text, encoder: LlamaIndexDense(text, encoder, 1024, 200),
    "LlamaIndex 256/50": lambda text, encoder: LlamaIndexDense(text, encoder, 256, 50),
    "Haystack 500/50, hybrid": HaystackHybrid,
}

_SEPARATORS = ("\n\n", "\n", "。", "；", "，")


def _langchain_chunks(text: str) -> list[str]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50, separators=[*_SEPARATORS, ""])
    return list(splitter.split_text(text))


def _langchain_embeddings(encoder: Encoder) -> Any:
    from langchain_core.embeddings import Embeddings

    class Adapter(Embeddings):  # type: ignore[misc]  # of a package that is not installed with ours
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return list(encoder.encode_passages(texts).tolist())

        def embed_query(self, text: str) -> list[float]:
            return list(encoder.encode_query(text).tolist())

    return Adapter()


def _llama_index_embedding(encoder: Encoder) -> Any:
    from llama_index.core.embeddings import BaseEmbedding

    class Adapter(BaseEmbedding):  # type: ignore[misc]  # of a package that is not installed with ours
        def _get_text_embedding(self, text: str) -> list[float]:
            return list(encoder.encode_passages([text])[0].tolist())

        def _get_query_embedding(self, query: str) -> list[float]:
            return list(encoder.encode_query(query).tolist())

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Adapter()
