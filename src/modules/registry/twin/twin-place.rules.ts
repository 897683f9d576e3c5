import { createRandom, type Random } from './random.rules.ts'
import type { TwinConfig, TwinRegency } from './twin.contract.ts'
import { districtOf } from './twin-number.rules.ts'

export interface TwinSize {
  readonly families: number
  readonly seed: number
}

/** One village of the twin: who lives there, how well off, and at which addresses. */
export interface Village {
  readonly areaId: number
  readonly districtId: number
  readonly isUrban: boolean
  readonly birthPlace: string
  readonly cultures: readonly (readonly [string, number])[]
  /** Mean of the village's families; 0 is the regency's middle. */
  readonly wealth: number
  readonly place: (random: Random) => { hamlet: string; rw: number; rt: number; addressText: string | null }
}

/** The villages with the number of families that each gets: by the population of its district, and by size within it. The sum is exact. */
export function* homesOf(config: TwinConfig, regency: TwinRegency, size: TwinSize): Generator<{ village: Village; families: number }> {
  const weighted = config.twin.districts.items.flatMap((district) => {
    const districtId = districtOf(district.code)
    const villages = regency.villages.filter((village) => village.districtId === districtId)
    if (villages.length === 0) throw new Error(`twin.yaml: ${district.code} is no district with villages`)
    const sizes = villages.map((village) => Math.exp(createRandom(size.seed, village.areaId).normal() * 0.35))
    const whole = sizes.reduce((sum, share) => sum + share, 0)
    return villages.map((village, index) => ({ district, village, weight: (district.persons * sizes[index]!) / whole }))
  })
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  let reached = 0
  let given = 0
  for (const { district, village, weight } of weighted) {
    reached += weight
    const families = Math.round((size.families * reached) / total) - given
    given += families
    if (families > 0) yield { village: villageOf(config, { district, village, birthPlace: regency.name }, size.seed), families }
  }
}

interface VillageData {
  readonly district: TwinConfig['twin']['districts']['items'][number]
  readonly village: TwinRegency['villages'][number]
  readonly birthPlace: string
}

function villageOf(config: TwinConfig, { district, village, birthPlace }: VillageData, seed: number): Village {
  const { areaId, districtId, isUrban } = village
  const random = createRandom(seed, areaId)
  const { hamlets } = config.twin
  const wealth = random.normal() * 0.22 + (isUrban ? 0.35 : -0.03)
  const names = isUrban ? hamlets.urban : hamlets.rural
  const own = [...new Set([hamlets.everywhere, ...Array.from({ length: 2 + random.int(4) }, () => random.pick(names))])]
  return {
    areaId, districtId, isUrban, birthPlace, cultures: Object.entries(district.cultures), wealth,
    place: (chance) => {
      const at = chance.int(own.length)
      const rw = at * 2 + 1 + chance.int(2)
      const rt = 1 + chance.int(8)
      const addressText = isUrban && chance.chance(0.6) ? `Jl. ${chance.pick(hamlets.streets)} No. ${1 + chance.int(140)}` : null
      return { hamlet: own[at]!, rw, rt, addressText }
    },
  }
}
