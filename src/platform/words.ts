/** Words as people type or paste them, made safe to store and to show. Nothing that a person can read is taken away. */

// Control characters but tab and newline; and the invisible marks that turn the direction of everything after them.
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g

/** Several lines: line ends unified, broken characters replaced, invisible controls removed, at most one empty line in a row. */
export function cleanText(words: string | undefined): string {
  return (words ?? '').toWellFormed().normalize('NFC').replaceAll(/\r\n?|\u2028|\u2029/g, '\n').replaceAll(unprintable, '')
    .replaceAll(/[^\S\n]+$/gm, '').replaceAll(/\n{3,}/g, '\n\n').trim()
}

/** One line: as `cleanText`, with every run of white space as one blank. */
export function cleanLine(words: string | undefined): string {
  return cleanText(words).replaceAll(/\s+/g, ' ')
}

/** Length in characters as people and PostgreSQL count them, not in UTF-16 units. */
export function lengthOf(words: string): number {
  let length = 0
  for (const _character of words) length += 1
  return length
}

/** Full-width and other compatible forms of digits and signs as plain ones. */
export function plainDigits(words: string): string {
  return words.normalize('NFKC')
}
