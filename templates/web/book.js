// What a page can do besides being read; without this script, nothing of its text is out of reach.
"use strict";
(() => {
  const root = document.documentElement, main = document.getElementById("_text"), words = main.dataset
  const store = (key, value) => { try { localStorage.setItem(key, value) } catch { /* private window */ } }
  const button = (text, action) => {
    const made = document.createElement("button")
    made.type = "button"
    made.textContent = text
    made.addEventListener("click", action)
    return made
  }

  // What few readers ask for is loaded when they do.
  const own = document.currentScript.src, loaded = {}
  const load = name => loaded[name] ??= new Promise(done => {
    const script = document.createElement("script")
    script.src = new URL(name, own)
    script.addEventListener("load", done)
    document.head.append(script)
  })

  // Colours and page numbers, by choice.
  const look = document.getElementById("_look"), pages = document.getElementById("_pages")
  const setLook = value => value !== "automatic" ? root.dataset.look = value : delete root.dataset.look
  look.value = root.dataset.look || "automatic"
  look.addEventListener("change", () => { setLook(look.value); store("look", look.value) })
  if (pages) {
    const setPages = on => { root.dataset.pages = on ? "on" : "off"; pages.checked = on }
    setPages(root.dataset.pages !== "off")
    pages.addEventListener("change", () => { setPages(pages.checked); store("pages", pages.checked ? "on" : "off") })
  }

  // A note is closed by its call, as it was opened.
  main.addEventListener("click", event => {
    const call = event.target.closest("a.noteref")
    const note = call && document.getElementById(decodeURIComponent(call.hash.slice(1)))
    if (note && note.matches(":target") && getComputedStyle(note).float === "none") {
      event.preventDefault()
      const { scrollX, scrollY } = window
      location.hash = call.id || "_text"
      window.scrollTo(scrollX, scrollY)
    }
  })

  // In the margin, a note is as high as its call, or follows the one before.
  const notes = [...main.querySelectorAll("aside.footnote")].filter(note => !note.closest(".endnotes"))
  const callOf = note => main.querySelector(`a.noteref[href="#${CSS.escape(note.id)}"]`)
  const align = () => {
    let free = -Infinity
    for (const note of notes) note.style.marginTop = ""
    if (!notes.length || getComputedStyle(notes[0]).float === "none") return
    for (const note of notes) {
      const call = callOf(note)
      if (!call) continue
      const top = note.getBoundingClientRect().top
      const wanted = Math.max(call.getBoundingClientRect().top - 4, free)
      if (wanted < top) note.style.marginTop = `${wanted - top}px`
      free = note.getBoundingClientRect().bottom + 12
    }
  }
  align()
  addEventListener("resize", align)

  // Letters that a device may lack are waited for, a second at most: no line moves when they come. Notes
  // wait for all fonts, since these may turn over the lines that they stand at.
  const second = new Promise(done => setTimeout(done, 1000))
  const isMissing = [...document.fonts].some(face => face.display === "block" && face.status === "loading")
  if (document.fonts.status === "loading") root.dataset.waits = isMissing ? "text" : "notes"
  Promise.race([document.fonts.ready, second]).then(() => { align(); delete root.dataset.waits })
  document.fonts.ready.then(align)

  // What is wider than its column is moved by the keyboard too.
  const movable = () => {
    for (const each of main.querySelectorAll(".table, .equation"))
      each.scrollWidth > each.clientWidth + 1 ? each.tabIndex = 0 : each.removeAttribute("tabindex")
  }
  movable()
  addEventListener("resize", movable)

  // The contents are open at the place, also where a browser cannot scroll to it by the style sheet.
  const here = document.querySelector(".site-contents [aria-current]"), contents = document.getElementById("_contents")
  if (here && contents.scrollTop === 0 && here.offsetTop > contents.clientHeight)
    contents.scrollTop = here.offsetTop - contents.clientHeight / 2

  // Left and right turn pages as long as nothing has the focus or is marked: then no reader by ear is moved.
  const turn = { ArrowLeft: "prev", ArrowRight: "next" }, isMirrored = getComputedStyle(root).direction === "rtl"
  if (isMirrored) [turn.ArrowLeft, turn.ArrowRight] = [turn.ArrowRight, turn.ArrowLeft]
  addEventListener("keydown", event => {
    const link = turn[event.key] && document.querySelector(`.turn [rel="${turn[event.key]}"]`)
    const isFree = document.activeElement === document.body && getSelection().isCollapsed
    if (!link || !isFree || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    link.click()
  })

  // Code can be copied, and a picture that is larger than its column opens large.
  for (const pre of main.querySelectorAll("pre")) {
    const frame = document.createElement("div")
    frame.className = "with-copy"
    pre.replaceWith(frame)
    const copy = button(words.copy, async () => {
      await navigator.clipboard.writeText(pre.textContent)
      copy.textContent = words.copied
      setTimeout(() => { copy.textContent = words.copy }, 2000)
    })
    frame.append(pre, copy)
  }
  const offer = image => {
    if (image.naturalWidth <= image.clientWidth * 1.1 || image.closest("a, button")) return
    const open = button("", async () => { await load("enlarge.js"); enlarge(image) })
    open.className = "enlarge"
    open.setAttribute("aria-label", `${words.enlarge}: ${image.alt}`)
    image.replaceWith(open)
    open.append(image)
  }
  for (const image of main.querySelectorAll("figure img"))
    image.complete ? offer(image) : image.addEventListener("load", () => offer(image), { once: true })

  // The citation names the place that the reader is at.
  document.querySelector("details.cite")?.addEventListener("toggle", () => load("cite.js"), { once: true })
})()
