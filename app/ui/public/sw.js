// Keeps the whole app on the device, so that it starts with the network off.
//
// - All files of one version are kept at install, or none: a half-loaded version never becomes the app.
// - Own files and page openings are answered from that version; nothing under /v1/ or /demo/ is ever touched.
// - A new version waits until the page says "take-over"; old versions are thrown away after that.

const CACHE = "linli-%VERSION%";
const FILES = new Set(["%FILES%"]);

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
});

// A tap on a notification leads to the app that is open; nothing is opened that was closed.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(bringForward());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/v1/") || pathname.startsWith("/demo/")) return;
  if (FILES.has(pathname)) event.respondWith(kept(pathname, request));
  else if (request.mode === "navigate") event.respondWith(kept("/", request));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  // Names under /assets/ change with their content; the rest must be asked for anew.
  await cache.addAll(
    [...FILES].map((path) => new Request(path, { cache: path.startsWith("/assets/") ? "default" : "reload" })),
  );
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("linli-") && name !== CACHE).map((name) => caches.delete(name)));
}

async function bringForward() {
  const [open] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  await open?.focus();
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
