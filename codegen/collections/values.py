"""What differs between a payload and what came back, and whether the schema describes what is gone."""

import re
from urllib.parse import unquote, urldefrag, urljoin

NULL, UNDESCRIBED = "null dropped", "undescribed member dropped"
DOCUMENTED = {NULL, UNDESCRIBED}
LOST, ADDED, CHANGED = "described member lost", "member added", "value changed"


def differences(library, document, sent, back):
    """Pairs of class and JSON pointer."""
    places = Places(library)
    return list(compared(places, [(document.schema, document.path.as_uri())], sent, back, ""))


def compared(places, schemas, sent, back, at):
    """`schemas` are those that may describe the place, each with the URI that its references start from."""
    if isinstance(sent, dict) and isinstance(back, dict):
        applied = places.applied(schemas)
        for key, value in sent.items():
            below = [(found, base) for schema, base in applied for found in member_of(schema, key)]
            if key in back:
                yield from compared(places, below, value, back[key], f"{at}/{key}")
            else:
                yield gone(value, below), f"{at}/{key}"
        for key in back.keys() - sent.keys():
            yield ADDED, f"{at}/{key}"
    elif isinstance(sent, list) and isinstance(back, list) and len(sent) == len(back):
        applied = places.applied(schemas)
        for index, (one, other) in enumerate(zip(sent, back)):
            below = [(found, base) for schema, base in applied for found in element_of(schema, index)]
            yield from compared(places, below, one, other, f"{at}/{index}")
    elif not same(sent, back):
        yield CHANGED, at


def gone(value, described_by):
    if not described_by:
        return UNDESCRIBED
    return NULL if value is None else LOST


def same(one, other):
    """Equal as JSON: 1 is 1.0, and neither is true."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


class Places:
    """Finds the schemas that may describe a place of an instance."""

    def __init__(self, library):
        self.library = library

    def applied(self, schemas):
        """The schemas with all that they apply to the same place."""
        seen, todo = {}, list(schemas)
        while todo:
            schema, base = todo.pop()
            if not isinstance(schema, dict) or id(schema) in seen:
                continue
            base = urljoin(base, name_of(schema))
            seen[id(schema)] = schema, base
            todo += ((applied, base) for applied in in_place(schema))
            if isinstance(schema.get("$ref"), str):
                todo += self.target(urljoin(base, schema["$ref"]))
        return list(seen.values())

    def target(self, reference):
        uri, fragment = urldefrag(reference)
        if reference in self.library:
            return [(self.library[reference], uri)]
        place = self.library.get(uri)
        for segment in unquote(fragment).split("/")[1:]:
            segment = segment.replace("~1", "/").replace("~0", "~")
            if isinstance(place, list) and segment.isdigit() and int(segment) < len(place):
                place = place[int(segment)]
            else:
                place = place.get(segment) if isinstance(place, dict) else None
        return [(place, uri)]


def library(documents):
    """Schemas by the URI that they are found under: that of their file, and what they call themselves."""
    found = {}
    for document in documents:
        found[document.path.as_uri()] = document.schema
        index(document.schema, document.path.as_uri(), found)
    return found


def index(value, base, found):
    if isinstance(value, dict):
        if name_of(value):
            base = urldefrag(urljoin(base, name_of(value)))[0]
            found.setdefault(base, value)
        if isinstance(value.get("$anchor"), str):
            found.setdefault(f"{base}#{value['$anchor']}", value)
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        index(below, base, found)


def name_of(schema):
    name = schema.get("$id", schema.get("id"))
    return name if isinstance(name, str) and ("$id" in schema or "://" in name) else ""


def in_place(schema):
    """The schemas that one applies to the same place."""
    for key in ("allOf", "anyOf", "oneOf"):
        yield from schema.get(key, [])
    yield from (schema[key] for key in ("if", "then", "else") if key in schema)
    for key in ("dependentSchemas", "dependencies"):
        yield from schema[key].values() if isinstance(schema.get(key), dict) else ()


def member_of(schema, key):
    properties = schema.get("properties", {})
    if isinstance(properties, dict) and key in properties:
        yield properties[key]
        return
    by_pattern = schema.get("patternProperties", {})
    found = [value for pattern, value in by_pattern.items() if matches(pattern, key)]
    yield from found
    if not found and isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
        yield schema["additionalProperties"]


def matches(pattern, key):
    try:
        return re.search(pattern, key) is not None
    except re.error:
        return False


def element_of(schema, index):
    items = schema.get("items")
    places = items if isinstance(items, list) else schema.get("prefixItems", [])
    if index < len(places):
        yield places[index]
    elif isinstance(items, dict):
        yield items
    elif isinstance(schema.get("additionalItems"), dict):
        yield schema["additionalItems"]
