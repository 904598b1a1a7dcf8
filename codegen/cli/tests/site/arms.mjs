// The samples of the site as a program: node arms.mjs <site> <folder of the program> <twilio-events>. Each match arm is run on
// the JSON beside it, and what it asserts has to hold.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [site, program, crate] = process.argv.slice(2).map((folder) => resolve(folder));
const CHARACTERS = { lt: "<", gt: ">", quot: '"', "#39": "'", "#34": '"', "#60": "<", "#62": ">", "#38": "&", amp: "&" };
const plain = (html) => html.replace(/&(#?\w+);/g, (whole, name) => CHARACTERS[name] ?? assert.fail(whole));

const samples = [];
for (const name of readdirSync(site, { recursive: true }).sort()) {
  if (!name.startsWith("schemas/") || !name.endsWith(".html")) continue;
  const blocks = [...readFileSync(join(site, name), "utf8").matchAll(/<pre><code[^>]*>(.*?)<\/code><\/pre>/gs)];
  assert(blocks.length === 2, `${name} has ${blocks.length} blocks`);
  const [json, code] = blocks.map((block) => plain(block[1]));
  samples.push({ name, json: JSON.stringify([JSON.parse(json)]), code });
}
assert(samples.length > 50, `${samples.length} samples`);

const functions = samples.map(({ code }, index) => `
fn arm_${index}(event: twilio_events::RawEvent<'_>) -> Result<(), Box<dyn std::error::Error>> {
${code.replace("    _ => {}\n", '    other => panic!("this is not of the schema: {other:?}"),\n')}    Ok(())
}`);
const calls = samples.map(({ name, json }, index) => `run(${JSON.stringify(name)}, r####"${json}"####, arm_${index});`);
mkdirSync(join(program, "src"), { recursive: true });
writeFileSync(join(program, "Cargo.toml"), `[package]
name = "arms"
version = "0.0.0"
edition = "2024"

[dependencies]
twilio-events = { path = ${JSON.stringify(crate)} }

[workspace]
`);
writeFileSync(join(program, "src/main.rs"), `type Arm = fn(twilio_events::RawEvent<'_>) -> Result<(), Box<dyn std::error::Error>>;

fn run(name: &str, json: &str, arm: Arm) {
    for event in twilio_events::Batch::from_slice(json.as_bytes()).expect(name) {
        arm(event.expect(name)).expect(name);
    }
}

fn main() {
    ${calls.join("\n    ")}
    println!("ok  ${samples.length} match arms hold");
}
${functions.join("\n")}
`);
