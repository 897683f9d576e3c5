/** A register that lists come from; the stronger one counts where two disagree. */
export interface ListSource {
  readonly key: string
  readonly name: string
  /** 0–100 */
  readonly strength: number
}

// The registers of the country that lists come from. The civil registry is believed most, what a village or school wrote itself least;
// among equals the later list counts. Names are proper names, the same in every language.
const sources: readonly ListSource[] = [
  { key: 'siak', name: 'SIAK (Dukcapil)', strength: 90 },
  { key: 'dtsen', name: 'DTSEN', strength: 80 },
  { key: 'siks_ng', name: 'SIKS-NG', strength: 75 },
  { key: 'pkh', name: 'PKH', strength: 65 },
  { key: 'sembako', name: 'Sembako (BPNT)', strength: 65 },
  { key: 'pbi_jkn', name: 'PBI-JKN', strength: 65 },
  { key: 'regsosek', name: 'Regsosek', strength: 60 },
  { key: 'opensid', name: 'OpenSID', strength: 55 },
  { key: 'village_list', name: 'Daftar desa', strength: 50 },
  { key: 'school_list', name: 'Daftar sekolah', strength: 40 },
  { key: 'other_list', name: 'Daftar lain', strength: 30 },
]

/** The registers that a list may come from, the most believed first. */
export function listSources(): readonly ListSource[] {
  return sources
}

/** The register of a key; undefined when there is none. */
export function findSource(key: string): ListSource | undefined {
  return sources.find((source) => source.key === key)
}
