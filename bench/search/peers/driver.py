"""Runs one Python peer as bench/search/worker.ts runs those of Node: reads a job from its first argument, prints a report a line."""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

K = 10
FUSION_DEPTH = 50
FILTER_OF = {"filter5": "five", "filter0.1": "rare"}


def report(**what):
    print("REPORT " + json.dumps(what), flush=True)


def rss():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Data:
    """The folder that bench/search/data-folder.ts describes."""

    def __init__(self, path, dimensions):
        self.path, self.dimensions = Path(path), dimensions

    def documents(self):
        with open(self.path / "documents.jsonl") as lines:
            for line in lines:
                yield json.loads(line)

    def vectors(self):
        return np.fromfile(self.path / "vectors.f32", dtype="<f4").reshape(-1, self.dimensions)

    def queries(self, kind):
        texts = json.loads((self.path / f"{kind}.json").read_text())
        vectors = np.fromfile(self.path / f"{kind}.f32", dtype="<f4").reshape(-1, self.dimensions)
        return list(zip(texts, vectors))


class Faiss:
    """IndexFlatIP; a filter is a bitmap made beforehand, which is more than any engine with changing filters can do."""

    def __init__(self, store, dimensions):
        import faiss

        self.faiss, self.store, self.dimensions = faiss, Path(store), dimensions
        self.describe = f"faiss {faiss.__version__}, IndexFlatIP, one thread"

    def build(self, data):
        index = self.faiss.IndexFlatIP(self.dimensions)
        index.add(data.vectors())
        self.faiss.write_index(index, str(self.store / "flat.faiss"))
        flags = {"five": [], "rare": []}
        for document in data.documents():
            for field, values in flags.items():
                values.append(document[field])
        for field, values in flags.items():
            np.packbits(values, bitorder="little").tofile(self.store / f"{field}.bits")

    def open(self):
        # One query is one thread's work: two that wait for each other take twice as long.
        self.faiss.omp_set_num_threads(1)
        self.index = self.faiss.read_index(str(self.store / "flat.faiss"))
        self.filters = {}
        for field in FILTER_OF.values():
            selector = self.faiss.IDSelectorBitmap(np.fromfile(self.store / f"{field}.bits", dtype="u1"))
            self.filters[field] = self.faiss.SearchParameters(sel=selector)

    def vector(self, vector, field, k=K):
        _, ids = self.index.search(vector[None, :], k, params=self.filters[field] if field else None)
        return [int(one) for one in ids[0] if one >= 0]


class Bm25s:
    """bm25s with its own tokenizer, English stop words and, as its pages recommend, a stemmer; its numba backend where that runs."""

    def __init__(self, store, dimensions):
        import bm25s
        import Stemmer

        self.bm25s, self.store, self.stemmer = bm25s, Path(store) / "bm25s", Stemmer.Stemmer("english")
        self.describe = f"bm25s {bm25s.__version__}, numba"

    def tokens(self, texts):
        return self.bm25s.tokenize(texts, stopwords="en", stemmer=self.stemmer, show_progress=False)

    def build(self, data):
        index = self.bm25s.BM25(backend="numba")
        index.index(self.tokens([document["text"] for document in data.documents()]), show_progress=False)
        index.save(str(self.store))

    def open(self):
        self.index = self.bm25s.BM25.load(str(self.store))
        self.index.backend = "numba"
        self.index.activate_numba_scorer()

    def lexical(self, text, k=K):
        ids, _ = self.index.retrieve(self.tokens(text), k=k, show_progress=False, n_threads=1)
        return [int(one) for one in ids[0]]


class FaissWithBm25s:
    """The two fastest exact parts together, their ranks fused here."""

    def __init__(self, store, dimensions):
        self.faiss, self.bm25s = Faiss(store, dimensions), Bm25s(store, dimensions)
        self.describe = f"{self.faiss.describe} and {self.bm25s.describe}"

    def build(self, data):
        self.faiss.build(data)
        self.bm25s.build(data)

    def open(self):
        self.faiss.open()
        self.bm25s.open()

    def hybrid(self, text, vector):
        scores = {}
        for ids in (self.faiss.vector(vector, None, FUSION_DEPTH), self.bm25s.lexical(text, FUSION_DEPTH)):
            for rank, one in enumerate(ids):
                scores[one] = scores.get(one, 0) + 1 / (60 + rank + 1)
        return sorted(scores, key=scores.get, reverse=True)[:K]


class QdrantLocal:
    """qdrant-client's local mode: numpy over all vectors, filters by each document's payload."""

    def __init__(self, store, dimensions):
        import importlib.metadata
        import warnings

        from qdrant_client import QdrantClient, models

        warnings.simplefilter("ignore")
        self.models, self.dimensions = models, dimensions
        self.connect = lambda: QdrantClient(path=str(Path(store) / "qdrant"))
        self.describe = f"qdrant-client {importlib.metadata.version('qdrant-client')}, local mode"

    def build(self, data):
        models, client = self.models, self.connect()
        parameters = models.VectorParams(size=self.dimensions, distance=models.Distance.DOT)
        client.create_collection("documents", vectors_config=parameters)
        points, vectors = [], data.vectors()
        for document in data.documents():
            payload = {field: document[field] for field in FILTER_OF.values()}
            point = models.PointStruct(id=document["id"], vector=vectors[document["id"]].tolist(), payload=payload)
            points.append(point)
            if len(points) == 1000:
                client.upsert("documents", points)
                points = []
        if points:
            client.upsert("documents", points)
        client.close()

    def open(self):
        self.client = self.connect()

    def vector(self, vector, field):
        models = self.models
        condition = models.FieldCondition(key=field, match=models.MatchValue(value=True)) if field else None
        found = self.client.query_points(
            "documents",
            query=vector.tolist(),
            query_filter=models.Filter(must=[condition]) if condition else None,
            limit=K,
            with_payload=False,
        )
        return [point.id for point in found.points]


ENGINES = {"faiss": Faiss, "bm25s": Bm25s, "faiss+bm25s": FaissWithBm25s, "qdrant": QdrantLocal}


def search_of(engine, mode):
    """A function of text and vector; None where the engine has no such search."""
    name = "vector" if mode in ("vector", *FILTER_OF) else mode.removesuffix("-ticket")
    search = getattr(engine, name, None)
    if search is None:
        return None
    if name == "vector":
        return lambda text, vector: search(vector, FILTER_OF.get(mode))
    if name == "lexical":
        return lambda text, vector: search(text)
    return search


def measure(search, queries, warm_up, seconds):
    """Milliseconds of one query after the other, and what each found; ends early when the time is up."""
    started = time.perf_counter()
    for text, vector in queries[:warm_up]:
        search(text, vector)
        if time.perf_counter() - started > seconds / 4:
            break
    times, ids = [], []
    started = time.perf_counter()
    for text, vector in queries:
        before = time.perf_counter()
        found = search(text, vector)
        times.append((time.perf_counter() - before) * 1000)
        ids.append(found)
        if time.perf_counter() - started > seconds:
            break
    return times, ids


def main():
    job = json.loads(sys.argv[1])
    data = Data(job["data"]["path"], job["data"]["dimensions"])
    engine = ENGINES[job["engine"]](job["store"], data.dimensions)
    if job["phase"] == "build":
        started = time.perf_counter()
        engine.build(data)
        report(kind="built", seconds=time.perf_counter() - started, describe=engine.describe)
        return
    queries = {kind: data.queries(kind) for kind in ("words", "tickets")}
    before = rss()
    started = time.perf_counter()
    engine.open()
    report(kind="opened", seconds=time.perf_counter() - started)
    for mode in job["modes"]:
        search = search_of(engine, mode)
        if search is None:
            continue
        asked = queries["tickets" if mode.endswith("-ticket") else "words"]
        times, ids = measure(search, asked, job["warmUp"], job["modeSeconds"])
        report(kind="mode", mode=mode, times=times, ids=ids)
    report(kind="memory", bytes=rss() - before)


main()
