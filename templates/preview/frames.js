// A view of documents: each version is loaded behind the one that is shown, which it replaces at the same word.

import { DocumentText, bestText, caretAt } from "./words.js"

export class FramePane {
  constructor(pane, app) {
    this.pane = pane
    this.app = app
    this.view = pane.id
    this.content = pane.querySelector(".content")
    this.version = 0
    this.path = ""
    this.wanted = 0
    this.last = Promise.resolve() // what was asked for last, when it is done
    this.texts = new WeakMap()
    new ResizeObserver(() => this.frame && this.content.clientWidth && this.resized()).observe(this.content)
  }

  base(version = this.version) { return new URL(`v/${version}/web/`, this.app.root).href }

  async prepare() { this.path ||= "index.html" }

  // Show a version, unless another one is wanted meanwhile.
  show(version) {
    this.wanted = version
    return this.inTurn(() => this.wanted === version && this.replaceBy(version))
  }

  // Show a place of one of some documents, and mark it for a moment.
  goTo(place, documents) { return this.inTurn(() => this.turnTo(place, documents)) }

  // One after the other: a version that replaces another one has the place that was asked for before.
  inTurn(work) { return this.last = this.last.catch(() => null).then(work) }

  async replaceBy(version) {
    await this.prepare(version)
    const exists = await fetch(this.base(version) + this.path, { method: "HEAD" }).then(answer => answer.ok, () => false)
    if (this.wanted !== version) return
    if (!exists) this.path = this.start
    await this.load(version, this.path, () => this.place())
  }

  get start() { return "index.html" }

  // The name of a document in this view.
  resolve(path) { return path }

  // Load a document behind the one that is shown, go to a place in it, and show it.
  async load(version, path, find) {
    const turn = this.turn = {}
    const frame = document.createElement("iframe")
    frame.className = "coming"
    frame.title = this.pane.getAttribute("aria-label")
    this.content.append(frame)
    await new Promise(done => {
      frame.addEventListener("load", done, { once: true })
      frame.src = this.base(version) + path
    })
    if (this.turn !== turn) return frame.remove()
    this.entered(frame)
    await frame.contentDocument.fonts?.ready
    if (this.turn !== turn) return frame.remove()
    const place = find()
    this.version = version
    this.path = path
    if (place) this.restore(frame, place)
    const before = this.frame
    this.frame = frame
    frame.classList.remove("coming")
    const focused = before && document.activeElement === before
    before?.remove()
    if (focused) frame.focus()
    frame.addEventListener("load", () => this.navigated(frame))
  }

  // A link was followed in the frame.
  navigated(frame) {
    this.entered(frame)
    const { origin, pathname } = frame.contentWindow.location
    const address = origin + pathname
    if (address.startsWith(this.base())) this.path = decodeURI(address.slice(this.base().length))
  }

  entered(frame) {
    const inside = frame.contentDocument
    inside.addEventListener("click", event => this.click(event, frame))
    inside.addEventListener("keydown", event => this.app.key(event))
  }

  text(frame = this.frame) { return this.textOf(frame.contentDocument) }

  textOf(inside) {
    const root = inside?.querySelector("main") || inside?.body
    if (!root) return null
    if (!this.texts.has(root)) this.texts.set(root, new DocumentText(root))
    return this.texts.get(root)
  }

  click(event, frame) {
    const link = event.target.closest?.("a[href]")
    if (link && new URL(link.href).origin !== location.origin) {
      event.preventDefault()
      window.open(link.href, "_blank", "noopener")
    }
    if (link || event.target.closest?.("button, input, select, summary, label, nav") || String(frame.contentWindow.getSelection())) return
    const place = this.placeAt(frame, event.clientX, event.clientY)
    if (place) this.app.open({ view: this.view, version: this.version, ...place }, event.altKey)
  }

  placeAt(frame, x, y) {
    const caret = caretAt(frame.contentDocument, x, y)
    return caret && caret[0].nodeType === 3 ? this.text(frame)?.place(...caret) : null
  }

  // The first word in view below a third of the height, and where it is.
  place() {
    if (!this.frame) return null
    const { clientWidth, clientHeight } = this.frame
    for (let y = clientHeight / 3; y < clientHeight; y += 9) {
      for (const x of [clientWidth / 2, clientWidth / 3, clientWidth / 4, clientWidth / 1.5]) {
        const place = this.placeAt(this.frame, x, y)
        const box = place && this.text().find(place)?.getBoundingClientRect()
        if (box && box.top >= 0 && box.bottom <= clientHeight) return { ...place, top: box.top }
      }
    }
    return null
  }

  restore(frame, place) {
    const box = this.text(frame)?.find(place)?.getBoundingClientRect()
    if (box) frame.contentWindow.scrollBy({ top: box.top - place.top, behavior: "instant" })
  }

  resized() {}

  // The one of some documents that has a place; of none, the one that is shown.
  async pathOf(place, documents) {
    const paths = documents.map(each => this.resolve(each)).filter(each => each)
    if (paths.length < 2) return paths[0] || this.path
    const texts = await Promise.all(paths.map(each => this.read(each)))
    return paths[bestText(texts, place)]
  }

  // The text of a document that need not be shown.
  async read(path) {
    const answer = await fetch(this.base() + path)
    const [type] = (answer.headers.get("Content-Type") || "").split(";")
    return answer.ok ? this.textOf(new DOMParser().parseFromString(await answer.text(), type)) : null
  }

  async turnTo(place, documents) {
    if (!this.frame) return
    const path = await this.pathOf(place, documents)
    if (!path) return
    if (path !== this.path) await this.load(this.version, path, () => null)
    const range = this.text()?.find(place)
    if (!range) return
    this.bringIntoView(range)
    this.mark(range.getBoundingClientRect())
  }

  bringIntoView(range) {
    const { top, bottom } = range.getBoundingClientRect(), height = this.frame.clientHeight
    if (top < 40 || bottom > height - 40) this.frame.contentWindow.scrollBy({ top: top - height * .3, behavior: "instant" })
  }

  mark({ left, top, width, height }) {
    const mark = document.createElement("span")
    mark.className = "mark"
    const frame = this.frame.getBoundingClientRect(), around = this.content.getBoundingClientRect()
    left += frame.left - around.left
    top += frame.top - around.top
    Object.assign(mark.style, { left: `${left - 3}px`, top: `${top}px`, width: `${width + 6}px`, height: `${height}px` })
    mark.addEventListener("animationend", () => mark.remove())
    this.content.append(mark)
  }

  goToSection({ id, href }) {
    const [path] = (href || "").split("#")
    if (path) this.goTo({ id, text: "", offset: 0 }, [path])
  }
}
