"""The teacher: MiniLM's sentence vectors, and its states at each of the student's tokens, kept in a cache."""

import hashlib
import time

import numpy as np
import onnxruntime
import scipy.sparse as sparse
from tokenizers import Tokenizer

TEACHER_TOKENS = 128
"""MiniLM was trained on texts of this length."""
CHUNK = 4000
"""Texts per file of the cache: what is lost when a run is cut off."""


class Teacher:
    """MiniLM, its int8 form: cosine .993 to the sentence vectors of the full one, at eight times its speed on a CPU."""

    def __init__(self, folder, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        file = str(folder / "onnx/model_quantized.onnx")
        self.session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(TEACHER_TOKENS)
        ids = self.tokenizer.get_vocab()
        self.vocabulary = sorted(ids, key=ids.get)

    def states(self, ids):
        """Last hidden states of a batch of id sequences, padded with zeros, and the mask of what is real."""
        width = max(map(len, ids))
        padded = np.zeros((len(ids), width), np.int64)
        mask = np.zeros_like(padded)
        for row, sequence in enumerate(ids):
            padded[row, : len(sequence)] = sequence
            mask[row, : len(sequence)] = 1
        feeds = {"input_ids": padded, "attention_mask": mask, "token_type_ids": np.zeros_like(padded)}
        return self.session.run(["last_hidden_state"], feeds)[0], mask

    def read(self, texts, tokenizer, size):
        """Mean state of each text, sum of states and count of each of `tokenizer`'s tokens, and how far it read each text."""
        encoded = self.tokenizer.encode_batch(texts)
        ends = [encoding.offsets[-2][1] if len(encoding) > 2 else 0 for encoding in encoded]
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
        means = np.zeros((len(texts), 384), np.float32)
        sums, counts = np.zeros((size, 384), np.float32), np.zeros(size)
        start, begun = 0, time.time()
        while start < len(order):
            batch = order[start : start + max(8, 4096 // max(1, len(encoded[order[start]])))]
            states, mask = self.states([encoded[i].ids for i in batch])
            means[batch] = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
            spelled = tokenizer.encode_batch([texts[i][: ends[i]] for i in batch], add_special_tokens=False)
            rows, owners = [], []
            for row, (i, own) in enumerate(zip(batch, spelled, strict=True)):
                if not own.ids or len(encoded[i]) < 3:
                    continue
                starts = np.array([first for first, _ in encoded[i].offsets[1:-1]])
                mine = np.searchsorted([first for first, _ in own.offsets], starts, side="right") - 1
                owners.append(np.asarray(own.ids)[np.maximum(mine, 0)])
                rows.append(states[row, 1 : len(starts) + 1])
                np.add.at(counts, np.asarray(own.ids), 1)
            if owners:
                owners, rows = np.concatenate(owners), np.concatenate(rows)
                distinct, inverse = np.unique(owners, return_inverse=True)
                gather = sparse.csr_array((np.ones(len(owners), np.float32), (inverse, np.arange(len(owners)))))
                sums[distinct] += gather @ rows
            start += len(batch)
            if (start // 20_000) != ((start - len(batch)) // 20_000):
                print(f"  {start:,} of {len(order):,} texts, {time.time() - begun:.0f} s", flush=True)
        return means, sums, counts, ends

    def alone(self, tokens_of):
        """The mean state over a token's pieces when nothing but them stands between [CLS] and [SEP]."""
        first, last = self.vocabulary.index("[CLS]"), self.vocabulary.index("[SEP]")
        order = sorted(range(len(tokens_of)), key=lambda i: len(tokens_of[i]))
        vectors = np.zeros((len(tokens_of), 384), np.float32)
        for start in range(0, len(order), 512):
            batch = order[start : start + 512]
            states, mask = self.states([[first, *tokens_of[i], last] for i in batch])
            inner = mask.copy()
            inner[:, 0] = 0
            inner[np.arange(len(batch)), mask.sum(axis=1) - 1] = 0
            vectors[batch] = (states * inner[:, :, None]).sum(axis=1) / np.maximum(1, inner.sum(axis=1, keepdims=True))
        return vectors

    def read_cached(self, texts, tokenizer, size, cache):
        """As `read`, in chunks that are kept in the folder `cache` and read from there the next time."""
        means, sums, counts, ends = [], np.zeros((size, 384), np.float32), np.zeros(size), []
        salt = hashlib.sha256(tokenizer.to_str().encode()).hexdigest()
        for start in range(0, len(texts), CHUNK):
            chunk = texts[start : start + CHUNK]
            key = hashlib.sha256("\0".join([salt, str(TEACHER_TOKENS), *chunk]).encode("utf-8", "replace")).hexdigest()
            file = cache / f"{key[:24]}.npz"
            if not file.exists():
                some, more, seen, far = self.read(chunk, tokenizer, size)
                used = np.flatnonzero(seen)
                partial = file.with_suffix(".partial.npz")
                np.savez(partial, means=some, used=used, sums=more[used], counts=seen[used], ends=np.array(far))
                partial.rename(file)
            kept = np.load(file)
            means.append(kept["means"])
            sums[kept["used"]] += kept["sums"]
            counts[kept["used"]] += kept["counts"]
            ends += kept["ends"].tolist()
        return np.concatenate(means) if means else np.zeros((0, 384), np.float32), sums, counts, ends
