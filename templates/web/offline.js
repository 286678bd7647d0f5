// Keeps the book for reading without a connection, once the page has all that it shows.
"use strict"
{
  const worker = new URL("../worker.js", document.currentScript.src)
  const start = () => navigator.serviceWorker.register(worker).catch(() => { /* the reader forbids it */ })
  if (navigator.serviceWorker) document.readyState === "complete" ? start() : addEventListener("load", start)
}
