"""Runs `twilio-events types` over a document and says what came of it."""

import re
import subprocess
from dataclasses import dataclass, field

LIMIT = 10  # seconds


@dataclass
class Outcome:
    """`kind` is generated, refused, panic or hang; `text` the Rust, or what was said instead."""

    kind: str
    text: str
    warnings: list[str] = field(default_factory=list)

    def reason(self):
        """What was said, without what it was said of."""
        if "leads out of this document" in self.text:
            return "other documents"
        first = next((line for line in self.text.split("\n") if line.startswith("error: ")), self.text[:100])
        return plain(re.sub(r"it begins with .*", "", first.removeprefix("error: ")))


def plain(message):
    """A message without names, values and numbers."""
    return re.sub(r"[0-9]+", "N", re.sub(r'`[^`]*`|"(\\.|[^"\\])*"', "…", message)).strip()


def generate(binary, path, refs):
    command = [str(binary), "types", str(path), *(word for folder in refs for word in ("--refs", str(folder)))]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return Outcome("hang", f"no end after {LIMIT} s")
    said = done.stderr.decode(errors="replace")
    if done.returncode == 0:
        return Outcome("generated", done.stdout.decode(), re.findall("^warning: (.*)", said, re.MULTILINE))
    panicked = done.returncode not in (1, 2) or "panicked" in said
    return Outcome("panic" if panicked else "refused", said)


def root_type(text):
    """The type of the whole is the first."""
    found = re.search(r"pub (?:struct|enum|type) (\w+)", text)
    return found and found[1]


def is_any(text):
    """Whether the type of the whole is any JSON."""
    found = re.search(r"pub (?:struct|enum|type) \w+( = serde_json::Value;)?", text)
    return bool(found and found[1])
