"""Makes `casebook-static.bin`, the embedding model that Casebook ships with.

    pip install -r models/static/requirements.txt
    python models/static/build.py

A vector for each token of MiniLM's vocabulary, found by passing the token alone through the model (the idea of
model2vec, https://github.com/MinishLab/model2vec); a weight for each token from how often tickets use it (SIF, Arora et
al. 2017, "A simple but tough-to-beat baseline for sentence embeddings"); one linear map, fitted on ticket text, that
centres passages, keeps their 256 strongest directions and evens those out. A mean is linear, so map and weight fold
into the rows: at run time a text is the weighted sum of its tokens' rows, made unit length.

The run is deterministic: nothing is drawn at random. Another BLAS or processor can move single int8 values by one.
"""

import argparse
import gzip
import hashlib
import json
import os
import struct
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent

MAGIC = b"CBSTATIC"
FORMAT_VERSION = 1
DIMENSIONS = 256
SIF_A = 1e-3
"""The `a` of a / (a + p(token)). The best of 3e-4, 1e-3 and 3e-3 on the duplicates of Hive and ActiveMQ."""
WHITENING = -0.4
"""Directions are scaled by eigenvalue ** WHITENING: 0 leaves them, -0.5 makes all equally strong. -0.5 finds slightly more
duplicates (.461 for .454), -0.4 loses less on plain English (short requests, scientific abstracts)."""
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

    vectors = token_vectors(args.model_dir / "onnx/model.onnx", len(vocabulary), ids["[CLS]"], ids["[SEP]"])
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
