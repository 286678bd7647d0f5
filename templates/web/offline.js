// Keeps the book for reading without a connection.
"use strict"
if (navigator.serviceWorker) navigator.serviceWorker.register(new URL("../worker.js", document.currentScript.src))
