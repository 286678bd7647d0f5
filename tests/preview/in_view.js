// What a person sees of a preview, found without its own modules.
globalThis.seen = {
  // The made-up words of a document with their boxes in its frame.
  *boxes(name) {
    const { frame } = preview.panes[name], inside = frame.contentDocument
    const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      for (const match of walker.currentNode.data.matchAll(/[a-z]{3}q[a-z]{3}/g)) {
        const range = inside.createRange()
        range.setStart(walker.currentNode, match.index)
        range.setEnd(walker.currentNode, match.index + match[0].length)
        yield [match[0], range.getBoundingClientRect()]
      }
    }
  },

  inView(name) {
    const { frame, content } = preview.panes[name], at = frame.getBoundingClientRect(), view = content.getBoundingClientRect()
    return Array.from(this.boxes(name), ([word, { left, top, width, height }]) => {
      const x = at.left + left, y = at.top + top
      return x >= view.left && y >= view.top && x + width <= view.right && y + height <= view.bottom ? [word, x + width / 2, y + height / 2] : null
    }).filter(each => each)
  },

  words(name) { return this.inView(name).map(([word]) => word) },

  // A word in the middle of a frame, and its point of the window.
  middle(name) {
    const found = this.inView(name)
    return found[Math.floor(found.length / 2)]
  },

  // The parts of pages that are in view, in points.
  pages() {
    const { print } = preview.panes, view = print.content.getBoundingClientRect()
    const parts = print.pages.map(({ element, page, height }) => {
      const box = element.getBoundingClientRect(), scale = height / box.height
      return { page, height, top: (view.top - box.top) * scale, bottom: (view.bottom - box.top) * scale }
    })
    return parts.filter(each => each.bottom > 0 && each.top < each.height)
  },

  async all() {
    const file = await fetch(`v/${preview.panes.print.version}/print/book.pdf`)
    const bytes = Array.from(new Uint8Array(await file.arrayBuffer()), byte => String.fromCharCode(byte))
    return { web: this.words("web"), ebook: this.words("ebook"), pages: this.pages(), pdf: btoa(bytes.join("")) }
  },

  remember() {
    this.before = Object.entries(preview.panes).map(([name, pane]) => [name, pane.version])
  },

  // Whether all views show what they were told to show, each at its place.
  isAtRest() {
    const { state, panes } = preview
    return document.body.dataset.building === "false" && !document.querySelector(".coming") && !panes.print.following
      && Object.entries(panes).every(([name, pane]) => pane.version && pane.version === state.views[name]?.version)
  },

  isRebuilt() { return this.isAtRest() && this.before.every(([name, version]) => preview.panes[name].version > version) },
}
