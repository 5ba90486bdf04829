"""Makes `casebook-static.bin`, the embedding model that Casebook ships with.

    pip install -r models/static/requirements.txt
    python models/static/train.py

A text's vector is the sum over its distinct tokens of (1 + ln count) · weight · vector, made unit length. Vectors and
weights are learned from MiniLM's sentence vectors (distillation) and from which texts belong together (InfoNCE), and
held near where they start: what MiniLM makes of each token on average. MODEL_CARD.md describes text, steps and figures.

The run is seeded: on one machine two runs give the same bytes. Another processor or BLAS can move single int8 values.
"""

import argparse
import hashlib
import json
import os
import random
import re
import struct
import tempfile
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

from corpus import (
    bert_tokenizer,
    is_silent,
    pairs_of,
    read_demo,
    read_requests,
    read_tickets,
    texts_to_distil,
    words_to_add,
)
from student import SHARES, TargetSpace, counts_of, initial_states, sif_weights, train
from teacher import Teacher

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent

MAGIC = b"CBSTATIC"
FORMAT_VERSION = 1
DIMENSIONS = 384
SEED = 20
GROUPS = ("hive", "activemq", "points", "demo", "requests")


def all_texts(records, vocabulary):
    """(group, kind) -> texts for the teacher to read. The groups draw apart: one's records do not move another's."""
    texts = {}
    for group in GROUPS:
        of_group = [record for record in records if record.group == group]
        for kind, chosen in texts_to_distil(of_group, random.Random(f"{SEED}{group}")).items():
            if chosen:
                texts[group, kind] = chosen
    texts["words", "word"] = [token for token in vocabulary if re.fullmatch("[a-z]{3,}", token)]
    return texts


def read_all(teacher, texts, tokenizer, size, cache):
    """What the teacher makes of all texts: its means, each text as far as it was read, token sums and counts."""
    means, read = {}, {}
    sums, counts = np.zeros((size, 384), np.float32), np.zeros(size)
    for name, chosen in texts.items():
        print(f"{' '.join(name)}: {len(chosen):,} texts", flush=True)
        means[name], more, seen, ends = teacher.read_cached(chosen, tokenizer, size, cache)
        read[name] = [text[:end] for text, end in zip(chosen, ends, strict=True)]
        sums += more
        counts += seen
    return means, read, sums, counts


def merged(parts):
    """Counts and targets of several lists of texts as one."""
    counts, targets = zip(*parts, strict=True)
    return sparse.vstack(counts, format="csr"), np.concatenate(targets)


def learn(teacher, records, vocabulary, cache):
    """The rows of the model: each token's vector times its weight."""
    tokenizer = bert_tokenizer(vocabulary)
    silent = np.array([is_silent(token) for token in vocabulary])
    means, read, sums, counts = read_all(teacher, all_texts(records, vocabulary), tokenizer, len(vocabulary), cache)
    of_teacher = bert_tokenizer(teacher.vocabulary)
    known = len(teacher.vocabulary)
    pieces = [[position] for position in range(known)]
    pieces += [encoding.ids for encoding in of_teacher.encode_batch(vocabulary[known:], add_special_tokens=False)]
    space = TargetSpace(np.concatenate([means[name] for name in means if name[1] == "whole"]), DIMENSIONS)
    vectors = space.tokens(initial_states(sums, counts, teacher.alone(pieces)))

    def counted(texts):
        return counts_of(texts, tokenizer, silent)

    taught = {name: (counted(read[name]), space.targets(means[name])) for name in means}
    distilled = {kind: merged([taught[name] for name in taught if name[1] == kind]) for kind in SHARES}
    asked = [
        (merged([taught[group, "phrase"], taught[group, "summary"]]), taught[group, "whole"])
        for group in GROUPS
        if (group, "whole") in taught
    ]
    pairs = [(counted(left), counted(right)) for left, right in pairs_of(records)]
    weights = sif_weights(counted([record.whole() for record in records if record.description]))
    vectors, weights = train(vectors, weights, distilled, asked, pairs, np.random.default_rng(SEED))
    rows = vectors * np.exp(weights)[:, None]
    rows[silent] = 0
    return rows


def quantise(rows):
    """Each row as int8 in [-127, 127] and a float32 scale: row = scale * int8. Silent rows are all zero."""
    peak = np.abs(rows).max(axis=1)
    scales = (peak / 127).astype(np.float32)
    codes = np.rint(rows / np.where(peak > 0, peak / 127, 1)[:, None]).astype(np.int8)
    return codes, scales


def write_model(file, vocabulary, rows):
    """The file's form is described in MODEL_CARD.md and read by src/knowledge/embed/static/file.ts."""
    codes, scales = quantise(rows.astype(np.float64))
    words = "\n".join(vocabulary).encode("utf-8")
    body = words + b"\n" * (-len(words) % 4) + scales.astype("<f4").tobytes() + codes.tobytes()
    header = {
        "name": f"casebook-static-{DIMENSIONS}",
        "dimensions": DIMENSIONS,
        "vocabularySize": len(vocabulary),
        "termFrequency": "1+ln",
        "tokenizer": {"type": "bert-uncased", "unknown": "[UNK]", "maxCharactersPerWord": 100},
        "language": "en",
        "licence": "Apache-2.0",
        "source": "sentence-transformers/all-MiniLM-L6-v2",
        "vocabularyBytes": len(words),
        "bodySha256": hashlib.sha256(body).hexdigest(),
    }
    text = json.dumps(header, ensure_ascii=True).encode("ascii")
    text += b" " * (-len(text) % 4)
    file.write_bytes(MAGIC + struct.pack("<II", FORMAT_VERSION, len(text)) + text + body)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    models = os.environ.get("CASEBOOK_MODELS_DIR", CHECKOUT / "../shared/models")
    data = os.environ.get("CASEBOOK_TEST_DATA", CHECKOUT / "../shared/data")
    kept = Path(tempfile.gettempdir()) / "casebook-teacher"
    parser.add_argument("--model-dir", type=Path, default=Path(models) / "all-MiniLM-L6-v2")
    parser.add_argument("--data", type=Path, default=Path(data))
    parser.add_argument("--out", type=Path, default=HERE / "casebook-static.bin")
    parser.add_argument("--cache", type=Path, default=kept, help="keeps what the teacher said, for the next run")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    args = parser.parse_args()

    args.cache.mkdir(parents=True, exist_ok=True)
    records = [*read_tickets(args.data), *read_demo(), *read_requests(args.data)]
    teacher = Teacher(args.model_dir, args.threads)
    vocabulary = [*teacher.vocabulary, *words_to_add(records, set(teacher.vocabulary))]
    print(f"{len(records):,} records, {len(vocabulary):,} tokens", flush=True)
    write_model(args.out, vocabulary, learn(teacher, records, vocabulary, args.cache))
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
