// What is beside the views: the contents, and the problems of the text.

const make = (name, class_, text) => {
  const element = document.createElement(name)
  if (class_) element.className = class_
  if (text !== undefined) element.textContent = text
  return element
}

// The text of a button, and a sign that stands for it where there is no room.
export const label = (button, text, sign) => {
  button.setAttribute("aria-label", text)
  button.replaceChildren(make("span", "long", text), make("span", "short", sign))
}

// What is in backquotes is code.
const withCode = (element, text) => {
  element.append(...text.split("`").map((part, at) => at % 2 ? make("code", "", part) : part))
  return element
}

export class Contents {
  constructor(element, app) {
    this.element = element
    this.app = app
    this.sections = new Map()
    this.about = {} // by view, the documents with the title, the names and the imprint of the book
    this.known = new Promise(done => { this.tellKnown = done })
  }

  async show(version) {
    const outline = await this.app.json(`v/${version}/outline.json`)
    if (!outline) return
    this.about = outline.about
    this.sections.clear()
    const { scrollTop } = this.element
    this.element.replaceChildren(this.list(outline.sections))
    this.element.scrollTop = scrollTop
    this.tellKnown()
  }

  list(rows) {
    const list = make("ol")
    for (const row of rows) {
      this.sections.set(row.id, row)
      const item = make("li"), link = make("a")
      link.href = `#${row.id}`
      if (row.label) link.append(make("span", "number", row.label))
      link.append(make("bdi", "title", row.title))
      if (row.page) link.append(make("span", "folio-number", row.folio))
      link.addEventListener("click", event => { event.preventDefault(); this.app.goToSection(row) })
      item.append(link)
      if (row.children.length) item.append(this.list(row.children))
      list.append(item)
    }
    return list
  }
}

export class Problems {
  constructor(element, button, app) {
    this.element = element
    this.button = button
    this.app = app
  }

  show(diagnostics) {
    const errors = diagnostics.filter(each => each.severity === "error").length, others = diagnostics.length - errors
    const count = (number, word) => number ? [`${number} ${word}${number > 1 ? "s" : ""}`] : []
    label(this.button, [...count(errors, "error"), ...count(others, "warning")].join(", ") || "No problems", diagnostics.length ? `⚠ ${diagnostics.length}` : "✓")
    this.button.className = errors ? "errors" : others ? "warnings" : ""
    const list = make("ol")
    list.append(...diagnostics.map(each => this.item(each)))
    this.element.replaceChildren(diagnostics.length ? list : make("p", "empty", "Nothing is wrong."))
    if (errors && !this.had && !this.app.narrow) this.app.toggle("problems", true)
    if (!errors && this.had) this.app.toggle("problems", false)
    this.had = errors
  }

  item({ code, severity, message, file, line, hint }) {
    const item = make("li", severity)
    item.append(make("p", "kind", `${severity} ${code}`), withCode(make("p"), message))
    if (file) {
      const link = make("a", "", line ? `${file}:${line}` : file)
      link.href = "#"
      link.addEventListener("click", event => { event.preventDefault(); this.app.open({ view: "source", file, line: line || 1 }, event.altKey) })
      item.append(link)
    }
    if (hint) item.append(withCode(make("p", "hint"), hint))
    return item
  }
}
