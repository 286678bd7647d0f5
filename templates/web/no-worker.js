// Ends what an edition before kept for reading without a connection.
"use strict"
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil((async () => {
  await caches.delete(`book ${registration.scope}`)
  await registration.unregister()
})()))
