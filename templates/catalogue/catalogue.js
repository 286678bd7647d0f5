// The search: words are looked up in shards of an index, which are scripts, so that it needs no server.
"use strict";
(() => {
  const root = new URL(".", document.currentScript.src).href
  const form = document.querySelector("form[role=search]")
  const input = form.elements.q
  form.hidden = false

  // As in publish/releases/catalogue/search.py, which writes the index.
  const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" }
  const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]+/gu
  function terms(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ßæœøłđðþı]/g, c => LETTERS[c])
    const found = []
    const spaced = plain.replace(UNSPACED, run => {
      const letters = Array.from(run)
      for (let at = 0; at < Math.max(1, letters.length - 1); at++) found.push(letters[at] + (letters[at + 1] || ""))
      return " "
    })
    return found.concat(spaced.match(/[\p{L}\p{N}]+/gu) || [])
  }
  const bucket = (word, buckets) => {
    const letters = Array.from(word)
    return (letters[0].codePointAt(0) * 31 + (letters[1] ? letters[1].codePointAt(0) : 0)) % buckets
  }

  const loaded = new Map()
  const parts = { words: new Map(), books: new Map() }
  window.catalogueWords = (number, content) => parts.words.set(number, content)
  window.catalogueBooks = (number, content) => parts.books.set(number, content)
  function load(kind, number) {
    const address = `${root}search/${kind}-${number}.js`
    if (!loaded.has(address)) loaded.set(address, new Promise(resolve => {
      const script = document.createElement("script")
      script.src = address
      script.onload = script.onerror = () => resolve(parts[kind].get(number))
      document.head.append(script)
    }))
    return loaded.get(address)
  }

  // The books of a word by number, with a weight: 1 for a mention, more for a name, most for a title.
  async function booksOf(term, buckets) {
    const index = await load("words", bucket(term, buckets)) || {}
    const books = new Map()
    const isShort = Array.from(term).length < 2
    for (const word of Object.keys(index)) {
      if (isShort ? word !== term : !word.startsWith(term)) continue
      let code = 0
      for (const step of index[word].split(" ")) {
        code += parseInt(step, 36)
        const weight = code % 4 * (word === term ? 2 : 1)
        books.set(code >> 2, Math.max(weight, books.get(code >> 2) || 0))
      }
    }
    return books
  }
  async function search(text, buckets) {
    const words = terms(text)
    if (!words.length) return null
    const [first, ...others] = await Promise.all(words.map(word => booksOf(word, buckets)))
    return Array.from(first)
      .filter(([book]) => others.every(each => each.has(book)))
      .map(([book, weight]) => [others.reduce((sum, each) => sum + each.get(book), weight), book])
      .sort((a, b) => b[0] - a[0] || a[1] - b[1])
      .map(([, book]) => book)
  }

  const results = document.getElementById("results")
  form.addEventListener("submit", event => {
    event.preventDefault()
    if (results) return
    location.href = `${root}search.html?q=${encodeURIComponent(input.value)}`
  })
  if (!results) return

  const found = document.getElementById("found"), more = document.getElementById("more")
  const { buckets, chunk } = results.dataset
  let turn = 0, books = []
  function element(name, text, attributes = {}) {
    const made = document.createElement(name)
    made.textContent = text
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    return made
  }
  async function show(count) {
    const mine = turn, from = results.children.length
    const shown = await Promise.all(books.slice(from, from + count).map(async number =>
      (await load("books", Math.floor(number / chunk)))[number % chunk]))
    if (mine !== turn) return
    for (const [title, page, language, direction, people, facts] of shown) {
      const item = document.createElement("li"), head = element("h2", "", { lang: language, dir: direction })
      head.append(element("a", title, { href: root + page }))
      const names = element("p", "", { class: "byline" })
      names.append(element("bdi", people))
      item.append(head, names, element("p", facts, { class: "facts" }))
      results.append(item)
    }
    more.hidden = results.children.length >= books.length
    return results.children[from]
  }
  async function run() {
    const mine = ++turn, text = input.value.trim()
    const answer = await search(text, Number(buckets))
    if (mine !== turn) return
    books = answer || []
    results.replaceChildren()
    await show(25)
    if (mine !== turn) return
    const { none, one, many, start } = found.dataset
    const count = books.length.toLocaleString(document.documentElement.lang)
    found.textContent = !answer ? start : !books.length ? none : books.length === 1 ? one : many.replace("{}", count)
    try { history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname) } catch {}
  }
  let waiting
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(run, 150) })
  form.addEventListener("submit", run)
  more.addEventListener("click", async () => { const next = await show(25); if (next) next.querySelector("a").focus() })
  input.value = new URLSearchParams(location.search).get("q") || ""
  input.focus()
  run()
})()
