/** Where the next page begins, as a word that travels in an address: the sort keys of the last row. */
export function writePageMark(keys: readonly (string | null)[]): string {
  return keys.map((key) => (key === null ? '' : encodeURIComponent(key))).join('~')
}

/** The sort keys of a mark; undefined when it is not one. Keys are a moment (empty: none), a family, and what else the list sorts by. */
export function readPageMark(mark: string, count: number): readonly (string | null)[] | undefined {
  const parts = mark.split('~')
  const [moment = '', familyId = ''] = parts
  const isMoment = moment === '' || !Number.isNaN(Date.parse(decoded(moment)))
  if (parts.length !== count || !isMoment || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(familyId)) return undefined
  return parts.map((part) => (part === '' ? null : decoded(part)))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
