// The pages of the print edition in spreads. A page is fetched when it comes into view, and a page that
// has not changed never again.

const NARROW = 620 // pixels; below, one page has the room of a spread
const STEP = 12 // dots per inch, to which resolutions are rounded
const WIDEST = 760 // pixels of a page

export class PrintPane {
  constructor(pane, app) {
    this.pane = pane
    this.app = app
    this.content = pane.querySelector(".content")
    this.version = 0
    this.pages = [] // rows of pages.json, each with its element
    this.width = 0
    this.direction = "ltr"
    this.watcher = new IntersectionObserver(seen => seen.forEach(each => each.isIntersecting && this.draw(each.target)), { root: this.content, rootMargin: "120% 0px" })
    new ResizeObserver(() => this.resize()).observe(this.content)
    this.content.addEventListener("click", event => this.click(event))
  }

  async show(version) {
    this.wanted = version
    const rows = await this.app.json(`v/${version}/print/pages.json`)
    if (!rows || this.wanted !== version) return
    const seen = this.following || { version: this.version, parts: this.parts() }
    this.version = version
    this.pages = this.withElements(rows)
    this.arrange()
    this.keep(seen.parts[0])
    // Where a page is new and the others follow, its words are looked for among those of all pages.
    const follows = rows.some(row => row.new)
    const changed = !follows && seen.parts.some(({ page, hash }) => this.pages[page - 1]?.hash !== hash)
    this.following = changed && seen.version ? seen : null
    if (this.following) await this.follow(seen)
  }

  // The new rows with elements: those with the same content, for others those of the same page.
  withElements(rows) {
    const left = new Map()
    for (const { element } of this.pages) left.set(element.hash, [...(left.get(element.hash) || []), element])
    const taken = rows.map(row => left.get(row.hash)?.shift())
    const free = new Set([...left.values()].flat())
    return rows.map((row, at) => {
      let element = taken[at]
      if (!element) {
        const same = this.pages[at]?.element
        element = same && free.delete(same) ? same : this.newPage()
      }
      return { ...row, element: this.setPage(element, row) }
    })
  }

  newPage() {
    const element = document.createElement("div"), image = document.createElement("img"), folio = document.createElement("span")
    element.className = "page"
    folio.className = "folio"
    element.append(image, folio)
    image.decoding = "sync"
    return element
  }

  setPage(element, row) {
    element.row = row
    element.style.aspectRatio = `${row.width} / ${row.height}`
    element.querySelector("img").alt = `Page ${row.label}`
    element.querySelector(".folio").textContent = row.label
    element.dataset.page = row.page
    if (element.hash !== row.hash) {
      element.hash = row.hash
      element.stale = true
    }
    return element
  }

  // Put the pages into spreads, or one under the other, and fetch those in view.
  arrange() {
    const two = this.content.clientWidth >= NARROW
    this.two = two
    const { clientWidth, clientHeight } = this.content, page = this.pages[0]
    if (!page) return
    const across = (clientWidth - 28 - two) / (two ? 2 : 1), high = Math.max(clientHeight - 44, 300) * page.width / page.height
    this.width = Math.round(Math.min(across, WIDEST, two ? Math.max(high, 260) : across))
    this.content.style.setProperty("--page-width", `${this.width}px`)
    const spreads = []
    for (let at = 0; at < this.pages.length; at += spreads.length === 1 || !two ? 1 : 2) {
      const of = this.pages.slice(at, at + (at && two ? 2 : 1)).map(each => each.element)
      const spread = document.createElement("div")
      spread.className = "spread"
      spread.dir = this.direction // of one from right to left, the first page is at the right
      if (two && !at) of.unshift(this.gap(page))
      else if (two && of.length < 2) of.push(this.gap(page))
      spread.append(...of)
      spreads.push(spread)
    }
    const { scrollTop } = this.content
    this.content.replaceChildren(...spreads)
    this.content.scrollTop = scrollTop
    this.watcher.disconnect()
    for (const { element } of this.pages) this.watcher.observe(element)
  }

  gap(row) {
    const element = document.createElement("div")
    element.className = "page gap"
    element.style.aspectRatio = `${row.width} / ${row.height}`
    return element
  }

  // Fetch the picture of a page, for the pixels of the screen; the old one is shown until it is there.
  draw(element) {
    const wanted = 72 * this.width / element.row.width * devicePixelRatio
    const dpi = Math.min(Math.ceil(wanted / STEP) * STEP, 480)
    if (!element.stale && element.dpi >= dpi) return
    element.stale = false
    element.dpi = dpi
    element.querySelector("img").src = `v/${this.version}/print/${element.hash}.png?dpi=${dpi}`
  }

  resize() {
    if (!this.pages.length || !this.content.clientWidth) return
    const kept = this.kept || this.parts()[0]
    this.arrange()
    this.keep(kept)
  }

  // The parts of pages that are in view, in points, those at the middle first; each with the point of its page at the middle.
  parts() {
    const view = this.content.getBoundingClientRect(), middle = view.height / 2
    const found = this.pages.map(({ element, hash, page, height }) => {
      const box = element.getBoundingClientRect(), above = box.top - view.top, scale = box.height / height
      return { hash, page, above, scale, middle, top: -above / scale, bottom: (view.height - above) / scale, height, share: Math.min(Math.max((middle - above) / box.height, 0), 1) }
    })
    const seen = found.filter(each => each.bottom > 0 && each.top < each.height)
    const distance = ({ top, bottom, height }) => Math.max(-(top + bottom) / 2, (top + bottom) / 2 - height, 0)
    return seen.sort((one, other) => distance(one) - distance(other))
  }

  // Scroll so that the same point of the same page is where it was.
  keep(kept) {
    if (!kept) return
    this.kept = kept
    this.scrollTo(this.pages[Math.min(kept.page, this.pages.length) - 1].element, kept.share, kept.middle)
    this.kept = null
  }

  // What is in view has changed: go to where most of its words are now.
  async follow(seen) {
    const to = this.version, parts = seen.parts.map(({ page, top, bottom }) => [page, top.toFixed(1), bottom.toFixed(1)].join(":"))
    const words = await this.app.json(`moved?${new URLSearchParams({ from: seen.version, to, parts })}`)
    if (this.following !== seen || this.version !== to) return
    this.following = null
    if (words) this.content.scrollTop += this.shift(words, seen)
  }

  // How far to scroll so that most words are still in view, and that at the middle where it was.
  shift(words, seen) {
    const { top, height } = this.content.getBoundingClientRect()
    const moves = words.map(({ page, y, now }) => {
      const { above, scale } = seen.parts.find(each => each.page === page), row = this.pages[now.page - 1], box = row.element.getBoundingClientRect()
      return { before: above + y * scale, after: box.top - top + now.y / row.height * box.height }
    })
    moves.sort((one, other) => Math.abs(one.before - height / 2) - Math.abs(other.before - height / 2))
    let best = 0, most = 0
    for (const { before, after } of moves) {
      const shift = after - before, kept = moves.filter(each => each.after >= shift && each.after <= shift + height).length
      if (kept > most) [best, most] = [shift, kept]
    }
    return best
  }

  scrollTo(element, share, from) {
    const box = element.getBoundingClientRect()
    this.content.scrollTop += box.top + share * box.height - this.content.getBoundingClientRect().top - from
  }

  click(event) {
    const element = event.target.closest(".page:not(.gap)")
    if (!element) return
    const box = element.getBoundingClientRect(), { row } = element, scale = row.width / box.width
    const place = { view: "print", version: this.version, page: row.page, x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale }
    this.app.open(place, event.altKey)
  }

  // Show a place, and mark it for a moment.
  goTo({ page, x = null, y = 0 }) {
    const row = this.pages[page - 1]
    if (!row) return
    this.following = null // the place that is asked for, and no longer that of before
    const { element } = row, box = element.getBoundingClientRect(), view = this.content.getBoundingClientRect()
    const top = box.top + y / row.height * box.height - view.top
    if (x === null || top < 30 || top > view.height - 30) this.scrollTo(element, y / row.height, x === null ? 14 : view.height * .35)
    if (x === null) return
    const mark = document.createElement("span")
    mark.className = "mark"
    const scale = box.width / row.width
    Object.assign(mark.style, { left: `${x * scale - 22}px`, top: `${y * scale - 8}px`, width: "44px", height: "16px" })
    mark.addEventListener("animationend", () => mark.remove())
    element.append(mark)
  }
}
