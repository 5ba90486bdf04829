"""Makes `casebook-static.bin`, the embedding model that Casebook ships with.

    pip install -r models/static/requirements.txt
    python models/static/build.py

A vector for each token of MiniLM's vocabulary, found by passing the token alone through the model (the idea of
model2vec, https://github.com/MinishLab/model2vec); a weight for each token from how often tickets use it (SIF, Arora et
al. 2017, "A simple but tough-to-beat baseline for sentence embeddings"); the same for whole words that the vocabulary
would cut into pieces of other meaning (`bottle ##neck`); one linear map, fitted on ticket text, that
centres passages, keeps their 256 strongest directions and evens those out. A mean is linear, so map and weight fold
into the rows: at run time a text is the weighted sum of its tokens' rows, made unit length.

The run is deterministic: nothing is drawn at random. Another BLAS or processor can move single int8 values by one.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import struct
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent

MAGIC = b"CBSTATIC"
FORMAT_VERSION = 1
DIMENSIONS = 256
SIF_A = 1e-3
"""The `a` of a / (a + p(token)). The best of 3e-4, 1e-3 and 3e-3 on the duplicates of Hive and ActiveMQ."""
WHITENING = -0.25
"""Directions are scaled by eigenvalue ** WHITENING: 0 leaves them, -0.5 makes all equally strong. More finds slightly more
duplicates, less answers short plain requests better."""
WORD_DOCUMENTS = 8
"""A whole word gets a vector of its own where this many tickets use it, of two text files at least: not project names."""
TEXT_FILES = (
    "tickets-text/story-points.jsonl.gz",
    "apache-jira-more/hive.jsonl.gz",
    "apache-jira-more/activemq.jsonl.gz",
)


def read_passages(files):
    """Summary and description of every ticket: JSON lines, plain or gzipped, with `summary` and `description`."""
    for file in files:
        opener = gzip.open if str(file).endswith(".gz") else open
        with opener(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                ticket = json.loads(line)
                yield f"{ticket.get('summary') or ''}\n{ticket.get('description') or ''}"


def token_vectors(model_file, size, cls, sep, batch=512):
    """What the model makes of `[CLS] token [SEP]`, at the token's place. Shape (size, width), float32."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model_file), options, providers=["CPUExecutionProvider"])
    rows = []
    for start in range(0, size, batch):
        token = np.arange(start, min(start + batch, size), dtype=np.int64)
        ids = np.stack([np.full_like(token, cls), token, np.full_like(token, sep)], axis=1)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rows.append(session.run(["last_hidden_state"], feeds)[0][:, 1])
    return np.concatenate(rows)


def listed_words():
    """The words of words.txt with their endings; `query 1/ies` drops one letter before the ending."""
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines():
        word, *endings = line.partition("#")[0].split() or [""]
        if word:
            yield word
        for ending in endings:
            drop, _, letters = ending.rpartition("/")
            yield word[: len(word) - int(drop or 0)] + letters


def words_to_add(files, known):
    """Whole words that the vocabulary lacks: those listed, then those that enough tickets of two files use."""
    tickets, sources = Counter(), {}
    for file in files:
        for passage in read_passages([file]):
            for word in set(re.findall(r"(?<![a-z0-9_.])[a-z]{4,24}(?![a-z0-9_.(])", passage.lower())):
                tickets[word] += 1
                sources.setdefault(word, set()).add(file)
    frequent = [word for word, count in tickets.most_common() if count >= WORD_DOCUMENTS and len(sources[word]) >= 2]
    return [word for word in dict.fromkeys([*listed_words(), *frequent]) if word.isalpha() and word not in known]


def word_vectors(model_file, tokenizer, words):
    """What the model makes of each whole word alone: the mean over its pieces. Shape (len(words), width), float32."""
    session = onnxruntime.InferenceSession(str(model_file), providers=["CPUExecutionProvider"])
    rows = []
    for word in words:
        ids = np.array([tokenizer.encode(word).ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rows.append(session.run(["last_hidden_state"], feeds)[0][0, 1:-1].mean(axis=0))
    return np.stack(rows)


def count_tokens(tokenizer, passages, batch=1000):
    """For each passage its distinct token ids and how often each occurs: a list of (ids, counts)."""
    passages = list(passages)
    counted = []
    for start in range(0, len(passages), batch):
        for encoding in tokenizer.encode_batch(passages[start : start + batch], add_special_tokens=False):
            counted.append(np.unique(np.asarray(encoding.ids, dtype=np.int64), return_counts=True))
    return counted


def sif_weights(counted, silent):
    """a / (a + p) for each token; 0 for the silent ones. A token that the text never uses weighs 1. Shape (size,)."""
    totals = np.zeros(len(silent))
    for ids, counts in counted:
        totals[ids] += counts
    totals[silent] = 0
    weights = SIF_A / (SIF_A + totals / totals.sum())
    weights[silent] = 0
    return weights


def term_frequency(counts):
    """How much a repeated token counts: 1 + ln(count), so that a stack trace does not drown the sentence above it."""
    return 1 + np.log(counts)


def passage_vectors(counted, vectors, weights):
    """Weighted mean of each passage's token vectors; passages without a weighted token are left out."""
    means = []
    for ids, counts in counted:
        strength = weights[ids] * term_frequency(counts)
        if strength.sum() > 0:
            means.append(strength @ vectors[ids] / strength.sum())
    return np.stack(means)


def passage_map(means):
    """The centre of the passages (width,) and the map (width, DIMENSIONS) onto their strongest, evened directions."""
    centre = means.mean(axis=0)
    centred = means - centre
    strength, directions = np.linalg.eigh(centred.T @ centred / len(centred))
    strongest = np.argsort(-strength)[:DIMENSIONS]
    strength, directions = strength[strongest], directions[:, strongest]
    # An eigenvector's sign is arbitrary: its largest component is made positive, so that two runs agree.
    largest = np.abs(directions).argmax(axis=0)
    directions = directions * np.sign(directions[largest, np.arange(DIMENSIONS)])
    return centre, directions * strength**WHITENING


def quantise(rows):
    """Each row as int8 in [-127, 127] and a float32 scale: row = scale * int8. Silent rows are all zero."""
    peak = np.abs(rows).max(axis=1)
    scales = (peak / 127).astype(np.float32)
    codes = np.rint(rows / np.where(peak > 0, peak / 127, 1)[:, None]).astype(np.int8)
    return codes, scales


def write_model(file, header, vocabulary, scales, codes):
    """The file's form is described in MODEL_CARD.md and read by src/knowledge/embed/static/file.ts."""
    words = "\n".join(vocabulary).encode("utf-8")
    body = words + b"\n" * (-len(words) % 4) + scales.astype("<f4").tobytes() + codes.tobytes()
    header = {**header, "vocabularyBytes": len(words), "bodySha256": hashlib.sha256(body).hexdigest()}
    text = json.dumps(header, ensure_ascii=True).encode("ascii")
    text += b" " * (-len(text) % 4)
    file.write_bytes(MAGIC + struct.pack("<II", FORMAT_VERSION, len(text)) + text + body)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    models = os.environ.get("CASEBOOK_MODELS_DIR", CHECKOUT / "../shared/models")
    data = Path(os.environ.get("CASEBOOK_TEST_DATA", CHECKOUT / "../shared/data"))
    parser.add_argument("--model-dir", type=Path, default=Path(models) / "all-MiniLM-L6-v2")
    parser.add_argument("--text", type=Path, nargs="+", default=[data / name for name in TEXT_FILES])
    parser.add_argument("--out", type=Path, default=HERE / "casebook-static.bin")
    args = parser.parse_args()

    tokenizer = Tokenizer.from_file(str(args.model_dir / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ids = tokenizer.get_vocab()
    vocabulary = sorted(ids, key=ids.get)
    # [UNK], [CLS], [unused42] and the like say nothing about a text. model2vec ranks tokens without them, too.
    silent = np.array([token.startswith("[") and token.endswith("]") and len(token) > 2 for token in vocabulary])

    model_file = args.model_dir / "onnx/model.onnx"
    vectors = token_vectors(model_file, len(vocabulary), ids["[CLS]"], ids["[SEP]"])
    added = words_to_add(args.text, ids)
    vectors = np.concatenate([vectors, word_vectors(model_file, tokenizer, added)])
    vocabulary += added
    silent = np.concatenate([silent, np.zeros(len(added), dtype=bool)])
    extended = {token: position for position, token in enumerate(vocabulary)}
    tokenizer.model = WordPiece(extended, unk_token="[UNK]", max_input_chars_per_word=100)
    counted = count_tokens(tokenizer, read_passages(args.text))
    weights = sif_weights(counted, silent)
    centre, projection = passage_map(passage_vectors(counted, vectors.astype(np.float64), weights))
    rows = (vectors - centre) @ projection * weights[:, None]
    codes, scales = quantise(rows)

    header = {
        "name": f"casebook-static-{DIMENSIONS}",
        "dimensions": DIMENSIONS,
        "vocabularySize": len(vocabulary),
        "termFrequency": "1+ln",
        "tokenizer": {"type": "bert-uncased", "unknown": "[UNK]", "maxCharactersPerWord": 100},
        "language": "en",
        "licence": "Apache-2.0",
        "source": "sentence-transformers/all-MiniLM-L6-v2",
    }
    write_model(args.out, header, vocabulary, scales, codes)
    error = np.abs(rows - codes * scales[:, None].astype(np.float64)).max()
    print(f"{args.out}: {args.out.stat().st_size:,} bytes, {len(counted):,} passages, largest rounding error {error:.4f}")


if __name__ == "__main__":
    main()
