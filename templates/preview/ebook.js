// The e-book: its documents in columns as wide as the pane, turned like pages.

import { FramePane } from "./frames.js"

const MARGIN = 36 // pixels beside a column, at least
const MEASURE = 640 // pixels of a column, at most
const WIDE = 900 // pixels from which there are two columns
// An e-book leaves ground and text to its reader, and has its own colours for the rest by day and by night.
export const COLOURS = "html { color-scheme: light dark; }"
const TURN = 40 // pixels that a wheel turns before a page is turned

// A sheet of a document that its policy does not forbid.
export const addRules = (inside, rules = "") => {
  const sheet = new inside.defaultView.CSSStyleSheet()
  sheet.replaceSync(rules)
  inside.adoptedStyleSheets = [...inside.adoptedStyleSheets, sheet]
  return sheet
}

export class EbookPane extends FramePane {
  base(version = this.version) { return new URL(`v/${version}/ebook/files/`, this.app.root).href }

  get start() { return this.spine[0] }

  resolve(path) { return path && this.spine.find(each => each === path || each.endsWith(`/${path}`)) }

  // The documents in reading order, from the package of the book.
  async prepare(version) {
    const parse = async path => new DOMParser().parseFromString(await (await fetch(this.base(version) + path)).text(), "text/xml")
    const container = await parse("META-INF/container.xml")
    const root = container.querySelector("rootfile").getAttribute("full-path")
    const contents = await parse(root), folder = root.slice(0, root.lastIndexOf("/") + 1)
    const items = new Map(Array.from(contents.querySelectorAll("manifest > item"), item => [item.id, item.getAttribute("href")]))
    this.isLeftward = contents.querySelector("spine").getAttribute("page-progression-direction") === "rtl"
    this.spine = Array.from(contents.querySelectorAll("spine > itemref"), item => decodeURI(folder + items.get(item.getAttribute("idref"))))
    this.path ||= this.spine.find(path => !path.endsWith("cover.xhtml"))
  }

  entered(frame) {
    super.entered(frame)
    const { contentDocument } = frame
    frame.sheet = addRules(contentDocument)
    this.setColumns(frame)
    let turned = 0
    contentDocument.addEventListener("wheel", event => {
      event.preventDefault()
      turned += Math.abs(event.deltaY) > Math.abs(event.deltaX) ? event.deltaY : event.deltaX
      if (Math.abs(turned) >= TURN) { this.turnPage(Math.sign(turned)); turned = 0 }
    }, { passive: false })
    contentDocument.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key]
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      this.turnPage(event.key.startsWith("Arrow") && this.isLeftward ? -step : step)
    })
  }

  setColumns(frame) {
    const width = this.content.clientWidth, columns = width >= WIDE ? 2 : 1
    const margin = Math.max(MARGIN, (width / columns - MEASURE) / 2)
    frame.sheet.replaceSync(`
      ${COLOURS}
      html { overflow: hidden !important; height: 100% !important; margin: 0 !important; padding: 0 !important; }
      body { height: 100vh !important; width: 100vw !important; max-width: none !important; margin: 0 !important; padding: ${MARGIN}px ${margin}px !important;
        box-sizing: border-box !important; columns: ${width / columns - 2 * margin}px auto !important; column-gap: ${2 * margin}px !important; column-fill: auto !important; }
      img, svg { max-width: 100% !important; max-height: calc(100vh - ${2 * MARGIN + 40}px) !important; object-fit: contain; }
    `)
  }

  resized() {
    const place = this.place()
    this.setColumns(this.frame)
    if (place) this.restore(this.frame, place)
  }

  // How the columns of a document follow each other, which is not always as those of the book.
  sign(frame = this.frame) { return frame.contentWindow.getComputedStyle(frame.contentDocument.body).direction === "rtl" ? -1 : 1 }

  scroller(frame = this.frame) { return frame.contentDocument.scrollingElement }

  // Turn a page; after the last one of a document the next begins.
  async turnPage(step) {
    const scroller = this.scroller(), width = this.content.clientWidth, sign = this.sign()
    const at = Math.round(scroller.scrollLeft / width), wanted = at + step * sign
    const last = Math.ceil(scroller.scrollWidth / width - 1.02)
    if (wanted * sign >= 0 && wanted * sign <= last) return scroller.scrollTo({ left: wanted * width, behavior: "instant" })
    const path = this.spine[this.spine.indexOf(this.path) + step]
    if (!path) return
    await this.load(this.version, path, () => null)
    if (step < 0) this.scroller().scrollTo({ left: this.scroller().scrollWidth * this.sign(), behavior: "instant" })
    this.frame.focus()
  }

  place() {
    const found = super.place()
    return found && { ...found, top: 0 }
  }

  restore(frame, place) {
    const range = this.text(frame)?.find(place)
    if (range) this.showPage(frame, range)
  }

  bringIntoView(range) { this.showPage(this.frame, range) }

  showPage(frame, range) {
    const scroller = this.scroller(frame), width = this.content.clientWidth
    const { left, right } = range.getBoundingClientRect()
    scroller.scrollTo({ left: Math.floor(((left + right) / 2 + scroller.scrollLeft) / width) * width, behavior: "instant" })
  }

  goToSection({ id, ebook }) { super.goToSection({ id, href: ebook }) }
}
