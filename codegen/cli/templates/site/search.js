"use strict";
// Search over `searchIndex`. Without this script the pages are all there; only the form is not shown.
(() => {
  const MOST = 30;
  const root = document.documentElement.dataset.root;
  const form = document.getElementById("search");
  const input = document.getElementById("search-text");
  const status = document.getElementById("search-status");
  const results = document.getElementById("search-results");

  const lower = searchIndex.map((entry) => ({
    entry,
    title: entry.title.toLowerCase(),
    all: `${entry.title} ${entry.also} ${entry.of} ${entry.kind}`.toLowerCase(),
  }));

  // Smaller is better, and of equals what comes first in the index; -1 is no match.
  const rank = (row, text, words) => {
    if (!words.every((word) => row.all.includes(word))) return -1;
    if (row.title === text) return 0;
    return words.every((word) => row.title.includes(word)) ? 1 : 2;
  };

  const find = (text) => {
    const words = text.split(/\s+/);
    const found = [];
    for (const row of lower) {
      const at = rank(row, text, words);
      if (at >= 0) found.push({ entry: row.entry, at });
    }
    return found.sort((a, b) => a.at - b.at);
  };

  const item = ({ entry }) => {
    const link = document.createElement("a");
    link.href = root + entry.url;
    link.textContent = entry.title;
    const kind = document.createElement("span");
    kind.textContent = entry.of ? ` ${entry.kind} of ${entry.of}` : ` ${entry.kind}`;
    const li = document.createElement("li");
    li.append(link, kind);
    return li;
  };

  const show = () => {
    const text = input.value.trim().toLowerCase();
    if (!text) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    const found = find(text);
    results.replaceChildren(...found.slice(0, MOST).map(item));
    const more = found.length > MOST ? `, the first ${MOST} are shown` : "";
    status.textContent = found.length === 1 ? "1 result" : `${found.length} results${more}`;
  };

  const links = () => [...results.querySelectorAll("a")];

  input.addEventListener("input", show);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    links()[0]?.click();
  });

  form.addEventListener("keydown", (event) => {
    const all = [input, ...links()];
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at >= 0) all[Math.min(at + 1, all.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) all[Math.max(at - 1, 0)].focus();
    else if (event.key === "Escape") {
      input.value = "";
      show();
      input.focus();
    } else return;
    event.preventDefault();
  });

  // A link within the page leaves nothing in the way of what it leads to.
  results.addEventListener("click", () => {
    input.value = "";
    show();
  });

  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });

  form.hidden = false;
})();
