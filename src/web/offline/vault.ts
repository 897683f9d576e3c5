import { Dexie, type EntityTable } from 'dexie'
import { sessionOperations } from '#modules/people/session/session.contract.ts'
import { call } from '#web/api/client.ts'

/** The key of one account on this device. It can be used here, but the browser gives its bytes to nobody, not even to this page. */
interface StoredKey {
  readonly accountId: string
  readonly key: CryptoKey
}

/** What makes this device's key another one than that of every other device of the account. It stays when the key goes. */
interface StoredSalt {
  readonly accountId: string
  readonly salt: Uint8Array<ArrayBuffer>
}

class KeyStore extends Dexie {
  declare readonly keys: EntityTable<StoredKey, 'accountId'>
  declare readonly salts: EntityTable<StoredSalt, 'accountId'>

  constructor() {
    super('kentongan-keys')
    this.version(1).stores({ keys: 'accountId', salts: 'accountId' })
  }
}

const store = new KeyStore()
const known = new Map<string, Promise<CryptoKey>>()
const dropped = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('kentongan-keys')
dropped?.addEventListener('message', ({ data }) => known.delete(String(data)))

/** This browser cannot encrypt here, so nothing about people is kept on it: browsers do so only on pages that came over HTTPS. */
export class NoVault extends Error {
  constructor() {
    super('this page cannot encrypt, because it did not come over HTTPS')
    this.name = 'NoVault'
  }
}

/**
 * The key of an account on this device. Where it is not here (the first time, or after signing out), it is made from the account's secret, which the
 * server gives to whoever is signed in: so what was sealed before opens again for its owner, and for nobody else. Throws what `call` throws.
 */
export function keyOf(accountId: string): Promise<CryptoKey> {
  const found = known.get(accountId)
  if (found !== undefined) return found
  const key = findOrMake(accountId)
  known.set(accountId, key)
  key.catch(() => known.delete(accountId))
  return key
}

async function findOrMake(accountId: string): Promise<CryptoKey> {
  if (crypto.subtle === undefined) throw new NoVault()
  const stored = await store.keys.get(accountId)
  if (stored !== undefined) return stored.key
  const { secret } = await call(sessionOperations.readDeviceSecret, {}, { signIn: 'never' })
  const key = await deriveKey(secret, await saltOf(accountId))
  await store.keys.put({ accountId, key })
  return key
}

async function saltOf(accountId: string): Promise<Uint8Array<ArrayBuffer>> {
  return store.transaction('rw', store.salts, async () => {
    const stored = await store.salts.get(accountId)
    const salt = stored?.salt ?? crypto.getRandomValues(new Uint8Array(16))
    if (stored === undefined) await store.salts.put({ accountId, salt })
    return salt
  })
}

async function deriveKey(secret: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (sign) => sign.codePointAt(0) ?? 0)
  const material = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode('kentongan visits') }
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Destroys the key of an account on this device, in every tab: what it sealed stays closed until the account signs in again. */
export async function forgetKey(accountId: string): Promise<void> {
  known.delete(accountId)
  await store.keys.delete(accountId)
  dropped?.postMessage(accountId)
}
