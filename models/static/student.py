"""The student: a vector and a weight for each token, where they start from and how they are learned."""

import time

import numpy as np
import scipy.sparse as sparse

SIF_A = 1e-3
SCALING = -0.25
"""Target directions are scaled by eigenvalue ** SCALING: 0 leaves them, -0.5 makes all equally strong."""
LEAST_STRENGTH = 1e-3
"""Of the strongest direction's: weaker ones are not scaled up further."""
SHRINKAGE = 5
"""A token's average over its occurrences counts like its occurrences, what is made of it alone like this many."""

STEPS = 180
WARM_UP = 30
DISTILLED_BATCH = 2048
PAIR_BATCH = 1024
TEMPERATURE = 0.05
PAIR_WEIGHT = 0.5
ANCHOR_WEIGHT = 0.3
REACH = 0.35
"""How far the logarithm of a token's weight can move from its start: by a factor of 1.4 at most."""
ASKED_WEIGHT = 1.0
ASKED_BATCH = 512
DROPOUT = 0.1
RATE, WEIGHT_RATE = 3e-3, 1e-2
SHARES = {"whole": 0.35, "summary": 0.2, "phrase": 0.2, "request": 0.1, "word": 0.15}
"""How much of a distilled batch is of which kind."""


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

    def __init__(self, means, dimensions):
        vectors = unit(means)
        self.centre = vectors.mean(axis=0)
        self.state_centre = means.mean(axis=0)
        centred = (vectors - self.centre).astype(np.float64)
        strength, directions = np.linalg.eigh(centred.T @ centred / len(centred))
        strongest = np.argsort(-strength)[:dimensions]
        strength, directions = strength[strongest], directions[:, strongest]
        # The layer normalisation of the teacher leaves one direction empty.
        strength = np.maximum(strength, strength[0] * LEAST_STRENGTH)
        # An eigenvector's sign is arbitrary: its largest component is made positive, so that two runs agree.
        largest = np.abs(directions).argmax(axis=0)
        directions = directions * np.sign(directions[largest, np.arange(dimensions)])
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
    totals = np.asarray(counted.sum(axis=0)).ravel()
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


def relation_loss(questions, passages, wanted):
    """Cross-entropy between which passages the teacher takes for near to each question, and which the student does."""
    logits = questions @ passages.T / TEMPERATURE
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    loss = -(wanted * np.log(shares + 1e-12)).sum(axis=1).mean()
    slope = (shares - wanted) / (len(questions) * TEMPERATURE)
    return loss, slope @ passages, slope.T @ questions


def nearness(questions, passages):
    """The teacher's view of the same: each question's share for each passage."""
    logits = questions @ passages.T / TEMPERATURE
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def centred_info_nce(a, b):
    """InfoNCE as the index compares: each side is centred and made unit length again."""
    moved_a, moved_b = a - a.mean(axis=0), b - b.mean(axis=0)
    unit_a, unit_b = unit(moved_a), unit(moved_b)
    loss, slope_a, slope_b = info_nce(unit_a, unit_b)
    slope_a, slope_b = through_unit(slope_a, moved_a, unit_a), through_unit(slope_b, moved_b, unit_b)
    return loss, slope_a - slope_a.mean(axis=0), slope_b - slope_b.mean(axis=0)


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


def train(start, sif, distilled, asked, pairs, generator):
    """
    Learns vectors and log weights. `distilled`: kind -> (counts, targets); `asked`: for each group of tickets its short
    texts and its whole ones, each (counts, targets); `pairs`: list of (counts, counts).
    """
    size = len(start)
    own, lean = Adam(np.zeros_like(start), RATE), Adam(np.zeros_like(sif), WEIGHT_RATE / REACH)
    chances = np.array([left.shape[0] for left, _ in pairs]) ** 0.75
    chances = chances / chances.sum()
    begun = time.time()

    def drawn_from(taught, count):
        counts, targets = taught
        rows = generator.integers(0, counts.shape[0], count)
        return counts[rows], targets[rows]

    for step in range(STEPS):
        known = [drawn_from(distilled[kind], round(share * DISTILLED_BATCH)) for kind, share in SHARES.items()]
        short, whole = asked[step % len(asked)]
        questions, passages = drawn_from(short, ASKED_BATCH), drawn_from(whole, ASKED_BATCH)
        left, right = pairs[generator.choice(len(pairs), p=chances)]
        rows = generator.permutation(left.shape[0])[:PAIR_BATCH]
        parts = [counts for counts, _ in known] + [questions[0], passages[0], left[rows], right[rows]]
        ends = np.cumsum([sum(len(targets) for _, targets in known), ASKED_BATCH, ASKED_BATCH, len(rows)])

        batch = sparse.vstack(parts, format="csr")
        batch.data *= generator.random(len(batch.data), dtype=np.float32) >= DROPOUT
        plain = batch.copy()
        bent = np.tanh(lean.values)
        strength = np.exp(sif + REACH * bent)
        batch.data = batch.data * strength[batch.indices]
        vectors = start + own.values
        sums = batch @ vectors
        units = unit(sums)

        alone, asking, answering, one, other = np.split(units, ends)
        wanted = np.concatenate([targets for _, targets in known])
        distance = 1 - (alone * wanted).sum(axis=1).mean()
        relation, asking_slope, answering_slope = relation_loss(asking, answering, nearness(questions[1], passages[1]))
        loss, one_slope, other_slope = centred_info_nce(one, other)
        gradient = np.concatenate(
            [
                -wanted / len(wanted),
                ASKED_WEIGHT * asking_slope,
                ASKED_WEIGHT * answering_slope,
                PAIR_WEIGHT * one_slope,
                PAIR_WEIGHT * other_slope,
            ]
        )
        gathered = plain.T @ through_unit(gradient, sums, units)
        weight_gradient = strength * (gathered * vectors).sum(axis=1)
        gathered *= strength[:, None]
        factor = min(1, (step + 1) / WARM_UP) * (1 - step / STEPS)
        own.move(gathered + (2 * ANCHOR_WEIGHT / size) * own.values, factor)
        lean.move(weight_gradient * REACH * (1 - bent * bent), factor)
        if (step + 1) % 20 == 0:
            print(
                f"  step {step + 1}: 1 - cosine {distance:.4f}, nearness {relation:.3f}, pairs {loss:.3f}, "
                f"own {(own.values**2).sum(axis=1).mean():.3f}, {time.time() - begun:.0f} s",
                flush=True,
            )
    return start + own.values, sif + REACH * np.tanh(lean.values)
