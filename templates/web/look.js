// The reader's choices, before anything is shown.
"use strict"
{
  const chosen = document.documentElement.dataset
  try {
    const look = localStorage.getItem("look")
    if (["light", "sepia", "dark"].includes(look)) chosen.look = look
    if (localStorage.getItem("pages") === "off") chosen.pages = "off"
  } catch { /* a private window */ }
}
