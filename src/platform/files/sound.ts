/** How the recordings of phones begin, and the name by which a browser plays each. */
const beginnings: readonly { readonly at: number; readonly text: string; readonly mediaType: string }[] = [
  { at: 0, text: 'OggS', mediaType: 'audio/ogg' },
  { at: 4, text: 'ftyp', mediaType: 'audio/mp4' },
  { at: 0, text: '#!AMR', mediaType: 'audio/amr' },
  { at: 0, text: 'ID3', mediaType: 'audio/mpeg' },
  { at: 8, text: 'WAVE', mediaType: 'audio/wav' },
]

/** The media type of a recording by its own first bytes, whatever its sender calls it; undefined when it is none. */
export function soundTypeOf(bytes: Buffer): string | undefined {
  const begun = beginnings.find(({ at, text }) => bytes.toString('latin1', at, at + text.length) === text)
  if (begun !== undefined) return begun.mediaType
  const [first, second = 0] = bytes
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined
  // Frames without a head: the two bits of the layer are empty in AAC and never in MP3.
  return (second & 0x06) === 0 ? 'audio/aac' : 'audio/mpeg'
}
