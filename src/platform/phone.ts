import { plainDigits } from './words.ts'

/** A telephone number with its country code (`0812…`, `62812…`, `+60…` → `+62812…`, `+60…`); undefined when it cannot be one. */
export function readPhone(typed: string): string | undefined {
  const bare = plainDigits(typed).replaceAll(/[\s().\-‐-―]/g, '')
  if (/^\+[1-9]\d{7,14}$/.test(bare)) return bare
  if (/^62[1-9]\d{7,12}$/.test(bare)) return `+${bare}`
  return /^0[1-9]\d{7,12}$/.test(bare) ? `+62${bare.slice(1)}` : undefined
}
