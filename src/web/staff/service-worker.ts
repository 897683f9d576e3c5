const hourMs = 60 * 60_000

const listeners = new Set<() => void>()
let waiting: ServiceWorker | undefined

/** Installs the service worker of the staff application and watches for a new version of it. */
export async function registerServiceWorker(): Promise<void> {
  // Absent where the page came over plain HTTP from another machine.
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/petugas' })
  if (registration.waiting !== null) offer(registration.waiting)
  watch(registration.installing)
  registration.addEventListener('updatefound', () => watch(registration.installing))
  // A board may stay open for weeks; nothing else would ask.
  setInterval(() => void registration.update().catch(() => undefined), hourMs)
}

/** A worker that is being installed becomes a new version on offer, unless it is the first one. */
function watch(worker: ServiceWorker | null): void {
  worker?.addEventListener('statechange', () => {
    if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) offer(worker)
  })
}

function offer(worker: ServiceWorker): void {
  waiting = worker
  for (const listener of listeners) listener()
}

/** Listens for a new version. */
export function subscribeUpdate(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether a new version waits to be taken. */
export function isUpdateReady(): boolean {
  return waiting !== undefined
}

/** Lets the new version take over and loads the page with it. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage('take-over', [])
}

const reloadedKey = 'reloaded-for-missing-file'

/** After a release, a tab without service worker may ask for a file that is gone: load the page anew, once. */
export function reloadWhenFileIsGone(): void {
  addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem(reloadedKey) === location.href) return
    sessionStorage.setItem(reloadedKey, location.href)
    event.preventDefault()
    location.reload()
  })
}
