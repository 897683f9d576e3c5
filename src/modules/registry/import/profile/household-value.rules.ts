// Item 307b gives a step of the tariff; above 2,200 VA the next one is 3,500.
const powerSteps = [450, 900, 1_300, 2_200, 3_500]

/** The power of an electric connection in volt-amperes, from `900 VA`, `1.300` or a code of the statistics office (1–5). */
export function readPower(text: string): number | undefined {
  const digits = text.replaceAll(/\D/g, '')
  if (/^0?[1-5]$/.test(digits)) return powerSteps[Number(digits) - 1]
  const power = Number(digits)
  return digits !== '' && power >= 100 && power <= 100_000 ? power : undefined
}

/** A floor's area in square meters (`36`, `36 m2`, `6 x 6`). */
export function readFloorArea(text: string): number | undefined {
  const plain = text.toUpperCase().replaceAll(',', '.').replace(/\s*M(2|²|ETER.*)?$/, '')
  const product = /^(\d+(?:\.\d+)?)\s*[X*×]\s*(\d+(?:\.\d+)?)$/.exec(plain)
  const area = Math.round(product === null ? Number(plain) : Number(product[1]) * Number(product[2]))
  return area >= 1 && area <= 5_000 ? area : undefined
}

const longestAmount = 1_000_000_000

/** Money for a month in rupiah (`Rp 1.250.000,00`, `750000`, `1,5 juta`, `800 rb`). */
export function readRupiah(text: string): number | undefined {
  const plain = text.toUpperCase().replace(/^RP\.?\s*/, '').replace(/\s*(\/|PER)?\s*(BLN|BULAN)$/, '').trim()
  const rounded = /^(\d+(?:[.,]\d+)?)\s*(JUTA|JT|RIBU|RB)$/.exec(plain)
  if (rounded !== null) return within(Number((rounded[1] ?? '').replace(',', '.')) * ((rounded[2] ?? '').startsWith('J') ? 1_000_000 : 1_000))
  const whole = plain.replace(/[.,](\d{2}|-)$/, '')
  return /^\d{1,3}([.,]\d{3})+$|^\d+$/.test(whole) ? within(Number(whole.replaceAll(/[.,]/g, ''))) : undefined
}

function within(amount: number): number | undefined {
  return Number.isFinite(amount) && amount <= longestAmount ? Math.round(amount) : undefined
}

/** Yes or no in the words and codes of lists (1/2, YA/TIDAK, a tick); undefined when it says neither. */
export function readYes(text: string): boolean | undefined {
  const plain = text.toUpperCase().trim()
  if (/^(1|0?1\.?|YA|Y|V|X|✓|✔|√|ADA|AKTIF|MENERIMA|PENERIMA|TERDAFTAR|TRUE|SUDAH|HAMIL)\b|^[✓✔√]$/.test(plain)) return true
  if (/^(2|0|8|0?2\.?|TIDAK|TDK|T|N|BUKAN|BELUM|NON|FALSE|TIDAK HAMIL)\b/.test(plain)) return false
  return undefined
}

const programmeWords: readonly (readonly [RegExp, string])[] = [
  [/\bPKH\b|KELUARGA HARAPAN/, 'pkh'], [/BPNT|SEMBAKO|\bBSS\b|\bBSP\b/, 'sembako'], [/\bPBI\b|\bKIS\b/, 'pbi-jkn'], [/BLT.*(DD|DANA DESA)|BLT DESA/, 'blt-dd'],
  [/\bPIP\b|\bKIP\b|INDONESIA PINTAR/, 'pip'],
]

/** Keys of the national programmes that a text names (`PKH, BPNT`); undefined when a part of it is none that we know. */
export function readProgrammes(text: string): readonly string[] | undefined {
  const parts = text.toUpperCase().split(/[,;/+&]|\bDAN\b/).map((part) => part.trim()).filter((part) => part !== '')
  const keys = parts.map((part) => programmeWords.find(([pattern]) => pattern.test(part))?.[1])
  return keys.every((key) => key !== undefined) ? [...new Set(keys)] : undefined
}
