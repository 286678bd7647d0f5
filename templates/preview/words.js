// The words of a document, and a place in it: a word with the text around it, by which it is found again.
// The words are those of publish/preview/source_map/words.py.

const WIDE = "\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}"
const LETTER = `(?![${WIDE}])[\\p{L}\\p{N}]`
const INSIDE = "[\\p{M}\\u00ad\\u200c\\u200d]"
const WORD = new RegExp(`[${WIDE}]|${LETTER}(?:${LETTER}|${INSIDE})*`, "gu")
const DROPPED = new RegExp(INSIDE, "gu")
const LEFT_OUT = "script, style, .page, [hidden]"
const AROUND = 120 // characters on each side of a word
const SKIPPED = 4 // words that may be in one text only, where two are compared

const plain = word => word.normalize("NFKD").replace(DROPPED, "").toLowerCase()
const inline = new Set("a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr".split(" "))

export const wordsOf = text => Array.from(text.matchAll(WORD), match => ({ word: plain(match[0]), start: match.index, end: match.index + match[0].length }))

// The text of a document, with the text nodes that it is from.
export class DocumentText {
  constructor(root) {
    this.root = root
    this.nodes = []
    this.starts = []
    const parts = []
    let length = 0
    const add = text => { parts.push(text); length += text.length }
    const walk = node => {
      if (node.nodeType === 3) {
        this.nodes.push(node)
        this.starts.push(length)
        add(node.data)
      } else if (node.nodeType === 1 && !node.matches(LEFT_OUT)) {
        const gap = inline.has(node.localName) || node.namespaceURI.endsWith("MathML") ? "" : " "
        add(gap)
        node.childNodes.forEach(walk)
        add(gap)
      }
    }
    walk(root)
    this.text = parts.join("")
    this.words = wordsOf(this.text)
  }

  // The place of a character of a text node; null if the text leaves it out.
  place(node, offset) {
    const index = this.nodes.indexOf(node)
    if (index < 0) return null
    const at = this.starts[index] + offset, start = Math.max(at - AROUND, 0)
    const around = this.text.slice(start, at + AROUND)
    const anchor = node.parentElement.closest("[id]:not([id^='page-'])")
    const characters = Array.from(this.text.slice(start, at)).length
    return { id: anchor ? anchor.id : "", text: around, offset: characters, share: at / this.text.length }
  }

  // The range of the word that a place names; where it is gone, of what is as far into the text. Null where neither is known, and in a text without words.
  find(place) {
    const found = this.search(place)
    if (found) return this.range(this.words[found.index])
    const near = this.near(place)
    return this.words[near] && (this.anchor(place) || place.share) ? this.range(this.words[near]) : null
  }

  // Where a place is by its words, and how many of them are there; null for nowhere.
  search(place) {
    const wanted = wordsOf(place.text), before = Array.from(place.text).slice(0, place.offset).join("").length
    const first = wanted.findIndex(each => each.end > before), near = this.near(place)
    const order = first < 0 ? [] : wanted.map((_, at) => at).sort((a, b) => Math.abs(a - first) - Math.abs(b - first))
    for (const at of order.slice(0, 2 * SKIPPED)) {
      const best = this.best(wanted, at, near)
      if (best) return best
    }
    return null
  }

  anchor(place) { return place.id && this.root.ownerDocument.getElementById(place.id) }

  // The word near which a place is.
  near(place) {
    if (place.share !== undefined) return this.wordAt(place.share * this.text.length)
    const anchor = this.anchor(place)
    return anchor ? Math.min(this.wordAfter(anchor) + (place.after || 0), this.words.length - 1) : 0
  }

  // Of the words that are the one wanted, that with most of its neighbours, of equals the nearest; null for none.
  best(wanted, at, near) {
    let best = -1, most = 0
    this.words.forEach((each, index) => {
      if (each.word !== wanted[at].word) return
      const score = 1 + this.same(wanted, at, index, 1) + this.same(wanted, at, index, -1)
      const nearer = Math.abs(index - near) < Math.abs(best - near)
      if (score > most || (score === most && nearer)) [best, most] = [index, score]
    })
    return most > Math.min(Math.max(3, wanted.length * .4), wanted.length - 1) ? { index: best, count: most } : null
  }

  // How many words are the same in one direction, where some may be in one text only; one after these counts half.
  same(wanted, at, index, step) {
    let count = 0, here = index + step, there = at + step
    while (wanted[there] && this.words[here]) {
      let skip = 0
      while (skip <= SKIPPED && this.words[here + skip * step]?.word !== wanted[there].word) skip++
      if (skip <= SKIPPED) { here += (skip + 1) * step; count += skip ? .5 : 1 }
      there += step
    }
    return count
  }

  wordAfter(element) {
    const index = this.nodes.findIndex(node => element.compareDocumentPosition(node) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY))
    const start = index < 0 ? 0 : this.starts[index]
    return this.wordAt(start)
  }

  wordAt(start) { return Math.max(this.words.findIndex(each => each.start >= start), 0) }

  range(word) {
    const range = this.root.ownerDocument.createRange()
    const [node, start] = this.point(word.start)
    range.setStart(node, start)
    range.setEnd(...this.point(Math.max(word.end - 1, word.start), 1))
    return range
  }

  // The text node with a character, and where it is in it.
  point(at, after = 0) {
    let low = 0, high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.starts[middle] <= at) low = middle
      else high = middle - 1
    }
    const node = this.nodes[low]
    return [node, Math.min(at - this.starts[low] + after, node.length)]
  }
}

// Which of some texts has most words of a place, of equals the first; -1 if none has it. Some may be null.
export const bestText = (texts, place) => {
  const counts = texts.map(text => text?.search(place)?.count || 0), most = Math.max(...counts)
  return most ? counts.indexOf(most) : -1
}

// The text node and the character at a point of a window.
export const caretAt = (document, x, y) => {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y)
    return caret && [caret.offsetNode, caret.offset]
  }
  const range = document.caretRangeFromPoint(x, y)
  return range && [range.startContainer, range.startOffset]
}
