// The e-book in the reader foliate-js, where `make setup` has installed it: the columns of ebook.js need it not.

import { COLOURS, addRules } from "./ebook.js"
import { FramePane } from "./frames.js"

const MOMENT = 200 // milliseconds
const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }

export const isInstalled = app => fetch(new URL("client/foliate/", app.root)).then(answer => answer.status === 200, () => false)

export class ReaderPane extends FramePane {
  base(version = this.version) { return new URL(`v/${version}/ebook/files/`, this.app.root).href }

  // The frame of the document that is shown.
  get frame() { return this.reader?.getContents()[0]?.doc.defaultView?.frameElement }

  async replaceBy(version) {
    const book = await this.open(version)
    if (this.wanted !== version) return
    const place = this.place(), { path } = this
    const at = Math.max(book.sections.findIndex(each => each.id === path), path ? 0 : 1)
    const reader = document.createElement("foliate-paginator")
    reader.className = "reader coming"
    this.content.append(reader)
    reader.addEventListener("load", ({ detail }) => this.loaded(reader, book, detail))
    reader.addEventListener("relocate", ({ detail }) => { reader.range = detail.range })
    reader.open(book)
    await reader.goTo({ index: at, anchor: inside => place ? this.textOf(inside)?.find(place) : 0 })
    if (this.wanted !== version) return this.close(reader)
    const before = this.reader, focused = before && document.activeElement === before
    Object.assign(this, { reader, book, version })
    this.path = book.sections[at].id
    reader.classList.remove("coming")
    if (before) this.close(before)
    if (focused) reader.focusView()
  }

  async open(version) {
    const [{ EPUB }] = await Promise.all([import("./foliate/epub.js"), import("./foliate/paginator.js")])
    const get = async name => {
      // The reader asks for files about encryption and shops as well, which this e-book does not have.
      const answer = (!name.startsWith("META-INF/") || name === "META-INF/container.xml") && await fetch(this.base(version) + encodeURI(name))
      return answer && answer.ok ? answer : null
    }
    return new EPUB({ loadText: async name => (await get(name))?.text(), loadBlob: async name => (await get(name))?.blob(), getSize: () => 1 }).init()
  }

  // End a reader, which gives its page a ground in the frame after it was opened.
  close(reader) {
    reader.classList.add("coming")
    setTimeout(() => {
      reader.destroy()
      reader.remove()
    }, MOMENT)
  }

  loaded(reader, book, { doc, index }) {
    if (reader === this.reader) this.path = book.sections[index].id
    addRules(doc, COLOURS)
    doc.addEventListener("click", event => this.click(event, doc.defaultView.frameElement, index))
    doc.addEventListener("keydown", event => this.keyInside(event))
  }

  keyInside(event) {
    const step = STEPS[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return this.app.key(event)
    event.preventDefault()
    this.turnPage(event.key.startsWith("Arrow") && this.book.dir === "rtl" ? -step : step)
  }

  turnPage(step) { return step > 0 ? this.reader.next() : this.reader.prev() }

  click(event, frame, index) {
    const link = event.target.closest?.("a[href]"), href = link?.getAttribute("href")
    if (link && !/^\w+:/.test(href)) {
      event.preventDefault()
      const target = this.book.resolveHref(this.book.sections[index].resolveHref(href))
      if (target) this.reader.goTo(target)
    } else super.click(event, frame)
  }

  resolve(path) { return path && this.book.sections.map(each => each.id).find(each => each === path || each.endsWith(`/${path}`)) }

  // The first word of the page.
  place() {
    const range = this.reader?.range
    if (!range) return null
    const { startContainer, startOffset } = range, inside = startContainer.ownerDocument
    if (startContainer.nodeType === Node.TEXT_NODE) return this.textOf(inside)?.place(startContainer, startOffset)
    const walker = inside.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT, node => range.intersectsNode(node) && node.data.trim() ? 1 : 2)
    const first = walker.nextNode()
    return first && this.textOf(inside)?.place(first, 0)
  }

  async turnTo(place, documents) {
    if (!this.reader) return
    const path = await this.pathOf(place, documents)
    if (!path) return
    let range = null
    const index = this.book.sections.findIndex(each => each.id === path)
    await this.reader.goTo({ index, anchor: inside => (range = this.textOf(inside)?.find(place)) || 0 })
    if (range) this.mark(range.getBoundingClientRect())
  }

  goToSection({ id, ebook }) { super.goToSection({ id, href: ebook }) }
}
