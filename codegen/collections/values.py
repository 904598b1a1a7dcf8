"""What differs between a payload and what came back, and whether the schema describes what is gone."""

import re

NULL, UNDESCRIBED = "null dropped", "undescribed member dropped"
DOCUMENTED = {NULL, UNDESCRIBED}
LOST, ADDED, CHANGED = "described member lost", "member added", "value changed"


def differences(schema, sent, back):
    """Pairs of class and JSON pointer."""
    return list(compared(Places(schema), [schema], sent, back, ""))


def compared(places, schemas, sent, back, at):
    if isinstance(sent, dict) and isinstance(back, dict):
        for key, value in sent.items():
            below = places.member(schemas, key)
            if key in back:
                yield from compared(places, below, value, back[key], f"{at}/{key}")
            else:
                yield gone(value, below), f"{at}/{key}"
        for key in back.keys() - sent.keys():
            yield ADDED, f"{at}/{key}"
    elif isinstance(sent, list) and isinstance(back, list) and len(sent) == len(back):
        for index, (one, other) in enumerate(zip(sent, back)):
            yield from compared(places, places.element(schemas, index), one, other, f"{at}/{index}")
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

    def __init__(self, root):
        self.root = root

    def member(self, schemas, key):
        return [found for schema in self.applied(schemas) for found in member_of(schema, key)]

    def element(self, schemas, index):
        return [found for schema in self.applied(schemas) for found in element_of(schema, index)]

    def applied(self, schemas):
        """The schemas with all that they apply to the same place."""
        seen, todo = [], list(schemas)
        while todo:
            schema = todo.pop()
            if not isinstance(schema, dict) or any(schema is known for known in seen):
                continue
            seen.append(schema)
            for key in ("allOf", "anyOf", "oneOf"):
                todo += schema.get(key, [])
            todo += [schema[key] for key in ("if", "then", "else") if key in schema]
            for key in ("dependentSchemas", "dependencies"):
                todo += schema[key].values() if isinstance(schema.get(key), dict) else []
            if isinstance(schema.get("$ref"), str):
                todo.append(self.target(schema["$ref"]))
        return seen

    def target(self, reference):
        place = self.root
        for segment in reference.removeprefix("#").split("/")[1:]:
            segment = segment.replace("~1", "/").replace("~0", "~")
            place = place.get(segment) if isinstance(place, dict) else None
        return place


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
