/**
 * Keeps the staff application usable without signal: every file of the build is stored at install, and pages under
 * /petugas open from that store. Answers of the API are never stored here.
 */
/** Written by the build: the page, then every file it may load. */
declare const __FILES__: readonly string[]
declare const __VERSION__: string

const worker = self as unknown as ServiceWorkerGlobalScope
const prefix = 'staff-'
const storeName = prefix + __VERSION__
const [page = '/'] = __FILES__

worker.addEventListener('install', (event) => {
  event.waitUntil(store())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting()
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (request.mode === 'navigate') {
    if (pathname === page || pathname.startsWith(`${page}/`)) event.respondWith(fromStore(page, request))
    return
  }
  if (__FILES__.includes(pathname)) event.respondWith(fromStore(pathname, request))
})

/** Stores the whole build or nothing; files with a hash in their name may come from the browser's own cache. */
async function store(): Promise<void> {
  const cache = await caches.open(storeName)
  await cache.addAll(__FILES__.map((file) => new Request(file, { cache: file === page ? 'reload' : 'default' })))
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== storeName) await caches.delete(name)
  }
  await worker.clients.claim()
}

async function fromStore(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(storeName)
  return (await cache.match(file)) ?? fetch(request)
}
