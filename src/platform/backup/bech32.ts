const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** Bytes as Bech32 (BIP 173): readable, and a typing error in it is noticed. Keys of `age` are written so. */
export function encodeBech32(prefix: string, bytes: Buffer): string {
  const words = regroup([...bytes], { from: 8, to: 5, pad: true }) ?? []
  const sum = polymod([...expand(prefix), ...words, 0, 0, 0, 0, 0, 0]) ^ 1
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31)
  return `${prefix}1${[...words, ...check].map((word) => alphabet[word]).join('')}`
}

/** The bytes behind a Bech32 text with the given prefix; undefined when it is not one. */
export function decodeBech32(prefix: string, text: string): Buffer | undefined {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return undefined
  const lower = text.toLowerCase()
  if (!lower.startsWith(`${prefix}1`)) return undefined
  const words = Array.from(lower.slice(prefix.length + 1), (letter) => alphabet.indexOf(letter))
  if (words.length < 6 || words.includes(-1) || polymod([...expand(prefix), ...words]) !== 1) return undefined
  const bytes = regroup(words.slice(0, -6), { from: 5, to: 8, pad: false })
  return bytes === undefined ? undefined : Buffer.from(bytes)
}

function expand(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.codePointAt(0)!)
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)]
}

function polymod(values: readonly number[]): number {
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    for (const [bit, generator] of generators.entries()) {
      if (((top >>> bit) & 1) === 1) sum ^= generator
    }
  }
  return sum
}

/** Cuts a row of bits into words of another width; undefined when bits are left over that are not padding. */
function regroup(values: readonly number[], width: { from: number; to: number; pad: boolean }): number[] | undefined {
  const out: number[] = []
  let held = 0
  let bits = 0
  for (const value of values) {
    held = ((held << width.from) | value) & 0xfff
    bits += width.from
    while (bits >= width.to) {
      bits -= width.to
      out.push((held >>> bits) & ((1 << width.to) - 1))
    }
  }
  const left = (held << (width.to - bits)) & ((1 << width.to) - 1)
  if (width.pad && bits > 0) out.push(left)
  if (!width.pad && (bits >= width.from || left !== 0)) return undefined
  return out
}
