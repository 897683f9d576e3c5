/** A name as lists write it, taken apart: the name itself, and what hangs on it. */
export interface NormalName {
  /** Upper-case Latin words with one spelling each, e.g. `MUHAMMAD ALI`. Empty when the text holds no name. */
  readonly name: string
  readonly titlesBefore: readonly string[]
  readonly titlesAfter: readonly string[]
  /** The father's name after bin or binti. */
  readonly patronym: string | null
  /** Other names of the same person (after alias, @, al., or in brackets). */
  readonly aliases: readonly string[]
  /** True for `P. SUTRISNO` or `Bu Slamet`: the name belongs to a child or husband, so it only hints at the person. */
  readonly isBorrowed: boolean
}

const titlesBefore = new Set('H HJ HJH HAJI HAJAH HAJJAH KH KYAI KIAI NYAI UST USTADZ USTAD USTADZAH DRS DRA DR DRG DRH IR PROF R RR RD RA RADEN KI NYI MBAH MBOK GUS NING ALM ALMH ALMARHUM ALMARHUMAH BPK SDR SDRI'.split(' '))
const titlesAfter = new Set('SPD SPDI SPDSD SSOS SH SHI SE SEI SY SKEP SKM SAG SIP SAP SPT SP SPI SKOM SSI SFARM SKED STP SST STRKEB STRKEP SSN SPSI SIKOM SHUM NS APT ST MPD MPDI MSI MM MH MHUM MKES MAP MAG MKOM MT MSC MBA PHD AMD AMDKEB AMDKEP AMAPD LC'.split(' '))
const parentWords = new Set(['P', 'B', 'PAK', 'BU', 'BAPAK', 'IBU'])
const patronymWords = new Set(['BIN', 'BINTI', 'BINTE', 'BT', 'BTE'])
const aliasPattern = /[@/]|\bALIAS\b|\bAL\.\s|\bALS\b/

// One spelling for each of the great names (domain of Indonesian lists: Permendagri 73/2022 allows no abbreviation, older rows have them).
const oneSpelling = new Map<string, string>([
  ...spread('MUHAMMAD', 'MUHAMAD MOHAMMAD MOHAMAD MOCHAMAD MOCHAMMAD MUCHAMAD MUCHAMMAD MUKHAMAD MUKHAMMAD MOKHAMAD MOKHAMMAD MUHAMMAT MUHAMAT MOHAMAT MOH MUH MOCH MUCH MOKH MUKH MHD MUHD MD'),
  ...spread('AHMAD', 'ACHMAD AKHMAD AHMAT ACHMAT AKHMAT ACH AKH ACHM AHM'),
  ...spread('ABDUL', 'ABD ABDL ABDOEL ABDUH ABDOL'),
  ...spread('SITI', 'ST STI SITTI SITTY SITY'),
  ...spread('NUR', 'NOER NOOR NOR NUUR'),
])
const firstInitial = new Map([['M', 'MUHAMMAD'], ['A', 'AHMAD'], ['ABD', 'ABDUL']])

// Abdul melts into the sun letter that follows: Abdurrahman, Abdussalam, Abdusysyukur.
const meltedAbdul = /^ABD(?:UL|OEL|OL|[UO](?=RR|SS|NN|DD|TT|ZZ|SY))([A-Z]{4,})$/

function spread(canonical: string, variants: string): [string, string][] {
  return variants.split(' ').map((variant) => [variant, canonical])
}

/** Takes a name apart and gives each part its one spelling. Never fails; a text without letters gives an empty name. */
export function normaliseName(text: string): NormalName {
  const plain = latinCapitals(text)
  const [own = '', ...aliases] = splitAliases(plain)
  const [beforeComma = '', ...afterComma] = own.split(',')
  const words = splitWords(beforeComma)
  const before = takeTitlesBefore(words)
  const after = [...takeTitlesAfter(words), ...afterComma.flatMap((part) => splitWords(part))]
  const isBorrowed = words.length > 1 && parentWords.has(words[0]!)
  if (isBorrowed) words.shift()
  if (isBorrowed) before.push(...takeTitlesBefore(words))
  const patronymAt = words.findIndex((word, index) => index > 0 && patronymWords.has(word))
  const patronym = patronymAt > 0 ? canonicalWords(words.splice(patronymAt).slice(1)).join(' ') : ''
  return {
    name: canonicalWords(words).join(' '),
    titlesBefore: before,
    titlesAfter: after,
    patronym: patronym === '' ? null : patronym,
    aliases: aliases.map((alias) => normaliseName(alias).name).filter((alias) => alias !== ''),
    isBorrowed,
  }
}

function latinCapitals(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().replace(/['`´’‘]/g, '')
}

function splitAliases(plain: string): string[] {
  const bracketed = [...plain.matchAll(/\(([^)]*)\)/g)].map((match) => match[1]!)
  const rest = plain.replace(/\([^)]*\)?/g, ' ')
  return [...rest.split(aliasPattern), ...bracketed]
}

/** Words without dots; dotted titles (`S.Pd.I`) become one word, while `M.ALI` falls into two. */
function splitWords(part: string): string[] {
  return part.split(/\s+/).flatMap((chunk) => {
    const joined = chunk.replace(/[^A-Z]/g, '')
    if (chunk.includes('.') && (titlesBefore.has(joined) || titlesAfter.has(joined))) return [joined]
    return chunk.split(/[^A-Z]+/)
  }).filter((word) => word !== '')
}

function takeTitlesBefore(words: string[]): string[] {
  const taken: string[] = []
  while (words.length > 1 && titlesBefore.has(words[0]!)) taken.push(words.shift()!)
  return taken
}

function takeTitlesAfter(words: string[]): string[] {
  const taken: string[] = []
  while (words.length > 1 && titlesAfter.has(words.at(-1)!)) taken.unshift(words.pop()!)
  return taken
}

function canonicalWords(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const initial = index === 0 && words.length > 1 ? firstInitial.get(word) : undefined
    if (initial !== undefined) return [initial]
    const melted = meltedAbdul.exec(word)
    if (melted) return ['ABDUL', melted[1]!.replace(/^([A-Z])\1/, '$1')]
    return [oneSpelling.get(word) ?? word]
  })
}

const otherWords = new Set(['ALIAS', 'ALS', 'AL'])

/** Whether a word of capital letters A–Z stays as it is wherever it stands in a name: most do, and then there is nothing to take apart. */
export function isOrdinaryWord(word: string): boolean {
  return word.length > 1 && !titlesBefore.has(word) && !titlesAfter.has(word) && !parentWords.has(word) && !patronymWords.has(word)
    && !otherWords.has(word) && !firstInitial.has(word) && !oneSpelling.has(word) && !meltedAbdul.test(word)
}

const soundRules: readonly (readonly [RegExp, string])[] = [
  [/OE/g, 'U'], [/DJ/g, 'J'], [/TJ/g, 'C'], [/NJ/g, 'NY'], [/SJ|SY|TS/g, 'S'], [/CH|KH/g, 'H'], [/DH/g, 'D'], [/TH/g, 'T'], [/PH|F|V/g, 'P'],
  [/[ZX]/g, 'J'], [/Q/g, 'K'], [/O/g, 'U'], [/UW/g, 'U'], [/A[IEY](?![AIUEO])|EI/g, 'E'], [/Y/g, 'I'], [/IE/g, 'I'], [/H/g, ''], [/(.)\1+/g, '$1'],
]
const soundOf = new Map<string, string>()

/** How a word sounds, so that old, new and misheard spellings meet: SOEKARNO and SUKARNO, YUSUF and JUSUP…. */
export function wordSound(word: string): string {
  const known = soundOf.get(word)
  if (known !== undefined) return known
  const sound = soundRules.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), word) || word
  if (soundOf.size > 200_000) soundOf.clear()
  soundOf.set(word, sound)
  return sound
}

/** The other reading of a word in the spelling before 1972, where J stood for today's Y (JATNO = YATNO); undefined when there is none. */
export function oldReading(word: string): string | undefined {
  const modern = word.replace(/(?<![DTSN])J/g, 'Y')
  return modern === word ? undefined : wordSound(modern)
}

/** The sounds of a normalised name's words, each once, in their order. */
export function nameSounds(name: string): readonly string[] {
  return [...new Set(name.split(' ').filter((word) => word !== '').map(wordSound))]
}

/** The sound of a whole name run together, however its words were divided: NUR HAYATI and NURHAYATI. Single letters (I WAYAN) are often left out. */
export function wholeSound(name: string): string {
  const words = name.split(' ')
  const spoken = words.filter((word) => word.length > 1)
  return wordSound((spoken.length > 0 ? spoken : words).join(''))
}

/** A sound and what is left of it after one letter (two from six letters on) is cut out: sounds that share a cut are one or two errors apart. */
export function soundCuts(sound: string): readonly string[] {
  const once = cutOnce(sound)
  return [...new Set([sound, ...once, ...(sound.length >= 6 ? once.flatMap(cutOnce) : [])])]
}

function cutOnce(word: string): string[] {
  return Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1))
}

/** One key for a whole name whatever the order and spelling of its words. */
export function nameKey(name: string): string {
  return [...nameSounds(name)].sort().join(' ')
}

/** A name as it is kept and shown: single spaces, no control characters, at most 200 characters. */
export function tidyName(text: string): string {
  return text.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, 200).trim()
}
