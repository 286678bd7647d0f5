// Reads every page of a web edition as its readers see it: node audit.cjs, with a plan in JSON on stdin.
// Prints a line of JSON for each page: a list of {page, kind, where, what}.
"use strict"
const fs = require("fs"), path = require("path")
const plan = JSON.parse(fs.readFileSync(0, "utf-8"))
const puppeteer = require(path.join(plan.modules, "puppeteer-core"))
const axe = fs.readFileSync(path.join(plan.modules, "@daisy/axe-core-for-ace/axe.min.js"), "utf-8")

const LOOKS = ["light", "sepia", "dark"], SIZES = [[1280, 900], [320, 640]]
const WIDTHS = Array.from({ length: 33 }, (_, step) => 320 + 40 * step)
const PATIENCE = 300000, PAINT_MS = 500, STILL = 0.02, SLOW = { latency: 40, downloadThroughput: 200000, uploadThroughput: 90000 } // 1.6 Mbit/s

// Pairs of notes whose boxes overlap, notes outside of the window, and how much too wide the page is.
const boxes = () => {
  const shown = [...document.querySelectorAll("aside.footnote")]
    .map(note => [note.id, note.getBoundingClientRect()]).filter(([, box]) => box.width)
  const strays = shown.filter(([, box]) => box.right > innerWidth + 1 || box.left < -1).map(([id]) => id)
  const over = ([one, a], [other, b]) => !document.getElementById(one).contains(document.getElementById(other))
    && a.top < b.bottom - 1 && b.top < a.bottom - 1 && a.left < b.right - 1 && b.left < a.right - 1
  const pairs = shown.flatMap((a, at) => shown.slice(at + 1).filter(b => over(a, b)).map(b => `${a[0]} ${b[0]}`))
  const text = document.querySelectorAll("main :is(p, table, pre, figure, math, h1, h2, h3)")
  const covered = shown.filter(([id, a]) => getComputedStyle(document.getElementById(id)).float !== "none"
    && [...text].some(each => !each.closest("aside.footnote") && over([id, a], [id, each.getBoundingClientRect()])))
  const edges = new Set(shown.map(([id, box]) => [document.getElementById(id), Math.round(box.left)])
    .filter(([note]) => getComputedStyle(note).float !== "none").map(([, left]) => left))
  return { pairs, strays, edges: edges.size > 1 ? [...edges] : [], covered: covered.map(([id]) => id), excess: document.documentElement.scrollWidth - innerWidth }
}
const shifts = () => new Promise(done => {
  const moved = []
  new PerformanceObserver(list => {
    for (const each of list.getEntries())
      moved.push([each.value, each.sources.map(source => source.node && (source.node.outerHTML || source.node.nodeValue || "").slice(0, 60))])
  }).observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(moved), 300)
})
// A look changes colours alone, so that after the first one only the contrast of one text of each kind is asked for: of those
// whose elements and the ones around them have the same names and classes.
const broken = async (page, isFirst) => {
  return page.evaluate(async isFirst => {
    const kinds = new Map()
    const kind = node => node === document.body ? "" : `${kind(node.parentElement)} ${node.localName}.${node.getAttribute("class")}`
    for (const node of document.querySelectorAll("body *")) {
      const hasText = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())
      if (hasText && node.checkVisibility()) kinds.set(kind(node), node)
    }
    const options = { preload: false, resultTypes: ["violations"], ...!isFirst && { runOnly: ["color-contrast"] } }
    const { violations } = await globalThis.axe.run(isFirst ? document : { include: [...kinds.values()] }, options)
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary.split("\n")[1]})`).join(" ")}`)
  }, isFirst)
}

const opened = async browser => {
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE)
  return page
}

// Milliseconds; of six visits the best, since a busy machine only adds to them.
const paint = async (page, name) => {
  let best = Infinity
  for (let visit = 0; visit < 6 && !(best < PAINT_MS); visit++) {
    await page.goto(plan.origin + name, { waitUntil: "load" })
    best = Math.min(best, await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity))
  }
  return best
}

const audit = async (browser, name, found) => {
  const page = await opened(browser), say = (kind, where, what) => found.push({ page: name, kind, where, what })
  page.on("pageerror", error => say("script", "", error.message))
  page.on("console", message => { if (message.type() === "error") say("console", "", message.text()) })
  page.on("request", request => { if (!request.url().startsWith(plan.origin)) say("request", "", request.url()) })
  const session = await page.createCDPSession()
  await session.send("Network.enable")
  await session.send("Network.setCacheDisabled", { cacheDisabled: true })
  await session.send("Network.emulateNetworkConditions", { offline: false, ...SLOW })
  await page.setViewport({ width: 1280, height: 900 })
  const painted = await paint(page, name)
  if (!(painted < PAINT_MS)) say("paint", "1280", `${painted} ms`)
  const moved = await page.evaluate(shifts), sum = moved.reduce((sum, [value]) => sum + value, 0)
  if (sum >= STILL) say("shift", "1280", `${sum.toFixed(4)} ${JSON.stringify(moved)}`)
  await page.evaluate(axe)
  for (const [width, height] of SIZES) {
    await page.setViewport({ width, height })
    for (const look of LOOKS) {
      await page.evaluate(look => { document.documentElement.dataset.look = look }, look)
      for (const each of await broken(page, look === LOOKS[0])) say("axe", `${width} ${look}`, each)
    }
  }
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 900 })
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    const { pairs, strays, edges, covered, excess } = await page.evaluate(boxes)
    if (pairs.length) say("overlap", width, pairs.join(", "))
    if (edges.length) say("ragged", width, edges.join(", "))
    if (strays.length) say("stray", width, strays.join(", "))
    if (covered.length) say("covered", width, covered.join(", "))
    if (excess > 0) say("wide", width, `${excess} px`)
  }
  await page.close()
}

const unscripted = async (browser, name, found) => {
  const page = await opened(browser)
  await page.setJavaScriptEnabled(false)
  for (const [width, height] of SIZES) {
    await page.setViewport({ width, height })
    await page.goto(plan.origin + name, { waitUntil: "load" })
    const lost = await page.evaluate(() => {
      const hidden = node => !node.getClientRects().length
      const lost = [...document.querySelectorAll("main *, .site-contents a, .turn a, header.site a")]
        .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()) && hidden(node))
        .filter(node => !node.closest(".to-contents, aside.footnote, noscript, annotation, [hidden], .separator, details:not([open]) , rp"))
      const here = document.querySelector(".site-contents [aria-current]")
      const unreachable = [...document.querySelectorAll("aside.footnote")].filter(note => hidden(note) && !document.querySelector(`a[href="#${CSS.escape(note.id)}"]`))
      return [...lost, ...unreachable, ...here && hidden(here) ? [here] : []].map(node => node.outerHTML.slice(0, 80))
    })
    for (const each of lost.slice(0, 4)) found.push({ page: name, kind: "unscripted", where: `${width}`, what: each })
    if (width > 1000) {
      const out = await page.evaluate(() => {
        const here = document.querySelector(".site-contents [aria-current]")?.getBoundingClientRect()
        return here && (here.top > innerHeight || here.bottom < 0) ? here.top : 0
      })
      if (out) found.push({ page: name, kind: "unscripted", where: `${width}`, what: `the open chapter is at ${out} px` })
    }
  }
  await page.close()
}

;(async () => {
  const browser = await puppeteer.launch({ executablePath: plan.browser, protocolTimeout: PATIENCE, args: ["--no-sandbox", "--disable-gpu"] })
  for (const name of plan.pages) {
    const found = []
    await audit(browser, name, found)
    await unscripted(browser, name, found)
    process.stdout.write(`${JSON.stringify(found)}\n`)
  }
  await browser.close()
})().catch(error => { console.error(error); process.exit(1) })
