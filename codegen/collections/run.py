#!/usr/bin/env python3
"""Runs `twilio-events types` over installed collections of JSON Schemas, and says what came of it.

What is generated is compiled; payloads that ship with the schemas are read into the types, written, and compared.
"""

import argparse
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import documents
import values
from crate import WORKSPACE, Crate, parts, run
from generate import generate, is_any, plain, root_type

HEADER = (
    "| collection | documents | generated | compile | any JSON | any JSON within | refused | panic | hang "
    "| payloads | same | documented loss | not valid | failed | without types |\n"
    "| --- |" + " ---: |" * 14
)


class Result:
    """Counts of a collection, and the reasons behind them."""

    def __init__(self, collection, found):
        self.collection, self.found = collection, found
        self.outcomes = {}  # by document
        self.uncompiled = {}  # the error, by document
        self.payloads = []  # document, payload, classes, details

    def kinds(self):
        return Counter(outcome.kind for outcome in self.outcomes.values())

    def row(self):
        kinds, ends = self.kinds(), Counter(end for _, _, end, _, _ in self.payloads)
        cells = [
            self.collection["name"],
            len(self.outcomes),
            kinds["generated"],
            kinds["generated"] - len(self.uncompiled),
            sum(is_any(outcome.text) for outcome in self.outcomes.values()),
            sum(bool(outcome.warnings) and not is_any(outcome.text) for outcome in self.outcomes.values()),
            *(kinds[kind] for kind in ("refused", "panic", "hang")),
            len(self.payloads),
            *(ends[end] for end in ("same", "documented loss", "not valid", "failed", "without types")),
        ]
        return f"| {' | '.join(map(str, cells))} |"

    def classes(self):
        """What is behind the counts: by class, and by reason without names and numbers."""
        classes = {}
        for name, outcome in self.outcomes.items():
            if outcome.kind != "generated":
                classes.setdefault((outcome.kind, outcome.reason()), []).append(name)
            for warning in {plain(warning) for warning in outcome.warnings}:
                classes.setdefault(("warned", warning), []).append(name)
        for name, error in self.uncompiled.items():
            classes.setdefault(("does not compile", plain(error)), []).append(name)
        for document, payload, end, kind, detail in self.payloads:
            if end not in ("same", "without types"):
                classes.setdefault((end, kind), []).append(f"{document} [{payload}] {detail}")
        return dict(sorted(classes.items(), key=lambda item: -len(item[1])))

    def reasons(self):
        """Each class with how many there are and one example."""
        for (end, reason), names in self.classes().items():
            yield f"{len(names):6} {end}: {reason}\n         {names[0]}"

    def write(self, folder):
        """All of it."""
        lines = (f"{end}\t{reason}\t{name}\n" for (end, reason), names in self.classes().items() for name in names)
        (folder / f"{self.collection['name']}.tsv").write_text("".join(lines))


def examine(collection, found, options):
    result = Result(collection, found)
    refs = [options.packages / collection["folder"] / folder for folder in collection.get("refs", [])]
    for document in found.documents:
        result.outcomes[document.name] = generate(options.binary, document.path, refs)
    generated = [one for one in found.documents if result.outcomes[one.name].kind == "generated"]
    named = {f"d{index}": document for index, document in enumerate(generated)}
    texts = {name: result.outcomes[document.name].text for name, document in named.items()}
    modules = {name: (text, root_type(text)) for name, text in texts.items()}
    crate = Crate(options.work / "crate", options.work / "target")
    errors = crate.check(modules)
    result.uncompiled = {named[name].name: error for name, error in errors.items()}
    compiled = {name: document for name, document in named.items() if name not in errors}
    send_payloads(crate, compiled, modules, result)
    return result


def send_payloads(crate, compiled, modules, result):
    everything = result.found.documents
    library, paths = values.library(everything), documents.paths(everything)
    receiving = {name: document for name, document in compiled.items() if document.payloads}
    for part in parts({name: modules[name] for name in receiving}):
        sent = [(receiving[name], *payload, name) for name in part for payload in receiving[name].payloads]
        tasks = [(name, document.path.as_uri(), json.dumps(value)) for document, _, value, name in sent]
        answers = run(crate.build(part), paths, tasks)
        for (document, payload, value, _), answer in zip(sent, answers):
            result.payloads.append((document.name, payload, *verdict(library, document, value, *answer)))
    typed = {document.name for document in receiving.values()}
    for document in everything:
        if document.name not in typed:
            result.payloads += [(document.name, payload, "without types", "", "") for payload, _ in document.payloads]


def verdict(library, document, value, back, error, valid):
    """How it ended, the class of the reason, and the detail."""
    if error is None:
        found = values.differences(library, document, value, json.loads(back))
        classes = {kind for kind, _ in found}
        if not classes:
            return "same", "", ""
        detail = ", ".join(f"{kind} at {place}" for kind, place in found[:3])
        if classes <= values.DOCUMENTED:
            return "documented loss", " and ".join(sorted(classes)), detail
        reason = " and ".join(sorted(classes - values.DOCUMENTED))
    else:
        reason, detail = plain(re.sub(r"^\S+: |\bstruct \w+| at line .*", "", error)), error
    return "not valid" if valid is False else "failed", reason, detail


def total(results):
    """Documents that count: those that were not refused because they need others are held against 95 %."""
    every = [(outcome, name in result.uncompiled) for result in results for name, outcome in result.outcomes.items()]
    good = sum(outcome.kind == "generated" and not uncompiled for outcome, uncompiled in every)
    others = sum(outcome.kind == "refused" and outcome.reason() == "other documents" for outcome, _ in every)
    alone = len(every) - others
    return f"{good} of {len(every)} documents become code that compiles; {others} need other documents: {good / max(alone, 1):.1%} of the rest"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path, help="the folder that the packages were installed to")
    parser.add_argument("--only", action="append", metavar="NAME", help="this collection; may be repeated")
    parser.add_argument("--binary", type=Path, default=WORKSPACE / "target/release/twilio-events")
    parser.add_argument("--work", type=Path, default=WORKSPACE / "target/collections", help="a folder for all that is made")
    options = parser.parse_args()
    options.packages, options.binary, options.work = (
        path.resolve() for path in (options.packages, options.binary, options.work)
    )
    return options


def main():
    options = arguments()
    known = tomllib.loads((Path(__file__).parent / "collections.toml").read_text())["collection"]
    results = []
    for collection in known:
        if options.only and collection["name"] not in options.only:
            continue
        found = documents.find(collection, options.packages, options.work / "documents" / collection["name"])
        if found is None:
            print(f"{collection['name']} is not installed")
            continue
        result = examine(collection, found, options)
        result.write(options.work)
        results.append(result)
        print(f"\n{collection['name']}: {collection['package']}")
        print(f"skipped {len(found.skipped)} files that hold no schema, {len(found.unmatched)} payloads without a schema")
        print(HEADER, result.row(), *result.reasons(), sep="\n", flush=True)
    print("", HEADER, *(result.row() for result in results), "", total(results), sep="\n")


if __name__ == "__main__":
    main()
