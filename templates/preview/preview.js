// Shows the views of a book side by side, as the server tells of new versions.

import { EbookPane } from "./ebook.js"
import { FramePane } from "./frames.js"
import { PrintPane } from "./print.js"
import { ReaderPane, isInstalled } from "./reader.js"
import { Contents, Problems, label } from "./side.js"

const NARROW = matchMedia("(max-width: 1099px)")
const LOOKS = ["", "light", "dark"], LOOK_NAMES = { "": ["Automatic", "◐"], light: ["Light", "○"], dark: ["Dark", "●"] }
const byId = id => document.getElementById(id)
const stored = {
  get: key => { try { return localStorage.getItem(`preview-${key}`) } catch { return null } },
  set: (key, value) => { try { localStorage.setItem(`preview-${key}`, value) } catch { /* private window */ } },
}

class Preview {
  constructor() {
    this.root = new URL(".", location.href).href
    this.contents = new Contents(byId("contents"), this)
    this.problems = new Problems(byId("problems"), byId("problems-button"), this)
    this.state = { version: 0, views: {}, diagnostics: [] }
    this.versions = {}
    document.querySelectorAll(".views button").forEach(button => button.addEventListener("click", () => this.panes && this.choose(button.dataset.view)))
    for (const name of ["contents", "problems"]) byId(`${name}-button`).addEventListener("click", () => this.toggle(name))
    byId("help-button").addEventListener("click", () => byId("help").showModal())
    byId("look-button").addEventListener("click", () => this.nextLook())
    document.addEventListener("keydown", event => this.key(event))
    NARROW.addEventListener("change", () => this.panes && this.choose(this.shown))
    this.setLook(stored.get("look") || "")
  }

  async start() {
    const Ebook = await isInstalled(this) ? ReaderPane : EbookPane
    this.panes = { print: new PrintPane(byId("print"), this), ebook: new Ebook(byId("ebook"), this), web: new FramePane(byId("web"), this) }
    this.choose(stored.get("shown") || "all")
    this.listen()
  }

  async json(address) {
    try {
      const answer = await fetch(new URL(address, this.root))
      return answer.ok ? await answer.json() : null
    } catch { return null }
  }

  listen() {
    const events = new EventSource(new URL("events", this.root))
    events.addEventListener("state", event => this.take(JSON.parse(event.data)))
    events.addEventListener("place", event => this.goTo(JSON.parse(event.data)))
    events.addEventListener("open", () => { this.lost = false; this.tell() })
    events.addEventListener("error", () => { this.lost = true; this.tell() })
  }

  // Show what is new in a state.
  take(state) {
    this.state = state
    this.problems.show(state.diagnostics)
    this.panes.print.direction = state.direction
    for (const [name, pane] of Object.entries(this.panes)) {
      const view = state.views[name]
      this.banner(pane, view)
      if (view && this.isShown(name)) this.update(name, view.version)
    }
    this.tell()
  }

  update(name, version) {
    if (this.versions[name] === version) return
    this.versions[name] = version
    const shown = this.panes[name].show(version)
    if (name !== "web" || !this.isShown("print")) shown.then(() => this.outline())
  }

  outline() {
    if (this.outlined === this.state.version) return
    this.outlined = this.state.version
    this.contents.show(this.state.version)
  }

  banner(pane, view) {
    const banner = pane.pane.querySelector(".banner"), errors = this.state.diagnostics.some(each => each.severity === "error")
    const why = errors ? "mend the errors" : "it could not be made"
    banner.textContent = view ? `Older than the text: ${why}.` : errors ? "Not made yet: mend the errors." : "Being made …"
    banner.hidden = view ? !view.stale || (this.state.building && !errors) : false
  }

  tell() {
    const status = byId("status")
    if (this.lost) status.textContent = "The preview has ended, or cannot be reached."
    else if (this.state.building) status.textContent = `Building …${this.newPages()}`
    else if (!this.said) status.textContent = ""
    document.body.dataset.version = this.state.version
    document.body.dataset.building = this.state.building
  }

  // What is said while a changed page is shown and the others are being made.
  newPages() {
    const [first, last] = this.state.views.print?.new_pages || []
    if (!first) return ""
    return first === last ? ` page ${this.folio(first)} is new` : ` pages ${this.folio(first)} to ${this.folio(last)} are new`
  }

  get narrow() { return NARROW.matches }

  isShown(name) { return this.single ? this.single === name : true }

  // Show one view, or all of them.
  choose(shown) {
    this.shown = shown
    stored.set("shown", shown)
    this.single = shown !== "all" ? shown : NARROW.matches ? "print" : ""
    const visible = this.single || "all"
    document.body.dataset.shown = visible
    document.querySelectorAll(".views button").forEach(button => button.setAttribute("aria-pressed", button.dataset.view === visible))
    for (const name of Object.keys(this.panes)) {
      byId(name).hidden = !this.isShown(name)
      const view = this.state.views[name]
      if (view && this.isShown(name)) this.update(name, view.version)
    }
  }

  // Open or close what is beside the views; a narrow window has room for one of them.
  toggle(name, open = byId(name).hidden) {
    byId(name).hidden = !open
    byId(`${name}-button`).setAttribute("aria-expanded", open)
    if (open && this.narrow) this.toggle(name === "contents" ? "problems" : "contents", false)
  }

  setLook(look) {
    if (look) document.documentElement.dataset.look = look
    else delete document.documentElement.dataset.look
    label(byId("look-button"), ...LOOK_NAMES[look])
    stored.set("look", look)
  }

  nextLook() { this.setLook(LOOKS[(LOOKS.indexOf(document.documentElement.dataset.look || "") + 1) % LOOKS.length]) }

  // From one view to the next that is shown.
  nextPane() {
    const names = Object.keys(this.panes).filter(name => this.isShown(name))
    const at = names.findIndex(name => byId(name).contains(document.activeElement))
    const { content, frame, reader } = this.panes[names[(at + 1) % names.length]]
    ;(reader || frame || content).focus()
  }

  key(event) {
    if (!this.panes || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea")) return
    const actions = {
      0: () => this.choose("all"), 1: () => this.choose("print"), 2: () => this.choose("ebook"), 3: () => this.choose("web"),
      c: () => this.toggle("contents"), p: () => this.toggle("problems"), l: () => this.nextLook(), n: () => this.nextPane(), "?": () => byId("help").showModal(),
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }

  folio(page) { return this.panes.print.pages[page - 1]?.label || page }

  // Open the line of a place in the editor, or tell it; or show it in all views.
  async open(place, everywhere) {
    const found = await this.json(`source?${new URLSearchParams(place)}`)
    if (!found) return this.say("No line of the manuscript is known for this place.")
    const { file, line, address } = found, name = `${file}:${line}`
    if (everywhere) fetch(new URL(`at?${new URLSearchParams({ file, line })}`, this.root))
    if (address && !everywhere) {
      const link = this.say(name, address)
      if (/^https?:/.test(address)) link.target = "_blank"
      link.click()
    } else {
      const copied = !everywhere && await navigator.clipboard?.writeText(name).then(() => true, () => false)
      this.say(copied ? `${name} (copied)` : name)
    }
  }

  say(text, address) {
    const status = byId("status")
    clearTimeout(this.said)
    this.said = setTimeout(() => { this.said = 0; this.tell() }, 8000)
    status.textContent = address ? "" : text
    if (!address) return null
    const link = document.createElement("a")
    link.href = address
    link.textContent = text
    status.append(link)
    return link
  }

  // Show a line of the manuscript in all views.
  async goTo({ views }) {
    if (views.print && this.isShown("print")) this.panes.print.goTo(views.print)
    await this.contents.known
    for (const name of ["ebook", "web"]) {
      const place = views[name]
      if (place && this.isShown(name)) this.panes[name].goTo(place, place.id ? this.path(name, place.id) : this.contents.about[name])
    }
  }

  // The document of a section.
  path(name, id) {
    const section = this.contents.sections.get(id), address = name === "web" ? section?.href : section?.ebook
    return address ? [address.split("#")[0]] : []
  }

  goToSection(section) {
    if (section.page && this.isShown("print")) this.panes.print.goTo({ page: section.page })
    for (const name of ["ebook", "web"]) if (this.isShown(name)) this.panes[name].goToSection(section)
    if (NARROW.matches) this.toggle("contents", false)
  }
}

globalThis.preview = new Preview()
preview.start()
