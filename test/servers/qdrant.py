"""A small HTTP server for the tests of the Qdrant adapter: python qdrant.py DATA [PORT]; QDRANT_API_KEY demands a key.

What it is: Qdrant's own engine (segments, payload indexes, filters, dense and sparse search, facets), from the package
qdrant-edge-py, behind the requests of Qdrant's REST API that Casebook makes. Each request is held to the models that
qdrant-client carries, which are made from Qdrant's OpenAPI document and refuse unknown keys.

What it cannot show: how the server itself behaves. Its answers are written here, by the documentation; there is one shard a
collection, no write-ahead log that is awaited, no optimizer in the background, no strict mode, no limit of a request's
size, no cluster and no TLS. The engine is one of its newer versions, whichever version of the server is pinned elsewhere.
"""

import http.server
import importlib.util
import json
import os
import re
import shutil
import sys
import threading
import time

import qdrant_edge as edge
from pydantic import BaseModel, TypeAdapter, ValidationError

VERSION = "1.17.0"


def load_models():
    """The module of models by itself: its package would bring an HTTP client and more."""
    path = os.path.join(
        os.path.dirname(importlib.util.find_spec("qdrant_client").origin), "http", "models", "models.py"
    )
    spec = importlib.util.spec_from_file_location("qdrant_models", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    for value in list(vars(module).values()):
        if isinstance(value, type) and issubclass(value, BaseModel) and value is not BaseModel:
            value.model_rebuild(_types_namespace=vars(module))
    return module


models = load_models()


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def checked(model, body):
    """The body as it came, once Qdrant's own description of it has been met."""
    try:
        TypeAdapter(getattr(models, model)).validate_python(body)
    except ValidationError as error:
        first = error.errors()[0]
        raise Refused(400, f"Format error in JSON body: {first['msg']} at {first['loc']}") from error
    return body


def condition(given):
    if "must" in given or "must_not" in given or "should" in given:
        return filter_of(given)
    if "match" in given:
        return edge.FieldCondition(key=given["key"], match=edge.MatchAny(any=given["match"]["any"]))
    if "range" in given:
        return edge.FieldCondition(key=given["key"], range=edge.RangeFloat(**given["range"]))
    raise Refused(400, f"this server of tests knows no such condition: {sorted(given)}")


def filter_of(given):
    parts = {key: [condition(each) for each in all_of] for key, all_of in given.items()}
    return edge.Filter(**parts)


def vector_of(given):
    if isinstance(given, dict) and "indices" in given:
        return edge.SparseVector(given["indices"], given["values"])
    return given


class Collection:
    def __init__(self, path, config):
        self.lock = threading.Lock()
        self.path = path
        self.size = {name: given["size"] for name, given in config["vectors"].items()}
        settings = edge.EdgeConfig(
            vectors={
                name: edge.EdgeVectorParams(size=given["size"], distance=getattr(edge.Distance, given["distance"]))
                for name, given in config["vectors"].items()
            },
            sparse_vectors={name: edge.EdgeSparseVectorParams() for name in config["sparse_vectors"]},
            # What it holds is worth nothing after the run.
            wal_enabled=False,
        )
        if os.path.exists(os.path.join(path, "config.json")):
            self.shard = edge.EdgeShard.load(os.path.join(path, "shard"), settings)
            return
        os.makedirs(os.path.join(path, "shard"))
        self.shard = edge.EdgeShard.create(os.path.join(path, "shard"), settings)
        with open(os.path.join(path, "config.json"), "w", encoding="utf8") as file:
            json.dump(config, file)

    def drop(self):
        with self.lock:
            self.shard.close()
            shutil.rmtree(self.path)

    def index(self, body):
        kind = {"keyword": edge.PayloadSchemaType.Keyword, "integer": edge.PayloadSchemaType.Integer}
        self.shard.update(edge.UpdateOperation.create_field_index(body["field_name"], kind[body["field_schema"]]))

    def points(self, given):
        for point in given:
            for name, vector in point["vector"].items():
                expected = self.size.get(name)
                if expected is not None and len(vector) != expected:
                    raise Refused(400, f"Wrong input: Vector dimension error: expected dim: {expected}, got {len(vector)}")
        return [
            edge.Point(
                point["id"],
                {name: vector_of(vector) for name, vector in point["vector"].items()},
                point.get("payload"),
            )
            for point in given
        ]

    def change(self, operations):
        for operation in operations:
            if "upsert" in operation:
                points = self.points(operation["upsert"]["points"])
                self.shard.update(edge.UpdateOperation.upsert_points(points))
            else:
                chosen = filter_of(operation["delete"]["filter"])
                self.shard.update(edge.UpdateOperation.delete_points_by_filter(chosen))

    def query(self, searches):
        requests = [
            edge.QueryRequest(
                limit=each["limit"],
                query=edge.Query.Nearest(vector_of(each["query"]), using=each["using"]),
                filter=filter_of(each["filter"]),
                with_payload=each["with_payload"],
            )
            for each in searches
        ]
        return [
            {"points": [{"id": p.id, "version": p.version, "score": p.score, "payload": p.payload} for p in found]}
            for found in (self.shard.query(each) for each in requests)
        ]

    def scroll(self, body):
        found, after = self.shard.scroll(
            edge.ScrollRequest(
                offset=body.get("offset"),
                limit=body["limit"],
                filter=filter_of(body["filter"]),
                with_payload=body["with_payload"],
                with_vector=body["with_vector"],
            )
        )
        return {"points": [{"id": p.id, "payload": p.payload} for p in found], "next_page_offset": after}

    def facet(self, body):
        asked = edge.FacetRequest(
            key=body["key"], limit=body["limit"], exact=body["exact"], filter=filter_of(body["filter"])
        )
        return {"hits": [{"value": hit.value, "count": hit.count} for hit in self.shard.facet(asked).hits]}

    def count(self, body):
        return {
            "count": self.shard.count(edge.CountRequest(filter=filter_of(body["filter"]), exact=body["exact"]))
        }

    def point(self, point_id):
        found = self.shard.retrieve([point_id], with_payload=True, with_vector=False)
        if not found:
            raise Refused(404, f"Not found: Point with id {point_id} does not exists!")
        return {"id": found[0].id, "payload": found[0].payload}


class Server:
    def __init__(self, folder):
        self.folder = os.path.join(folder, "collections")
        self.lock = threading.Lock()
        self.collections = {}
        os.makedirs(self.folder, exist_ok=True)
        for name in os.listdir(self.folder):
            with open(os.path.join(self.folder, name, "config.json"), encoding="utf8") as file:
                self.collections[name] = Collection(os.path.join(self.folder, name), json.load(file))

    def answer(self, method, path, body):
        if (method, path) == ("GET", "/collections"):
            return {"collections": [{"name": name} for name in list(self.collections)]}
        match = re.fullmatch(r"/collections/([^/]+)(/.*)?", path)
        if not match:
            raise Refused(404, f"no such path: {path}")
        name, below = match[1], match[2] or ""
        if (method, below) == ("PUT", ""):
            checked("CreateCollection", body)
            with self.lock:
                if name in self.collections:
                    raise Refused(409, f"Wrong input: Collection `{name}` already exists!")
                self.collections[name] = Collection(os.path.join(self.folder, name), body)
            return True
        if (method, below) == ("DELETE", ""):
            with self.lock:
                known = self.collections.pop(name, None)
            if known:
                known.drop()
            return known is not None
        collection = self.collections.get(name)
        if not collection:
            raise Refused(404, f"Not found: Collection `{name}` doesn't exist!")
        with collection.lock:
            return self.within(collection, method, below, body)

    def within(self, collection, method, below, body):
        if (method, below) == ("PUT", "/index"):
            collection.index(checked("CreateFieldIndex", body))
            return {"operation_id": 0, "status": "completed"}
        if (method, below) == ("POST", "/points/batch"):
            collection.change(checked("UpdateOperations", body)["operations"])
            return [{"operation_id": 0, "status": "completed"} for _ in body["operations"]]
        if (method, below) == ("POST", "/points/query/batch"):
            return collection.query(checked("QueryRequestBatch", body)["searches"])
        if (method, below) == ("POST", "/points/scroll"):
            return collection.scroll(checked("ScrollRequest", body))
        if (method, below) == ("POST", "/points/count"):
            return collection.count(checked("CountRequest", body))
        if (method, below) == ("POST", "/facet"):
            return collection.facet(checked("FacetRequest", body))
        if method == "GET" and below.startswith("/points/"):
            return collection.point(below.removeprefix("/points/"))
        raise Refused(404, f"no such path: {below}")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_one(self):
        began = time.time()
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length)
        path = self.path.split("?")[0]
        if path == "/":
            return self.say(200, {"title": "qdrant - vector search engine", "version": VERSION})
        key = os.environ.get("QDRANT_API_KEY")
        if key and self.headers.get("api-key") != key:
            return self.say(401, None)
        try:
            result = self.server.qdrant.answer(self.command, path, json.loads(raw) if raw else None)
            body = {"result": result, "status": "ok", "time": time.time() - began}
            return self.say(200, body)
        except Refused as error:
            return self.say(error.status, {"status": {"error": str(error)}, "time": time.time() - began})
        except Exception as error:  # The engine's own words, as the server passes them on.
            return self.say(500, {"status": {"error": f"Service internal error: {error}"}, "time": 0})

    do_GET = do_POST = do_PUT = do_DELETE = handle_one

    def say(self, status, body):
        text = b"Must provide an API key or an Authorization bearer token" if body is None else json.dumps(body, default=str).encode()
        self.send_response(status)
        self.send_header("content-type", "text/plain" if body is None else "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class ThreadingServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main():
    folder = sys.argv[1]
    server = ThreadingServer(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Handler)
    server.qdrant = Server(folder)
    # Moved whole, so that nobody reads half of it.
    with open(os.path.join(folder, "port.part"), "w", encoding="utf8") as file:
        file.write(f"{server.server_address[1]}\n")
    os.rename(os.path.join(folder, "port.part"), os.path.join(folder, "port"))
    server.serve_forever()


main()
