// Clicks words of documents, and looks for places in them, by the script of the preview itself:
// node screens.cjs, with a plan in JSON on stdin. Prints the runs of words that were clicked, what was found, and all words.
"use strict"
const fs = require("fs"), path = require("path")
const plan = JSON.parse(fs.readFileSync(0, "utf-8"))
const puppeteer = require(path.join(plan.modules, "puppeteer-core"))
const PATIENCE = 600000

/* global DocumentText, bestText, inline */
const read = ({ documents, places, run, share }) => {
  const texts = documents.map(([content, type]) => {
    const inside = new DOMParser().parseFromString(content, type)
    return new DocumentText(inside.querySelector("main") || inside.body)
  })
  const numbers = new Map()
  // The element that a word is in, by its number and its name.
  const around = node => {
    let element = node.parentElement
    while (inline.has(element.localName) || element.namespaceURI.endsWith("MathML")) element = element.parentElement
    if (!numbers.has(element)) numbers.set(element, numbers.size + 1)
    return [numbers.get(element), element.localName]
  }
  const click = (text, word) => {
    const [node, offset] = text.point(word.start)
    return [around(node), text.place(node, offset)]
  }
  const runs = texts.flatMap(text => {
    const starts = Array.from({ length: Math.ceil(text.words.length / run / share) }, (_, at) => at * run * share)
    return starts.map(start => text.words.slice(start, start + run).map(word => click(text, word)))
  })
  const found = places.map(([documents, place]) => {
    const some = documents.map(at => texts[at]), text = some[some.length > 1 ? bestText(some, place) : 0], range = text?.find(place)
    return range ? text.place(range.startContainer, range.startOffset) : null
  })
  return { runs, found, texts: texts.map(text => text.words.map(each => each.word)) }
}

;(async () => {
  const browser = await puppeteer.launch({ executablePath: plan.browser, pipe: true, protocolTimeout: PATIENCE, args: ["--no-sandbox", "--disable-gpu"] })
  const page = await browser.newPage()
  await page.addScriptTag({ content: fs.readFileSync(plan.script, "utf-8").replace(/^export /gm, "") })
  const answer = await page.evaluate(read, plan)
  await browser.close()
  process.stdout.write(JSON.stringify(answer))
})().catch(error => { console.error(error); process.exit(1) })
