"""Makes `casebook-static.bin`, the embedding model that Casebook ships with.

    pip install -r models/static/requirements.txt
    python models/static/train.py

A text's vector is the sum over its distinct tokens of (1 + ln count) · weight · vector, made unit length. Vectors and
weights are learned from MiniLM's sentence vectors (distillation) and from which texts belong to one ticket (InfoNCE),
starting from what MiniLM makes of each token on average. MODEL_CARD.md describes text, steps and figures.

The run is seeded: on one machine two runs give the same bytes. Another processor or BLAS can move single int8 values.
"""

import argparse
import gzip
import hashlib
import html
import json
import os
import random
import re
import struct
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime
import scipy.sparse as sparse
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent

MAGIC = b"CBSTATIC"
FORMAT_VERSION = 1
DIMENSIONS = 256
SEED = 20
LONGEST_TEXT = 4000
"""Characters of a passage at run time (`src/knowledge/chunk.ts`)."""
TEACHER_TOKENS = 128
"""MiniLM was trained on texts of this length."""
DEMO_SEED = 77_201
DEMO_TICKETS = 3000

WORD_COUNT, WORD_SOURCES = 6, 3
"""A word is added when so many texts, of so many sources, use it; an inflected form of a known word when half as many do."""
SIF_A = 1e-3
SCALING = -0.25
"""Target directions are scaled by eigenvalue ** SCALING: 0 leaves them, -0.5 makes all equally strong."""
SHRINKAGE = 5
"""A token's average over its occurrences counts like its occurrences, what is made of it alone like this many."""

STEPS = 300
WARM_UP = 50
DISTILLED_BATCH = 2048
PAIR_BATCH = 1024
TEMPERATURE = 0.05
PAIR_WEIGHT = 0.5
ANCHOR_WEIGHT = 0.3
DROPOUT = 0.1
RATE, WEIGHT_RATE, TURN_RATE = 3e-3, 1e-2, 1e-3
SHARES = {"whole": 0.25, "part": 0.15, "comment": 0.1, "summary": 0.15, "phrase": 0.15, "request": 0.1, "word": 0.1}
"""How much of a distilled batch is of which kind."""

STOP_WORDS = set(
    "a an and are as at be been but by can could did do does doing for from had has have how i if in into is it its no not of "
    "on or our should so than that the their then there these they this those to too was we were what when where which "
    "while who why will with would you your".split()
)


@dataclass
class Record:
    """A ticket, or a text that stands alone as `summary`. Records of one source compete with each other."""

    source: str
    summary: str
    description: str = ""
    comments: list = field(default_factory=list)

    def whole(self):
        return f"{self.summary}\n\n{self.description}"[:LONGEST_TEXT] if self.description else self.summary


# Text


def lines_of(file):
    opener = gzip.open if str(file).endswith(".gz") else open
    with opener(file, "rt", encoding="utf-8") as lines:
        yield from lines


def without_markup(text):
    """The story-point issues hold HTML, which tickets in Casebook do not."""
    return html.unescape(re.sub(r"</?[a-zA-Z][^>]*>", " ", text.replace("{html}", " ")))


def read_tickets(data):
    for line in lines_of(data / "tickets-text/story-points.jsonl.gz"):
        ticket = json.loads(line)
        description = without_markup(ticket["description"] or "")
        yield Record(ticket["key"].split("-")[0], ticket["summary"] or "", description.strip()[:LONGEST_TEXT])
    for name in ("hive", "activemq"):
        for line in lines_of(data / f"apache-jira-more/{name}.jsonl.gz"):
            ticket = json.loads(line)
            comments = [comment["body"][:LONGEST_TEXT] for comment in ticket["comments"][:3]]
            yield Record(name, ticket["summary"] or "", (ticket["description"] or "").strip()[:LONGEST_TEXT], comments)


def read_demo():
    command = ["node", HERE / "demo-text.ts", "--seed", str(DEMO_SEED), "--tickets", str(DEMO_TICKETS)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        ticket = json.loads(line)
        comments = [comment["body"] for comment in ticket["comments"][:2]]
        yield Record("demo", ticket["summary"], ticket["description"][:LONGEST_TEXT], comments)


def read_requests(data):
    """Short everyday requests, training splits only."""
    for name in ("CLINC150", "HWU64"):
        for line in lines_of(data / f"intents/{name}/train/seq.in"):
            yield Record(name, line.strip())


def read_documents():
    """Paragraphs of this project's own documentation."""
    for file in sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")]):
        for paragraph in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")):
            if len(paragraph) > 40:
                yield Record("documents", paragraph.strip()[:LONGEST_TEXT])


def phrase_of(text, draw):
    """Two to six words in a row, as people type them into a search box; nothing where the text has no such stretch."""
    stretches = [re.findall(r"[A-Za-z][A-Za-z'-]*", stretch) for stretch in re.split(r"[.,:;!?()\[\]{}\"`/|=<>\n]+", text[:300])]
    stretches = [words for words in stretches if len(words) >= 2]
    if not stretches:
        return ""
    words = draw.choice(stretches)
    start = draw.randrange(len(words) - 1)
    words = words[start : start + draw.randint(2, 6)]
    while words and words[0].lower() in STOP_WORDS:
        words = words[1:]
    while words and words[-1].lower() in STOP_WORDS:
        words = words[:-1]
    return " ".join(words)


def second_half(text):
    """The text from the white space nearest after its middle."""
    found = re.compile(r"\s").search(text, len(text) // 2)
    return text[found.start() :].strip() if found else ""


def texts_to_distil(records, words, draw):
    """Texts by kind (see SHARES), each text once."""
    kinds = {kind: [] for kind in SHARES}
    for record in records:
        if not record.description:
            alone = {"documents": "part", "CLINC150": "request", "HWU64": "request"}.get(record.source, "summary")
            kinds[alone].append(record.summary)
        else:
            kinds["summary"].append(record.summary)
            kinds["whole"].append(record.whole())
            if len(record.description) > 1000:
                kinds["part"].append(second_half(record.description))
            kinds["phrase"].append(phrase_of(record.description, draw))
        kinds["comment"] += record.comments[:2]
        kinds["phrase"] += [phrase_of(record.summary, draw) for _ in range(2)]
    kinds["word"] = list(words)
    return {kind: [text for text in dict.fromkeys(texts) if text.strip()] for kind, texts in kinds.items()}


# Vocabulary


def bert_tokenizer(vocabulary):
    """The tokenizer of uncased BERT models over any vocabulary. Text that spells a special token is read as text."""
    ids = {token: position for position, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def listed_words():
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines():
        # An ending `1/ies` replaces one letter; a bare number applies to the ending after its slash.
        word, *endings = line.partition("#")[0].split() or [""]
        if word:
            yield word
        for ending in endings:
            drop, _, letters = ending.rpartition("/")
            yield word[: len(word) - int(drop or 0)] + letters


def stems_of(word):
    for ending in ("s", "es", "ed", "d", "ing", "er", "ers", "ly"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
    if word.endswith(("ies", "ied")):
        yield word[:-3] + "y"


def words_to_add(records, known):
    """Whole words that WordPiece would cut up: those listed, and those that texts of several sources use."""
    texts, sources = Counter(), {}
    for record in records:
        text = " ".join([record.summary, record.description, *record.comments]).lower()
        for word in set(re.findall(r"(?<![\w.])[a-z]{4,24}(?![\w])", text)):
            texts[word] += 1
            sources.setdefault(word, set()).add(record.source)
    chosen = set(listed_words())
    frequent = {word for word in texts if texts[word] >= WORD_COUNT and len(sources[word]) >= WORD_SOURCES}
    chosen |= frequent
    for word, count in texts.items():
        if count * 2 >= WORD_COUNT and len(sources[word]) >= WORD_SOURCES - 1:
            if any(stem in known or stem in chosen for stem in stems_of(word) if len(stem) >= 4):
                chosen.add(word)
    return sorted(chosen - known)


def is_silent(token):
    """[UNK], [CLS], [unused42] and the like say nothing about a text."""
    return token.startswith("[") and token.endswith("]") and len(token) > 2


# The teacher


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


# The student


def counts_of(texts, tokenizer, silent, batch=2000):
    """One row per text: 1 + ln count for each token, so that a stack trace does not drown the sentence above it."""
    columns, values, ends = [], [], [0]
    for start in range(0, len(texts), batch):
        for encoding in tokenizer.encode_batch(texts[start : start + batch], add_special_tokens=False):
            ids, counts = np.unique(np.asarray(encoding.ids, np.int32), return_counts=True)
            heard = ~silent[ids]
            columns.append(ids[heard])
            values.append((1 + np.log(counts[heard])).astype(np.float32))
            ends.append(ends[-1] + int(heard.sum()))
    shape = (len(texts), len(silent))
    return sparse.csr_array((np.concatenate(values), np.concatenate(columns), np.array(ends, np.int32)), shape=shape)


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


class TargetSpace:
    """Where the student lives: the teacher's space, centred on tickets, turned to their strongest directions, evened out."""

    def __init__(self, means):
        vectors = unit(means)
        self.centre = vectors.mean(axis=0)
        self.state_centre = means.mean(axis=0)
        centred = (vectors - self.centre).astype(np.float64)
        strength, directions = np.linalg.eigh(centred.T @ centred / len(centred))
        strongest = np.argsort(-strength)[:DIMENSIONS]
        strength, directions = strength[strongest], directions[:, strongest]
        # An eigenvector's sign is arbitrary: its largest component is made positive, so that two runs agree.
        largest = np.abs(directions).argmax(axis=0)
        directions = directions * np.sign(directions[largest, np.arange(DIMENSIONS)])
        self.map = (directions * strength**SCALING).astype(np.float32)

    def targets(self, means):
        return unit((unit(means) - self.centre) @ self.map)

    def tokens(self, states):
        rows = (states - self.state_centre) @ self.map
        return rows / np.median(np.linalg.norm(rows, axis=1))


def initial_states(sums, counts, alone):
    """Averages over occurrences, drawn towards what the token alone lets expect of them (a ridge regression)."""
    frequent = counts >= 50
    averages = sums / np.maximum(counts, 1)[:, None]
    known = np.hstack([alone, np.ones((len(alone), 1), np.float32)]).astype(np.float64)
    x = known[frequent]
    ridge = np.linalg.solve(x.T @ x + 10 * np.eye(x.shape[1]), x.T @ averages[frequent])
    expected = known @ ridge
    share = (counts / (counts + SHRINKAGE))[:, None]
    return (share * averages + (1 - share) * expected).astype(np.float32)


def sif_weights(counted):
    """log a / (a + p) for each token, p its share of all tokens."""
    totals = counted.sum(axis=0)
    return np.log(SIF_A / (SIF_A + totals / totals.sum())).astype(np.float32)


def through_unit(gradient, sums, units):
    """The gradient with respect to sums, given the one with respect to the sums made unit length."""
    along = (gradient * units).sum(axis=1, keepdims=True)
    return (gradient - along * units) / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def info_nce(a, b):
    """Symmetric InfoNCE over a batch of pairs: the loss and its gradients."""
    logits = a @ b.T / TEMPERATURE
    size = len(a)

    def softmax(scores, axis):
        scores = np.exp(scores - scores.max(axis=axis, keepdims=True))
        return scores / scores.sum(axis=axis, keepdims=True)

    forward, backward = softmax(logits, 1), softmax(logits, 0)
    own = np.arange(size)
    loss = -(np.log(forward[own, own] + 1e-12).mean() + np.log(backward[own, own] + 1e-12).mean()) / 2
    slope = (forward + backward) / 2
    slope[own, own] -= 1
    slope /= size * TEMPERATURE
    return loss, slope @ b, slope.T @ a


class Adam:
    def __init__(self, values, rate):
        self.values, self.rate, self.step = values, rate, 0
        self.first, self.second = np.zeros_like(values), np.zeros_like(values)

    def move(self, gradient, factor):
        self.step += 1
        self.first += 0.1 * (gradient - self.first)
        self.second += 0.001 * (gradient * gradient - self.second)
        scale = self.rate * factor * np.sqrt(1 - 0.999**self.step) / (1 - 0.9**self.step)
        self.values -= (scale * self.first / (np.sqrt(self.second) + 1e-8)).astype(np.float32)


def train(vectors, weights, distilled, pairs, generator):
    """Learns vectors and log weights. `distilled`: kind → (counts, targets); `pairs`: list of (counts, counts)."""
    start, size = vectors, len(vectors)
    turn = Adam(np.eye(DIMENSIONS, dtype=np.float32), TURN_RATE)
    own, weights = Adam(np.zeros_like(start), RATE), Adam(weights.copy(), WEIGHT_RATE)
    chances = np.array([len(range(a.shape[0])) for a, _ in pairs]) ** 0.75
    chances = chances / chances.sum()
    begun = time.time()
    for step in range(STEPS):
        parts, targets = [], []
        for kind, share in SHARES.items():
            counts, wanted = distilled[kind]
            drawn = generator.integers(0, counts.shape[0], round(share * DISTILLED_BATCH))
            parts.append(counts[drawn])
            targets.append(wanted[drawn])
        left, right = pairs[generator.choice(len(pairs), p=chances)]
        drawn = generator.permutation(left.shape[0])[:PAIR_BATCH]
        parts += [left[drawn], right[drawn]]
        batch = sparse.vstack(parts, format="csr")
        batch.data *= generator.random(len(batch.data), dtype=np.float32) >= DROPOUT
        plain = batch.copy()
        batch.data = batch.data * np.exp(weights.values)[batch.indices]

        vectors = start @ turn.values + own.values
        sums = batch @ vectors
        units = unit(sums)
        wanted = np.concatenate(targets)
        known, drawn = len(wanted), len(drawn)
        gradient = np.zeros_like(units)
        gradient[:known] = -wanted / known
        distance = 1 - (units[:known] * wanted).sum(axis=1).mean()
        loss, left_slope, right_slope = info_nce(units[known : known + drawn], units[known + drawn :])
        gradient[known : known + drawn] = PAIR_WEIGHT * left_slope
        gradient[known + drawn :] = PAIR_WEIGHT * right_slope
        gradient = through_unit(gradient, sums, units)

        gathered = plain.T @ gradient
        strength = np.exp(weights.values)
        weight_gradient = strength * (gathered * vectors).sum(axis=1)
        gathered *= strength[:, None]
        factor = min(1, (step + 1) / WARM_UP) * (1 - step / STEPS)
        turn.move(start.T @ gathered, factor)
        own.move(gathered + (2 * ANCHOR_WEIGHT / size) * own.values, factor)
        weights.move(weight_gradient, factor)
        if (step + 1) % 50 == 0:
            print(
                f"  step {step + 1}: 1 - cosine {distance:.4f}, pairs {loss:.3f}, "
                f"own {(own.values**2).sum(axis=1).mean():.3f}, {time.time() - begun:.0f} s",
                flush=True,
            )
    return start @ turn.values + own.values, weights.values


def pairs_of(records, counted, draw):
    """Texts of one ticket, by source: what stands in one row belongs together, all else is apart."""
    sources = {}
    for record in records:
        # Generated tickets of one root cause share sentences: as strangers to each other they would teach nonsense.
        if record.description and record.source != "demo":
            sources.setdefault(record.source, []).append(record)
    pairs = []
    for tickets in sources.values():
        with_comments = [ticket for ticket in tickets if ticket.comments]
        long = [ticket for ticket in tickets if len(ticket.description) > 200]
        joined = [("\n".join(ticket.comments))[:LONGEST_TEXT] for ticket in with_comments]
        half = [second_half(ticket.description) for ticket in long]
        phrases = [(phrase_of(ticket.summary, draw), ticket.description) for ticket in tickets]
        phrases = [(phrase, description) for phrase, description in phrases if phrase]
        for left, right in (
            ([ticket.summary for ticket in tickets], [ticket.description for ticket in tickets]),
            ([ticket.summary for ticket in with_comments], joined),
            ([ticket.description for ticket in with_comments], joined),
            ([ticket.description[: -len(rest) or None] for ticket, rest in zip(long, half, strict=True)], half),
            ([phrase for phrase, _ in phrases], [description for _, description in phrases]),
        ):
            if len(left) >= 200:
                pairs.append((counted(left), counted(right)))
    return pairs


def read_all(teacher, texts, tokenizer, size):
    """What the teacher makes of all texts: means by kind, token sums and counts, and each text as far as it was read."""
    means, read = {}, {}
    sums, counts = np.zeros((size, 384), np.float32), np.zeros(size)
    for kind, chosen in texts.items():
        print(f"{kind}: {len(chosen):,} texts", flush=True)
        means[kind], more, seen, ends = teacher.read(chosen, tokenizer, size)
        read[kind] = [text[:end] for text, end in zip(chosen, ends, strict=True)]
        sums += more
        counts += seen
    return means, read, sums, counts


def learn(teacher, texts, records, vocabulary, tokenizer, silent, draw):
    """The rows of the model: each token's vector times its weight."""
    means, read, sums, counts = read_all(teacher, texts, tokenizer, len(vocabulary))
    of_teacher = bert_tokenizer(teacher.vocabulary)
    pieces = [[position] for position in range(len(teacher.vocabulary))]
    pieces += [encoding.ids for encoding in of_teacher.encode_batch(vocabulary[len(pieces) :], add_special_tokens=False)]
    space = TargetSpace(means["whole"])
    vectors = space.tokens(initial_states(sums, counts, teacher.alone(pieces)))

    def counted(chosen):
        return counts_of(chosen, tokenizer, silent)

    distilled = {kind: (counted(read[kind]), space.targets(means[kind])) for kind in texts}
    pairs = pairs_of(records, counted, draw)
    weights = sif_weights(counted([record.whole() for record in records if record.description]))
    vectors, weights = train(vectors, weights, distilled, pairs, np.random.default_rng(SEED))
    rows = vectors * np.exp(weights)[:, None]
    rows[silent] = 0
    return rows


# The file


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
    models_folder = os.environ.get("CASEBOOK_MODELS_DIR", CHECKOUT / "../shared/models")
    data = os.environ.get("CASEBOOK_TEST_DATA", CHECKOUT / "../shared/data")
    parser.add_argument("--model-dir", type=Path, default=Path(models_folder) / "all-MiniLM-L6-v2")
    parser.add_argument("--data", type=Path, default=Path(data))
    parser.add_argument("--out", type=Path, default=HERE / "casebook-static.bin")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    args = parser.parse_args()

    draw = random.Random(SEED)
    records = [*read_tickets(args.data), *read_demo(), *read_requests(args.data), *read_documents()]
    teacher = Teacher(args.model_dir, args.threads)
    vocabulary = [*teacher.vocabulary, *words_to_add(records, set(teacher.vocabulary))]
    tokenizer = bert_tokenizer(vocabulary)
    silent = np.array([is_silent(token) for token in vocabulary])
    texts = texts_to_distil(records, [token for token in vocabulary if re.fullmatch(r"[a-z]{3,}", token)], draw)
    print(f"{len(records):,} records, {len(vocabulary):,} tokens; texts: { {kind: len(t) for kind, t in texts.items()} }")

    learned = learn(teacher, texts, records, vocabulary, tokenizer, silent, draw)
    write_model(args.out, vocabulary, learned)
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
