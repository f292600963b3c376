{% load i18n static %}/*
 * What was visited and marked can be read without a network: the programme of one's own, pages of
 * films, days of the schedule. A page comes from the network where that answers in time, else from
 * the copy, which says its hour. Files of a fixed content come from the copy at once.
 */

const VERSION = "{{ version|escapejs }}";
const STATIC = "{% get_static_prefix %}";
const OFFLINE = [{% for address in offline %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const BARE = [{% for address in bare_programmes %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const CACHE = `marquee-${VERSION}`;
const KEPT = /^\/(\w\w\/)?(my-programme\/(qr\.svg)?|films\/[^/]+\/|\d{4}\/schedule\/([^/]+\/)?)$/;
const MINE = /\/my-programme\/$/;
const STAFF = /^\/(\w\w\/)?(admin|desk)\//;
const FIXED = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = 4000; // milliseconds
const OLDEST = 3 * 24 * 3600 * 1000; // what was withdrawn since is not shown for longer
const MOST_PAGES = 80;
const MOST_PLANS = 12; // marked programmes and their QR codes; each mark makes another one
const STAMP = "X-Kept-At";

const path = (request) => new URL(request.url).pathname;
const isPage = (request) => KEPT.test(path(request));
const isPlan = (request) => /\/my-programme\//.test(path(request)) && new URL(request.url).search !== "";

/** Whether an answer may be kept: a whole one, for everybody, to an address that is kept. */
function mayKeep(url, response) {
  const { pathname, search } = new URL(url);
  const isPrivate = /no-store|private/.test(response.headers.get("Cache-Control") ?? "");
  const isPreview = search && /\/films\//.test(pathname);
  return response.status === 200 && !response.redirected && !isPrivate && !isPreview;
}

async function forget(url) {
  await (await caches.open(CACHE)).delete(url, { ignoreVary: true });
}

async function store(url, response) {
  const cache = await caches.open(CACHE);
  const headers = new Headers(response.headers);
  headers.set(STAMP, new Date().toISOString());
  headers.delete("Content-Encoding"); // the body is unpacked by now
  await forget(url);
  await cache.put(url, new Response(await response.blob(), { headers }));
  const kept = await cache.keys(); // the oldest first
  const surplus = [...kept.filter(isPlan).slice(0, -MOST_PLANS), ...kept.filter(isPage).slice(0, -MOST_PAGES)];
  for (const request of surplus) await cache.delete(request, { ignoreVary: true });
}

/** The copy of a page or file, unless there is none or it is too old. */
async function copyOf(url) {
  const cache = await caches.open(CACHE);
  const copy = await cache.match(url, { ignoreVary: true });
  if (!copy || Date.now() - Date.parse(copy.headers.get(STAMP)) < OLDEST) return copy;
  if (!isPage({ url })) return copy;
  await forget(url);
}

/** Keep pages with the files they are made of. */
async function keep(addresses) {
  for (const address of addresses) {
    const url = new URL(address, location.href).href.replace(/#.*/, "");
    if (new URL(url).origin !== location.origin || !(isPage({ url }) || OFFLINE.includes(path({ url })))) continue;
    const response = await fetch(url).catch(() => null);
    if (response && mayKeep(url, response)) await keepWithFiles(url, response);
  }
}

async function keepWithFiles(url, response) {
  const page = await response.clone().text();
  await store(url, response);
  const files = [...page.matchAll(/(?:href|src)="([^"]+)"/g)]
    .map(([, address]) => new URL(address.replaceAll("&amp;", "&"), location.href))
    .filter(({ pathname, origin }) => origin === location.origin)
    .filter(({ pathname }) => pathname.startsWith(STATIC) || pathname.endsWith("/qr.svg"));
  for (const file of new Set(files.map(String))) {
    if (await copyOf(file)) continue;
    const answer = await fetch(file).catch(() => null);
    if (answer && mayKeep(file, answer)) await store(file, answer);
  }
}

async function fileFor(request) {
  const copy = await copyOf(request.url);
  if (copy && FIXED.test(path(request))) return copy;
  try {
    const response = await fetch(request);
    if (mayKeep(request.url, response)) await store(request.url, response.clone());
    return response;
  } catch {
    return copy ?? Response.error();
  }
}

async function pageFor(event) {
  const { request } = event;
  const url = request.url.replace(/#.*/, "");
  const copy = KEPT.test(path(request)) && (await copyOf(url));
  const answer = fetch(request).then(async (response) => {
    if (KEPT.test(path(request))) {
      if (mayKeep(url, response)) event.waitUntil(keepWithFiles(url, response.clone()));
      if ([404, 410].includes(response.status)) await forget(url);
    }
    return response;
  });
  event.waitUntil(answer.catch(() => {}));
  const late = new Promise((done) => copy && setTimeout(done, PATIENCE));
  const first = await Promise.race([answer.catch(() => null), late]);
  return first ?? (copy ? asCopy(copy) : nextBest(request));
}

/** The newest copy of a programme much like the one asked for; else a page that says there is no network. */
async function nextBest(request) {
  const cache = await caches.open(CACHE);
  if (MINE.test(path(request))) {
    const likely = (await cache.keys()).filter((kept) => path(kept) === path(request) && isPlan(kept) && isAlike(kept, request));
    for (const { url } of likely.reverse()) {
      const copy = await copyOf(url);
      if (copy) return asCopy(copy);
    }
  }
  const offline = OFFLINE.filter((address) => path(request).startsWith(address.replace("offline/", ""))).at(-1);
  return (await cache.match(offline, { ignoreVary: true })) ?? Response.error();
}

/**
 * Whether two programmes share half the marks of the smaller: then the one is likely the other before
 * it was changed, and not somebody else's. Without marks any programme is meant.
 */
function isAlike(one, other) {
  const [marks, others] = [one, other].map(({ url }) => [...new URL(url).searchParams].map(String));
  const shared = marks.filter((mark) => others.includes(mark)).length;
  return 2 * shared >= Math.min(marks.length, others.length);
}

/** The copy, with its hour where the page's script finds it. */
async function asCopy(copy) {
  const page = await copy.text();
  const hour = copy.headers.get(STAMP);
  return new Response(page.replace("<html ", `<html data-as-of="${hour}" `), { headers: copy.headers });
}

/** A new version of the site: programmes are fetched again with its files, the rest is let go. */
async function takeOver() {
  for (const name of await caches.keys()) {
    if (name === CACHE) continue;
    const kept = await (await caches.open(name)).keys();
    await keep(kept.filter((request) => MINE.test(path(request))).map((request) => request.url).slice(-4));
    await caches.delete(name);
  }
  await self.clients.claim();
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep([...OFFLINE, ...BARE]));
});
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep ?? [])));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || STAFF.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(pageFor(event));
  else if (url.pathname.startsWith(STATIC) || /\/my-programme\/qr\.svg$/.test(url.pathname)) event.respondWith(fileFor(request));
});
