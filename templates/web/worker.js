// Keeps the files of one version of the book, each by a hash of its content, and answers from them.
"use strict"
const KEPT = `book ${registration.scope}`
const place = name => new URL(name, registration.scope).href
const key = name => `${place(name)}?${FILES[name]}`

const fetched = async name => {
  const answer = await fetch(place(name), { integrity: `sha256-${FILES[name]}`, cache: "no-cache" })
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  // An answer that came by a redirection could not be shown as a page.
  return new Response(await answer.blob(), { headers: answer.headers })
}

// What is the same in the version before stays; if one file is not of this version, nothing changes.
addEventListener("install", event => event.waitUntil((async () => {
  const kept = await caches.open(KEPT)
  for (const name of Object.keys(FILES))
    if (!await kept.match(key(name))) await kept.put(key(name), await fetched(name))
  await skipWaiting()
})()))

addEventListener("activate", event => event.waitUntil((async () => {
  const kept = await caches.open(KEPT), mine = new Set(Object.keys(FILES).map(key))
  for (const { url } of await kept.keys()) if (!mine.has(url)) await kept.delete(url)
  await clients.claim()
})()))

addEventListener("fetch", event => {
  const [address] = event.request.url.split(/[?#]/)
  if (event.request.method !== "GET" || !address.startsWith(registration.scope)) return
  const asked = decodeURIComponent(address.slice(registration.scope.length)) || "index.html"
  const name = [asked, `${asked}.html`].find(each => Object.hasOwn(FILES, each))
  if (name) event.respondWith((async () => await (await caches.open(KEPT)).match(key(name)) || fetch(event.request))())
})
