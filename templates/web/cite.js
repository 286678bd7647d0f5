// The citation names the section and the page of print that are at the top of the window.
"use strict"
{
  const cite = document.querySelector("details.cite"), main = document.getElementById("_text")
  const place = cite.querySelector(".cited-place"), address = cite.querySelector(".cited-address")
  const written = place.textContent
  const above = names => [...main.querySelectorAll(names)].filter(each => each.getBoundingClientRect().top < 120).pop()
  const name = () => {
    const at = above("section[id]"), page = above("span.page"), heading = at?.querySelector(".heading")
    place.textContent = (heading ? `, ${heading.textContent.trim()}` : written) + (page ? `, ${page.title}` : "")
    if (address) address.textContent = address.href = address.href.split("#")[0] + (page || at ? `#${(page || at).id}` : "")
  }
  name()
  cite.addEventListener("toggle", name)
}
