"""The text that the model learns from: tickets, short everyday requests, and the words that get vectors of their own."""

import gzip
import html
import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HERE = Path(__file__).resolve().parent

LONGEST_TEXT = 4000
"""Characters of a passage at run time (`src/knowledge/chunk.ts`)."""
DEMO_SEED = 77_201
DEMO_TICKETS = 3000
WORD_COUNT, WORD_SOURCES = 6, 3
"""A word is added when so many texts, of so many sources, use it; an inflected form of a known word when half as many do."""
FEWEST_PAIRS = 200
"""Pairs of one project: among fewer, strangers are too easily told apart."""
KINDS = ("summary", "phrase", "request", "whole")

STOP_WORDS = set(
    "a an and are as at be been but by can could did do does doing for from had has have how i if in into is it its no not of "
    "on or our should so than that the their then there these they this those to too was we were what when where which "
    "while who why will with would you your".split()
)



@dataclass
class Record:
    """A ticket, or a text that stands alone as `summary`. `group` is the file it came from, `source` its project."""

    group: str
    source: str
    summary: str
    description: str = ""
    comments: list = field(default_factory=list)
    key: str = ""
    linked: list = field(default_factory=list)
    """Keys of the tickets that it is linked with, of whatever kind: duplicates, references, causes."""

    def whole(self):
        return f"{self.summary}\n\n{self.description}"[:LONGEST_TEXT] if self.description else self.summary


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
        yield Record("points", ticket["key"].split("-")[0], ticket["summary"] or "", description.strip()[:LONGEST_TEXT])
    for name in ("hive", "activemq"):
        for line in lines_of(data / f"apache-jira-more/{name}.jsonl.gz"):
            ticket = json.loads(line)
            comments = [comment["body"][:LONGEST_TEXT] for comment in ticket["comments"][:3]]
            description = (ticket["description"] or "").strip()[:LONGEST_TEXT]
            linked = [link["key"] for link in ticket["issuelinks"] or []]
            yield Record(name, name, ticket["summary"] or "", description, comments, ticket["key"], linked)


def read_demo():
    command = ["node", HERE / "demo-text.ts", "--seed", str(DEMO_SEED), "--tickets", str(DEMO_TICKETS)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        ticket = json.loads(line)
        comments = [comment["body"] for comment in ticket["comments"][:2]]
        yield Record("demo", "demo", ticket["summary"], ticket["description"][:LONGEST_TEXT], comments)


def read_requests(data):
    """Short everyday requests, training splits only."""
    for name in ("CLINC150", "HWU64"):
        for line in lines_of(data / f"intents/{name}/train/seq.in"):
            yield Record("requests", name, line.strip())


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


def texts_to_distil(records, draw):
    """Texts by kind, each text once."""
    kinds = {kind: [] for kind in KINDS}
    for record in records:
        if not record.description:
            kinds["request" if record.group == "requests" else "summary"].append(record.summary)
        else:
            kinds["summary"].append(record.summary)
            kinds["whole"].append(record.whole())
            kinds["phrase"].append(phrase_of(record.description, draw))
        if record.group != "requests":
            kinds["phrase"] += [phrase_of(record.summary, draw) for _ in range(2)]
    return {kind: [text for text in dict.fromkeys(texts) if text.strip()] for kind, texts in kinds.items()}


def linked_pairs(tickets):
    """Tickets that people linked, each pair once."""
    by_key = {ticket.key: ticket for ticket in tickets if ticket.key}
    pairs = {tuple(sorted((ticket.key, other))) for ticket in by_key.values() for other in ticket.linked if other in by_key}
    return [(by_key[one], by_key[other]) for one, other in sorted(pairs) if one != other]


def pairs_of(records):
    """Lists (left, right) of texts of one project: what stands in one row belongs together, all else is apart."""
    projects = {}
    for record in records:
        # Generated tickets of one root cause share sentences: as strangers to each other they would teach nonsense.
        if record.description and record.group != "demo":
            projects.setdefault(record.source, []).append(record)
    for tickets in projects.values():
        with_comments = [ticket for ticket in tickets if ticket.comments]
        joined = ["\n".join(ticket.comments)[:LONGEST_TEXT] for ticket in with_comments]
        long = [ticket for ticket in tickets if len(ticket.description) > 200]
        rest = [second_half(ticket.description) for ticket in long]
        links = linked_pairs(tickets)
        for left, right in (
            ([ticket.summary for ticket in tickets], [ticket.description for ticket in tickets]),
            ([ticket.summary for ticket in with_comments], joined),
            ([ticket.description for ticket in with_comments], joined),
            ([ticket.description[: -len(half) or None] for ticket, half in zip(long, rest, strict=True)], rest),
            ([one.whole() for one, _ in links], [other.whole() for _, other in links]),
            ([one.summary for one, _ in links], [other.summary for _, other in links]),
        ):
            if len(left) >= FEWEST_PAIRS:
                yield left, right


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


