// Drives headless Chromium by the packages that Ace brings: node browser.cjs MODULES BROWSER, with steps on stdin.
// A step is [name, ...arguments]; the results of those that have one are printed as a list in JSON.
"use strict"
const fs = require("fs"), path = require("path")
const [modules, executablePath] = process.argv.slice(2)
const puppeteer = require(path.join(modules, "puppeteer-core"))
const axe = fs.readFileSync(path.join(modules, "@daisy/axe-core-for-ace/axe.min.js"), "utf-8")
const PATIENCE = 300000 // milliseconds for what is waited for, on a machine that does much else

const actions = {
  size: (page, width, height) => page.setViewport({ width, height }),
  scheme: (page, value) => page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]),
  medium: (page, name) => page.emulateMediaType(name),
  worker: (page, asked) => page.setBypassServiceWorker(!asked),
  offline: (page, off) => page.setOfflineMode(off),
  script: (page, enabled) => page.setJavaScriptEnabled(enabled),
  before: (page, script) => page.evaluateOnNewDocument(script), // what runs before each document that is opened
  open: (page, address) => page.goto(address, { waitUntil: "networkidle0" }),
  visit: (page, address) => page.goto(address, { waitUntil: "load" }), // of one that listens for events
  type: (page, text) => page.keyboard.type(text),
  press: (page, key) => page.keyboard.press(key),
  leave: (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]),
  wait: (page, expression) => page.waitForFunction(expression),
  ask: (page, expression) => page.evaluate(expression),
  downloads: async (page, folder) => {
    const session = await page.createCDPSession()
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder })
  },
  click: (page, selector) => page.click(selector),
  point: async (page, expression) => page.mouse.click(...await page.evaluate(expression)), // at the point that it has
  write: (page, name, text) => fs.writeFileSync(name, text),
  file: async (page, name) => {
    const end = Date.now() + PATIENCE
    while (!fs.existsSync(name) && Date.now() < end) await new Promise(done => setTimeout(done, 50))
    return fs.existsSync(name)
  },
  axe: async page => {
    await page.evaluate(axe)
    const options = { preload: false, resultTypes: ["violations"] }
    const found = await page.evaluate(options => globalThis.axe.run(document, options), options)
    return found.violations.map(each => `${each.id}: ${each.nodes.map(node => node.html).join(" ")}`)
  },
}
const answers = new Set(["ask", "file", "axe"])

;(async () => {
  const browser = await puppeteer.launch({ executablePath, pipe: true, timeout: PATIENCE, protocolTimeout: PATIENCE, args: ["--no-sandbox", "--disable-gpu"] })
  const page = await browser.newPage(), results = []
  page.setDefaultTimeout(PATIENCE)
  page.on("pageerror", error => results.push(`error in the page: ${error.message}`))
  page.on("console", message => { if (message.type() === "error") results.push(`console: ${message.text()}`) })
  for (const [name, ...values] of JSON.parse(fs.readFileSync(0, "utf-8"))) {
    const result = await actions[name](page, ...values)
    if (answers.has(name)) results.push(result)
  }
  await browser.close()
  process.stdout.write(JSON.stringify(results))
})().catch(error => { console.error(error); process.exit(1) })
