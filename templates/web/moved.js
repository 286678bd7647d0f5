// Leads on from an address whose text is elsewhere now.
"use strict"
{
  const follow = () => {
    const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const line = asked && asked.closest(".moved p")
    const link = line ? line.querySelector("a") : document.querySelector("a.new-place")
    if (link) location.replace(link.href)
  }
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", follow) : follow()
  addEventListener("hashchange", follow)
}
