/** A photo that this server took in: its file, and what the table needs to know of it. */
export interface ReceivedPhoto {
  readonly sha256: string
  readonly width: number
  readonly height: number
  readonly sizeBytes: number
}

/** A keyed hash, as `#platform/keys.ts` gives it. */
export type Mac = (purpose: string, text: string) => { readonly toString: (encoding: 'hex') => string }

/**
 * The token by which a sender names a photo handed over before: it says that this server took these bytes for a photo,
 * and nobody else can make one, so no other file can be pulled into what they send.
 */
export function writePhotoToken(photo: ReceivedPhoto, mac: Mac): string {
  const said = `${photo.sha256}.${photo.width}.${photo.height}.${photo.sizeBytes}`
  return `${said}.${signatureOf(said, mac)}`
}

/** The photo that a token names; undefined when this server did not write it. */
export function readPhotoToken(token: string, mac: Mac): ReceivedPhoto | undefined {
  const parts = /^(([0-9a-f]{64})\.(\d{1,5})\.(\d{1,5})\.(\d{1,9}))\.([0-9a-f]{32})$/.exec(token)
  if (parts === null) return undefined
  const [, said = '', sha256 = '', width, height, sizeBytes, signature] = parts
  if (signatureOf(said, mac) !== signature) return undefined
  return { sha256, width: Number(width), height: Number(height), sizeBytes: Number(sizeBytes) }
}

function signatureOf(said: string, mac: Mac): string {
  return mac('photo', said).toString('hex').slice(0, 32)
}
