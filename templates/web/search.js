// The search: sections of the text by their words and numbers, from an index beside the pages.
"use strict";
(() => {
  const folder = new URL("..", document.currentScript.src).href
  const results = document.getElementById("_results"), found = document.getElementById("_found")
  const input = document.getElementById("_search")
  input.value = new URLSearchParams(location.search).get("q") || ""
  const part = (name, content, attributes) => Object.assign(document.createElement(name), content, attributes)
  const entry = ({ url, title, excerpt }) => {
    const line = part("li"), words = part("p", { innerHTML: excerpt })
    line.append(part("a", { textContent: title || url, href: url.replace("#_h.", "#") }), words)
    return line
  }
  const show = async () => {
    results.replaceChildren()
    found.textContent = found.dataset.searching
    const index = await import(`${folder}pagefind/pagefind.js`)
    await index.options({ baseUrl: folder, excerptLength: 24 })
    const { beside } = results.dataset
    if (beside) await index.mergeIndex(`${folder}pagefind-beside`, { baseUrl: folder, language: beside })
    const answer = await index.search(input.value)
    const left = answer.results, shown = new Set()
    // A section with just this number is before those that have its digits.
    const isExact = place => (place.title || "").split(/\s/).includes(input.value.trim())
    const more = async () => {
      const pages = await Promise.all(left.splice(0, 10).map(each => each.data()))
      const places = pages.flatMap(page => page.sub_results.length ? page.sub_results : [page])
        .filter(place => !shown.has(place.url) && shown.add(place.url)) // both indexes may have it
      results.append(...places.sort((a, b) => isExact(b) - isExact(a)).map(entry))
      if (left.length && results.lastElementChild) end.observe(results.lastElementChild)
    }
    // Others are loaded when a reader comes to the end.
    const end = new IntersectionObserver(lines => {
      if (!lines.some(line => line.isIntersecting)) return
      end.disconnect()
      more()
    })
    await more()
    found.textContent = results.firstElementChild ? "" : found.dataset.none
  }
  input.form.addEventListener("submit", event => {
    event.preventDefault()
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`)
    show()
  })
  if (input.value) show()
  else input.focus()
})()
