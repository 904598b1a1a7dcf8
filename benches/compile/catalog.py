#!/usr/bin/env python3
"""A made-up host with a full catalog, in the style of published documents: 68 schemas in 74 versions, 433 objects.

    catalog.py FOLDER [PRODUCT]

writes FOLDER/codegen/schemas (catalog.toml, an empty lock, the documents) and prints the documents, for `twilio-events pin`.
With PRODUCT, only its schemas. Nothing in it is anybody's schema. The same for every run.
"""
import json
import pathlib
import random
import sys

PRODUCTS = ["Voice", "Messaging", "Studio", "TaskRouter", "Conversations", "Video", "Verify", "A2P", "Sync", "Flex"]
NOUNS = "Call Leg Message Task Worker Queue Room Track Brand Campaign Number Flow Step Session Transcript Segment".split()
WORDS = "account parent sid status reason code name type edge region quality latency jitter count total start end created updated direction carrier country from to price unit error detail label source target media codec version".split()
VALUES = "active inactive closed pending queued sent delivered failed unknown inbound outbound started ended accepted rejected".split()
SCHEMAS, OBJECTS, FIELDS = 68, 433, 2072


def field_name(random, taken):
    while True:
        name = "_".join(random.sample(WORDS, random.randint(1, 3)))
        if name not in taken:
            return name


def leaf(random):
    kind = random.choices(["text", "integer", "number", "boolean", "time", "enum", "texts"], [50, 15, 6, 8, 6, 8, 3])[0]
    words = " ".join(random.sample(WORDS, 6))
    about = {"description": f"The {words} of the resource. For example: {random.randint(1, 999)}."}
    match kind:
        case "text":
            return {"type": "string", **about}
        case "time":
            return {"type": "string", "format": "date-time", **about}
        case "enum":
            return {"type": "string", "enum": random.sample(VALUES, random.randint(2, 7)), **about}
        case "texts":
            return {"type": "array", "items": {"type": "string"}, **about}
        case _:
            return {"type": kind, **about}


def document(random, name, objects, fields):
    """An object with some below it; `fields` leaves in all."""
    share = [fields // objects + (place < fields % objects) for place in range(objects)]
    made = []
    for count in share:
        properties = {}
        for _ in range(count):
            properties[field_name(random, properties)] = leaf(random)
        required = sorted(random.sample(sorted(properties), len(properties) // 4))
        made.append({"type": "object", "properties": properties, "required": required, "additionalProperties": False})
    for place in range(len(made) - 1, 0, -1):
        above = made[random.randrange(max(0, place - 4), place)]["properties"]
        below = made[place]
        if random.random() < 0.3:
            below = {"type": "array", "items": below}
        above[field_name(random, above) + "_info"] = below
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": name, **made[0]}


def main():
    chance = random.Random(1)
    folder = pathlib.Path(sys.argv[1]) / "codegen" / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    rows, events, pinned = [], [], []
    # Six schemas have a second version with a member more.
    documents = [(index, version) for index in range(SCHEMAS) for version in ([1, 2] if index % 12 == 0 else [1])]
    objects = [OBJECTS // len(documents) + (place < OBJECTS % len(documents)) for place in range(len(documents))]
    below = OBJECTS - len(documents)
    leaves = FIELDS - below
    fields = [leaves // len(documents) + (place < leaves % len(documents)) for place in range(len(documents))]
    for place, (index, version) in enumerate(documents):
        product = PRODUCTS[index % len(PRODUCTS)]
        name = f"{NOUNS[index % len(NOUNS)]}{['Started', 'Updated', 'Ended', 'Failed', 'Event'][index // len(NOUNS)]}"
        schema = f"{product}.{name}"
        if len(sys.argv) > 2 and product != sys.argv[2]:
            continue
        path = folder / schema / f"{version}.json"
        path.parent.mkdir(exist_ok=True)
        made = document(random.Random(f"{index}"), name, objects[place], fields[place])
        if version == 2:
            made["properties"]["added"] = {"type": "string", "description": "A member more."}
        path.write_text(json.dumps(made, indent=1))
        pinned.append(f"{schema}/{version}")
        if version == 1:
            latest = 2 if index % 12 == 0 else 1
            rows.append(f'[[schema]]\nid = "{schema}"\nlatest = {latest}\n')
            for kind in ["created", "updated", "deleted"][: 2 + index % 2]:
                event = f"com.twilio.{product.lower()}.{name.lower()}.{kind}"
                events.append(f'[[event]]\ntype = "{event}"\nproduct = "{product}"\nschema = "{schema}"\nstatus = "available"\n')
    (folder / "catalog.toml").write_text("\n".join(rows + events))
    (folder / "schemas.lock").write_text("version = 1\n")
    (folder / "overrides.toml").write_text("")
    print("\n".join(pinned))


main()
