"""The documents of an installed collection, each with the payloads that ship for it."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

DIALECTS = {
    "draft4": "http://json-schema.org/draft-04/schema#",
    "draft6": "http://json-schema.org/draft-06/schema#",
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
}

KEYWORDS = {
    *("$defs", "$id", "$ref", "$schema", "allOf", "anyOf", "const", "contains", "definitions", "enum", "if", "items", "not"),
    *("oneOf", "pattern", "patternProperties", "properties", "propertyNames", "required", "type"),
}


@dataclass
class Document:
    """A file for the command, and JSON values that its root describes."""

    name: str
    path: Path
    schema: object
    payloads: list[tuple[str, object]] = field(default_factory=list)


@dataclass
class Found:
    """What a collection holds."""

    documents: list[Document]
    skipped: list[str]
    unmatched: list[str]


def find(collection, packages, work):
    """Reads a collection below `packages`; what has to be cut out of larger files is written below `work`."""
    folder = packages / collection["folder"]
    if not folder.is_dir():
        return None
    layout = {"files": files, "suite": suite, "events": events}[collection.get("layout", "files")]
    return layout(collection, folder, work)


def files(collection, folder, _work):
    found = Found([], [], [])
    for path in matching(folder, collection["schemas"]):
        schema = read(path)
        if not is_schema(schema):
            found.skipped.append(str(path.relative_to(folder)))
            continue
        found.documents.append(Document(str(path.relative_to(folder)), path, schema, examples(schema)))
    by_name = {document.name: document for document in found.documents}
    for name, groups, value in payloads(collection, folder):
        document = by_name.get(filled(collection["schema"], value, groups))
        if document is None:
            found.unmatched.append(name)
        elif collection.get("list"):
            document.payloads += numbered(name, value)
        else:
            document.payloads.append((name, value))
    return found


def suite(collection, folder, work):
    """A document for each group of tests. The folder says which dialect they are in; here the documents do."""
    found = Found([], [], [])
    for path in matching(folder, collection["schemas"]):
        name = path.relative_to(folder).with_suffix("")
        for index, group in enumerate(read(path)):
            schema = group["schema"]
            if isinstance(schema, dict):
                schema = {"$schema": DIALECTS[name.parts[0]]} | schema
            document = cut_out(work, f"{name}-{index}", schema)
            valid = [test for test in group["tests"] if test["valid"]]
            document.payloads = [(f"{group['description']}: {test['description']}", test["data"]) for test in valid]
            found.documents.append(document)
    return found


def events(collection, folder, work):
    """The whole, and a document for each event, with those definitions alone that it uses."""
    found = files({"schemas": collection["schemas"]}, folder, work)
    whole = found.documents[0]
    definitions = whole.schema["definitions"]
    by_event = {}
    for name in definitions:
        if name.endswith("_event"):
            used = reachable(name, definitions)
            schema = {"$ref": f"#/definitions/{name}", "definitions": {key: definitions[key] for key in used}}
            by_event[name] = cut_out(work, name, {"$schema": whole.schema["$schema"]} | schema)
    for path, _, listed in payloads(collection, folder):
        for event in listed:
            values = numbered(f"{path}#{event['name']}", event["examples"])
            whole.payloads += values
            if document := by_event.get(f"{event['name']}_event"):
                document.payloads += values
            else:
                found.unmatched.append(event["name"])
    found.documents += by_event.values()
    return found


def reachable(name, definitions):
    """The definitions that one leads to, itself among them."""
    seen, open_names = set(), [name]
    while open_names:
        name = open_names.pop()
        if name not in seen and name in definitions:
            seen.add(name)
            open_names += re.findall(r'"#/definitions/([^"/]+)', json.dumps(definitions[name]))
    return sorted(seen)


def cut_out(work, name, schema):
    path = work / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(schema, indent=1))
    return Document(name, path, schema)


def payloads(collection, folder):
    """Path, groups of the path, and value of each payload."""
    if "payloads" not in collection:
        return
    for path in sorted(folder.rglob("*")):
        match = re.fullmatch(collection["payloads"], str(path.relative_to(folder)))
        if match and path.is_file():
            yield match.string, match.groupdict(), read(path)


def filled(template, value, groups):
    members = value if isinstance(value, dict) else {}
    try:
        return template.format(**{**members, **groups})
    except KeyError:
        return None


def examples(schema):
    listed = schema.get("examples") if isinstance(schema, dict) else None
    return numbered("examples", listed) if isinstance(listed, list) else []


def numbered(name, values):
    return [(f"{name}/{index}", value) for index, value in enumerate(values)]


def matching(folder, patterns):
    return sorted({path for pattern in patterns for path in folder.glob(pattern) if path.is_file()})


def read(path):
    """The value of a JSON file, or None where it holds none."""
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None


def is_schema(value):
    """Whether a file that a collection calls a schema may be one."""
    return isinstance(value, bool) or (isinstance(value, dict) and not KEYWORDS.isdisjoint(value))


def paths(documents):
    """The paths of documents by their URIs: that of the file, and what the document calls itself."""
    found = {document.path.as_uri(): str(document.path) for document in documents}
    for document in documents:
        name = isinstance(document.schema, dict) and document.schema.get("$id", document.schema.get("id"))
        if isinstance(name, str):
            found[name.rstrip("#")] = str(document.path)
    return found
