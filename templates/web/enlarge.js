// A picture opens large.
"use strict"
const enlarge = image => {
  const dialog = document.createElement("dialog"), large = new Image(), close = document.createElement("button")
  large.src = image.src
  large.alt = image.alt
  close.type = "button"
  close.textContent = document.getElementById("_text").dataset.close
  close.addEventListener("click", () => dialog.close())
  dialog.append(close, large)
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
