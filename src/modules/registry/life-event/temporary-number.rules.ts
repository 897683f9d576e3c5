/** The number by which somebody without papers is called: made of their id, kept nowhere, and never compared with anything. */
export function temporaryNumber(personId: string): string {
  const tail = personId.replaceAll('-', '').slice(-8).toUpperCase()
  return `S-${tail.slice(0, 4)}-${tail.slice(4)}`
}
