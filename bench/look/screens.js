// Shows pages of an e-book as a reading system does that sets them in columns, and photographs the
// screens on which chosen elements stand: node screens.js PLAN.json
"use strict";
const fs = require("fs");
const path = require("path");
const plan = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const puppeteer = require(plan.puppeteer);

// Without an element of its own, which would count among those of the page.
async function addSheet(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
  await document.fonts.ready;
}

// The screen on which an element begins, from 0; of one that is not shown: -1.
function screenOf([element, width]) {
  const found = document.querySelectorAll("*")[element];
  const boxes = found.getClientRects();
  if (boxes.length === 0) return -1;
  return Math.floor((Math.abs(boxes[0].left + window.scrollX) + 1) / width);
}

// A page ends before the padding after its last column, so that the last screen needs room.
function show([screen, width]) {
  const end = `inset-inline-start: ${(screen + 1) * width - 1}px`;
  const room = new CSSStyleSheet();
  room.replaceSync(`html::after { content: ""; position: absolute; top: 0; ${end}; width: 1px; height: 1px; }`);
  document.adoptedStyleSheets = [document.adoptedStyleSheets[0], room];
  const backwards = getComputedStyle(document.documentElement).direction === "rtl";
  window.scrollTo({ left: (backwards ? -1 : 1) * screen * width, behavior: "instant" });
}

async function photograph(page, view, shots) {
  const { width, height } = view;
  for (const { file, target, element } of shots) {
    if (page.url() !== file) {
      await page.goto(file, { waitUntil: "load" });
      await page.evaluate(addSheet, view.style);
    }
    const screen = await page.evaluate(screenOf, [element, width]);
    if (screen < 0) continue;
    await page.evaluate(show, [screen, width]);
    const shot = path.join(plan.folder, view.name, target);
    await page.screenshot({ path: shot, type: "webp", quality: 80 });
  }
}

async function main() {
  const options = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
  const browser = await puppeteer.launch({ executablePath: plan.browser, args: options });
  for (const view of plan.views) {
    fs.mkdirSync(path.join(plan.folder, view.name), { recursive: true });
    const page = await browser.newPage();
    const { width, height, scale } = view;
    await page.setViewport({ width, height, deviceScaleFactor: scale });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.scheme }]);
    await photograph(page, view, plan.shots);
    await page.close();
  }
  await browser.close();
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
