// The site in a real browser: node browser.mjs <site> <folder for screenshots>. `.ci/site` says where the browser is.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [site, shots] = process.argv.slice(2).map((folder) => resolve(folder));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const address = (page) => pathToFileURL(join(site, page)).href;
const SCHEMA = "schemas/conversations/conversation_state_updated.html";
const CHANGED = "schemas/messaging/message_status.html";
const EVENT = "com.twilio.conversations.conversation-state.updated";

const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
assert(pages.length > 10, `${site} has ${pages.length} pages`);

const browser = await chromium.launch({
  executablePath: process.env.BROWSER_PATH,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** Runs `test` on a page of its own, and fails where the browser has something to complain of. */
const check = async (name, options, test) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`${page.url()}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
  page.on("requestfailed", (request) => complaints.push(`cannot load ${request.url()}`));
  page.on("dialog", (dialog) => { complaints.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await test(page);
  assert.deepEqual(complaints, [], name);
  await context.close();
  console.log(`ok  ${name}`);
};

const focused = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
const at = (page) => page.url().slice(address("").length).replace(/^\//, "");

await check("search finds an event type", {}, async (page) => {
  await page.goto(address("index.html"));
  await page.getByRole("searchbox", { name: /search/i }).fill("conversation-state");
  const first = page.locator("#search-results a").first();
  assert.equal(await first.textContent(), EVENT);
  assert.match(await page.getByRole("status").textContent(), /^\d+ results?/);
  await first.click();
  assert.equal(at(page), SCHEMA);
  await page.getByRole("heading", { level: 1, name: "Conversations.ConversationStateUpdated" }).waitFor();
});

await check("search finds a field, and leads to it", {}, async (page) => {
  await page.goto(address(CHANGED));
  await page.getByRole("searchbox").fill("state_to");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#/);
  assert.match(at(page), /conversation_state_updated\.html#v\d+\.ConversationStateUpdated\.state_to$/);
  const target = page.locator(":target");
  assert.match(await target.textContent(), /StateTo/);
  assert(await target.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), "the field is in sight");
});

await check("search says that it finds nothing, and takes any text", {}, async (page) => {
  await page.goto(address("index.html"));
  const status = () => page.getByRole("status").textContent();
  for (const text of ["nothing at all is called so", "<img src=x onerror=alert(1)>", "\\", "(", "[a-"]) {
    await page.getByRole("searchbox").fill(text);
    assert.equal(await status(), "0 results", text);
  }
  await page.getByRole("searchbox").fill("  ");
  assert.equal(await status(), "");
});

await check("the keyboard alone gets there", {}, async (page) => {
  await page.goto(address("index.html"));
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to the content");
  for (let tabs = 0; await focused(page) !== "search-text"; tabs += 1) {
    assert(tabs < 10, "the search is not far");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("conversationstateupdated");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Conversations.ConversationStateUpdated");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), EVENT);
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "search-text");
  await page.keyboard.type("conversation-state");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(address(SCHEMA));
  // The skip link leads past the header.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  // A slash leads to the search from everywhere, and into it as text.
  await page.keyboard.press("/");
  assert.equal(await focused(page), "search-text");
  await page.keyboard.press("/");
  assert.equal(await page.getByRole("searchbox").inputValue(), "/");
});

const differenceShows = async (page) => {
  await page.goto(address(CHANGED));
  const changes = page.getByRole("region", { name: "What changed since version 4" });
  assert(await changes.isVisible());
  const added = changes.getByRole("listitem").filter({ hasText: "FIELD_ADDED" }).first();
  assert.match(await added.textContent(), /compatible/);
  await added.getByRole("link").click();
  assert.match(at(page), /^rules\.html#FIELD_ADDED_/);
  assert.match(await page.locator(":target").textContent(), /A member was added/);
};

await check("the difference between versions shows", {}, differenceShows);

await check("all is there without a script", { javaScriptEnabled: false }, async (page) => {
  await page.goto(address("index.html"));
  assert(await page.getByRole("search").isHidden());
  await page.getByRole("link", { name: EVENT }).click();
  assert.equal(at(page), SCHEMA);
  assert.match(await page.locator("#fields + p").textContent(), /version 2/);
  assert.match(await page.locator("pre").first().textContent(), /"StateTo": "inactive"/);
  assert.match(await page.locator("pre").last().textContent(), /EventData::ConversationStateUpdated\(data\) =>/);
  await differenceShows(page);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [device, viewport] of [["desk", { width: 1280, height: 900 }], ["phone", { width: 320, height: 640 }]]) {
    const name = `${colorScheme}-${device}`;
    await check(`axe-core finds nothing, and nothing is cut off: ${name}`, { colorScheme, viewport }, async (page) => {
      for (const file of pages) {
        await page.goto(address(file));
        if (file === "index.html") await page.getByRole("searchbox").fill("state");
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run({ preload: false }));
        const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
        assert.deepEqual(found, [], file);
        const cut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert(cut <= 0, `${file} is ${cut} pixels too wide`);
      }
      for (const [shot, file, text] of [["home", "index.html"], ["search", "index.html", "state"], ["schema", CHANGED], ["rules", "rules.html"]]) {
        await page.goto(address(file));
        if (text) await page.getByRole("searchbox").fill(text);
        await page.screenshot({ path: join(shots, `${shot}-${name}.png`) });
      }
      await page.goto(`${address(CHANGED)}#versions`);
      await page.screenshot({ path: join(shots, `versions-${name}.png`) });
    });
  }
}

await browser.close();
