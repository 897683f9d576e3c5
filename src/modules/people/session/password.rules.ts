import { passwordMinimum } from './session.contract.ts'

/** Longest; passphrases fit, and nobody makes the server hash a book. */
export const passwordMaximum = 128
/** What must remain of a password when the words that everybody tries first are taken out. */
const surprisingMinimum = 5

/** Words that lists of leaked passwords begin with, in Indonesia and elsewhere; digits and repetitions around them add nothing. */
const commonWords = [
  'password', 'passw', 'pasword', 'katasandi', 'sandi', 'rahasia', 'admin', 'administrator', 'operator', 'petugas', 'welcome', 'selamat', 'letmein',
  'login', 'masuk', 'default', 'changeme', 'ganti', 'secret', 'test', 'coba', 'contoh', 'user', 'guest', 'tamu', 'root', 'server', 'computer',
  'komputer', 'internet', 'google', 'facebook', 'instagram', 'whatsapp', 'youtube', 'android', 'samsung', 'iphone', 'indonesia', 'indonesiaku',
  'merdeka', 'garuda', 'pancasila', 'jakarta', 'surabaya', 'bandung', 'jawa', 'jawatimur', 'timur', 'bali', 'persib', 'persebaya', 'arema',
  'bismillah', 'alhamdulillah', 'assalamualaikum', 'subhanallah', 'muhammad', 'allah', 'insyaallah', 'sayang', 'sayangku', 'sayangkamu', 'cinta',
  'cintaku', 'akucinta', 'kamu', 'iloveyou', 'love', 'loveyou', 'keluarga', 'anakku', 'ibuku', 'bapak', 'mama', 'papa', 'bunda', 'ayah', 'rumah',
  'sekolah', 'kantor', 'dinas', 'desa', 'kelurahan', 'kecamatan', 'kabupaten', 'bupati', 'camat', 'kades', 'sosial', 'kentongan', 'qwerty',
  'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'monkey', 'dragon', 'football', 'baseball', 'sunshine', 'princess', 'shadow', 'master', 'superman', 'batman',
  'michael', 'jordan', 'hello', 'freedom', 'whatever', 'trustno', 'budi', 'agus', 'sri', 'siti', 'dewi', 'putri', 'putra', 'wahyu', 'rizki', 'rizky',
  'januari', 'februari', 'maret', 'april', 'mei', 'juni', 'juli', 'agustus', 'september', 'oktober', 'november', 'desember',
  'senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu',
].toSorted((left, right) => right.length - left.length)

const keyboardRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890']
const lookalikes: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

export type PasswordWeakness =
  | { readonly kind: 'password_too_short'; readonly minimum: number }
  | { readonly kind: 'password_too_long'; readonly maximum: number }
  | { readonly kind: 'password_too_common' }

/** One spelling of a password whatever the keyboard sent (NFKC), so that it is the same on each device. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC')
}

/**
 * Why a new password is not accepted; undefined when it is. `personal` are the words that others know of the holder:
 * user name, name, the regency. No rule asks for capitals or signs: they make passwords forgotten, not strong.
 */
export function passwordWeakness(password: string, personal: readonly string[]): PasswordWeakness | undefined {
  const normal = normalPassword(password)
  const length = [...normal].length
  if (length < passwordMinimum) return { kind: 'password_too_short', minimum: passwordMinimum }
  if (length > passwordMaximum) return { kind: 'password_too_long', maximum: passwordMaximum }
  const words = [...personalWords(personal), ...commonWords]
  const plain = normal.toLowerCase()
  const readings = [plain, unmasked(plain)]
  const isCommon = readings.some((reading) => surprisingCharacters(withoutWords(reading, words)) < surprisingMinimum)
  return isCommon ? { kind: 'password_too_common' } : undefined
}

function personalWords(personal: readonly string[]): readonly string[] {
  const words = personal.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)
  return words.toSorted((left, right) => right.length - left.length)
}

function unmasked(text: string): string {
  return [...text].map((character) => lookalikes[character] ?? character).join('')
}

function withoutWords(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, ' '), text).replaceAll(/\s+/g, '')
}

/** Characters that do not follow from the one before: not the same, not the next in the alphabet, not the neighbour key. */
function surprisingCharacters(text: string): number {
  const characters = [...text]
  return characters.filter((character, index) => index === 0 || !follows(characters[index - 1]!, character)).length
}

function follows(before: string, character: string): boolean {
  const step = character.codePointAt(0)! - before.codePointAt(0)!
  if (Math.abs(step) <= 1) return true
  return keyboardRows.some((row) => {
    const at = row.indexOf(before)
    return at !== -1 && row.includes(character) && Math.abs(row.indexOf(character) - at) === 1
  })
}
