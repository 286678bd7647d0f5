// Finds what a reading system with pages does not show. It sets a document in columns as wide as the
// screen, all but the margins; `audit` compares each word with the column that its block begins in.
"use strict";
const MARGIN = 20;
const SPILL = 6; // pixels that a letter may stand out of its column

function setInColumns(doc, width, height, style) {
  const sheet = doc.createElementNS("http://www.w3.org/1999/xhtml", "style");
  sheet.textContent = `html { box-sizing: border-box; margin: 0; width: ${width}px; height: ${height}px;
    padding: ${MARGIN}px; column-width: ${width - 2 * MARGIN}px; column-gap: ${2 * MARGIN}px;
    column-fill: auto; overflow: hidden } body { margin: 0 } ${style}`;
  doc.head.append(sheet);
}

// The fragments of the blocks around an element, and which of them clip what is in them.
function around(element) {
  const found = [];
  for (let each = element; each && each.localName !== "body"; each = each.parentElement) {
    const style = getComputedStyle(each);
    if (style.display === "none") return null;
    if (style.display === "inline" || style.display === "contents") continue;
    found.push({ name: each.localName, boxes: [...each.getClientRects()], clips: style.overflowX !== "visible" });
  }
  return found;
}

function holds(box, word) {
  const x = (word.left + word.right) / 2, y = (word.top + word.bottom) / 2;
  return box.left - 1 <= x && x <= box.right + 1 && box.top - 1 <= y && y <= box.bottom + 1;
}

function lossOf(word, blocks, width, height) {
  const column = (box) => Math.floor((box.left + MARGIN) / width);
  let begins = column(word);
  for (const block of blocks) {
    const boxes = block.boxes.filter((box) => holds(box, word));
    if (block.clips && !boxes.length) return `outside of its ${block.name}`;
    begins = Math.min(begins, ...boxes.map(column));
  }
  const left = begins * width + MARGIN;
  if (word.left < left - SPILL) return "left of its column";
  if (word.right > left + width - 2 * MARGIN + SPILL) return "right of its column";
  return (word.top + word.bottom) / 2 > height - MARGIN ? "below the screen" : "";
}

function audit(doc, width, height) {
  const losses = [];
  let words = 0;
  const range = doc.createRange();
  const texts = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const blocks = around(text.parentElement);
    for (const word of blocks ? text.data.matchAll(/[^\s\u2061-\u2064]+/g) : []) {
      words += 1;
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const loss = [...range.getClientRects()].map((box) => lossOf(box, blocks, width, height)).find(Boolean);
      if (loss) losses.push(`${word[0]}: ${loss}`);
    }
  }
  return { words, losses };
}

// Paragraphs that the style sheet keeps ragged, and that a reader's own rule justifies all the same.
function wronglyJustified(doc) {
  const paragraphs = [...doc.querySelectorAll("p, li, dd")];
  const sheet = doc.createElementNS("http://www.w3.org/1999/xhtml", "style");
  doc.head.append(sheet);
  const justified = (rule) => {
    sheet.textContent = rule;
    return paragraphs.map((each) => getComputedStyle(each).textAlign === "justify");
  };
  const inherited = justified("body { text-align: justify }");
  const ruled = justified("p, li, dd, blockquote { text-align: justify }");
  sheet.remove();
  return paragraphs.filter((_, index) => ruled[index] && !inherited[index]).map((each) => each.textContent.trim().slice(0, 40));
}

// Blocks in a cell that are not aligned as the cell is.
function misaligned(doc) {
  const alignment = (each) => getComputedStyle(each).textAlign;
  const blocks = [...doc.querySelectorAll("td > p, th > p")];
  return blocks.filter((each) => alignment(each) !== alignment(each.parentElement)).map((each) => each.textContent);
}

// The smallest side of what a finger must hit to read a note.
function smallestTarget(doc) {
  const boxes = [...doc.querySelectorAll("a.noteref")].map((each) => each.getBoundingClientRect());
  return Math.min(...boxes.flatMap((box) => [box.width, box.height]), 999);
}

async function load(view) {
  const frame = document.createElement("iframe");
  frame.style = `border: 0; width: ${view.width}px; height: ${view.height}px`;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  frame.src = view.page;
  document.body.append(frame);
  await loaded;
  return frame.contentDocument;
}

async function main(views) {
  const found = [];
  for (const view of views) {
    const doc = await load(view);
    setInColumns(doc, view.width, view.height, view.style);
    await doc.fonts.ready;
    const justified = wronglyJustified(doc);
    const others = { justified, misaligned: misaligned(doc), target: smallestTarget(doc) };
    found.push({ ...audit(doc, view.width, view.height), ...others });
    doc.defaultView.frameElement.remove();
  }
  document.body.textContent = JSON.stringify(found);
}
