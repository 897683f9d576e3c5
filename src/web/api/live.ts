/** Something changed in the person's scope. Carries no row: who may see it asks for it. */
export interface LiveEvent {
  readonly topic: string
  readonly kind: string
  readonly subjectId: string
}

type Listener = (event: LiveEvent | undefined) => void

const address = '/api/live'
const firstWaitMs = 1000
const longestWaitMs = 15_000
const pollMs = 30_000
/** The server says every twenty seconds that it is there; a line on which nothing was heard for so long is dead without knowing it. */
const silenceMs = 50_000

const listeners = new Set<Listener>()
const stateListeners = new Set<() => void>()
let source: EventSource | undefined
let connected = true
let waitMs = firstWaitMs
let reconnectTimer: ReturnType<typeof setTimeout> | undefined
let pollTimer: ReturnType<typeof setInterval> | undefined
let silenceTimer: ReturnType<typeof setTimeout> | undefined

/**
 * Listens to what happens in the person's scope: one stream for all screens, opened with the first listener and closed with the last.
 * A lost stream is reopened after a growing wait; meanwhile, and each time that it opens, listeners get undefined: look again.
 */
export function subscribeLive(listener: Listener): () => void {
  listeners.add(listener)
  if (listeners.size === 1) {
    connect()
    addEventListener('online', connectAtOnce)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) disconnect()
  }
}

/** Listens to the state of the stream itself. */
export function subscribeLiveState(listener: () => void): () => void {
  stateListeners.add(listener)
  return () => stateListeners.delete(listener)
}

/** Whether the stream is open, or was when last looked at. */
export function isLiveConnected(): boolean {
  return connected
}

function tell(event: LiveEvent | undefined): void {
  for (const listener of listeners) listener(event)
}

function setConnected(now: boolean): void {
  if (connected === now) return
  connected = now
  for (const listener of stateListeners) listener()
}

function connect(): void {
  clearTimeout(reconnectTimer)
  const opened = new EventSource(address)
  source = opened
  const lose = (): void => {
    if (source !== opened) return
    opened.close()
    source = undefined
    clearTimeout(silenceTimer)
    setConnected(false)
    pollTimer ??= setInterval(() => tell(undefined), pollMs)
    reconnectTimer = setTimeout(connect, waitMs + Math.random() * waitMs)
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
  const hear = (): void => {
    clearTimeout(silenceTimer)
    silenceTimer = setTimeout(lose, silenceMs)
  }
  opened.addEventListener('open', () => {
    hear()
    waitMs = firstWaitMs
    stopPolling()
    setConnected(true)
    // What happened between a screen's first look and this moment was told to nobody here.
    tell(undefined)
  })
  opened.addEventListener('beat', hear)
  opened.addEventListener('message', (message: MessageEvent<string>) => {
    hear()
    tell(JSON.parse(message.data) as LiveEvent)
  })
  opened.addEventListener('error', lose)
}

/** The network is back: no need to wait for the next attempt. */
function connectAtOnce(): void {
  if (source !== undefined || listeners.size === 0) return
  waitMs = firstWaitMs
  connect()
}

function stopPolling(): void {
  clearInterval(pollTimer)
  pollTimer = undefined
}

function disconnect(): void {
  source?.close()
  source = undefined
  clearTimeout(reconnectTimer)
  clearTimeout(silenceTimer)
  removeEventListener('online', connectAtOnce)
  stopPolling()
  setConnected(true)
  waitMs = firstWaitMs
}
