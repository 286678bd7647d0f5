// What a person sees of a preview, found without its own modules.
globalThis.seen = {
  // The made-up words of a frame with their boxes in it.
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

  isInView(name, { left, top, right, bottom }) {
    const { clientWidth, clientHeight } = preview.panes[name].frame
    return left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight
  },

  words(name) {
    return Array.from(this.boxes(name)).filter(([, box]) => this.isInView(name, box)).map(([word]) => word)
  },

  // A word in the middle of a frame, and its point of the window.
  middle(name) {
    const found = Array.from(this.boxes(name)).filter(([, box]) => this.isInView(name, box))
    const [word, box] = found[Math.floor(found.length / 2)]
    const frame = preview.panes[name].frame.getBoundingClientRect()
    return [word, frame.left + box.left + box.width / 2, frame.top + box.top + box.height / 2]
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

  isRebuilt() {
    return document.body.dataset.building === "false" && this.before.every(([name, version]) => preview.panes[name].version > version)
  },
}
