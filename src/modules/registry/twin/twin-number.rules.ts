import { composeCard } from '#modules/registry/family/card.rules.ts'
import { composeNik } from '#modules/registry/person/nik.rules.ts'
import type { Random } from './random.rules.ts'
import type { TwinConfig } from './twin.contract.ts'
import type { Sex } from './twin-name.rules.ts'

/** Deals identity numbers so that no two are equal: a serial for each region, day and sex, as the registry's offices do. */
export interface NumberDesk {
  readonly nik: (random: Random, of: { districtId: number; birthOn: string; sex: Sex; fromElsewhere: string | undefined }) => string
  readonly card: (random: Random, of: { districtId: number; today: string }) => string
}

/** Opens the desk of a regency (`12.34` gives region prefixes `1234..`). */
export function createNumberDesk(regencyCode: string, config: TwinConfig): NumberDesk {
  const prefix = regencyCode.replace('.', '')
  const serials = new Map<string, number>()
  const parents = new Map(config.twin.splits.items.map((split) => [districtOf(split.code), { from: districtOf(split.from), since: split.since }]))
  const districts = config.twin.districts.items.map((item) => districtOf(item.code))
  const regionOf = (districtId: number) => `${prefix}${String(districtId).padStart(2, '0')}`

  function nextSerial(random: Random, series: string): number {
    // Offices skip numbers: those who moved away or were corrected.
    const serial = (serials.get(series) ?? 0) + 1 + (random.chance(0.2) ? random.int(5) : 0)
    serials.set(series, serial)
    return serial
  }

  return {
    nik: (random, of) => {
      const split = parents.get(of.districtId)
      const isFromBefore = split !== undefined && Number(of.birthOn.slice(0, 4)) < split.since
      const home = isFromBefore ? split.from : of.districtId
      const region = of.fromElsewhere ?? regionOf(random.chance(0.07) ? random.pick(districts) : home)
      const birthOn = random.chance(0.004) ? neighbourDay(of.birthOn) : of.birthOn
      const serial = nextSerial(random, `${region}${of.sex === 'female' ? 'f' : 'm'}${birthOn.slice(2)}`)
      return composeNik({ region, birthOn, sex: of.sex, serial })
    },
    card: (random, of) => {
      const region = regionOf(of.districtId)
      const issuedOn = dayBefore(of.today, random.int(18 * 365))
      return composeCard({ region, issuedOn, serial: nextSerial(random, `${region}k${issuedOn}`) })
    },
  }
}

/** District id of a code of the twin's file: `12.34.05` → 5. */
export function districtOf(code: string): number {
  return Number(code.slice(6, 8))
}

/** A birth date that was corrected after the number was given: legal, and a trap for those who expect them to be equal. */
function neighbourDay(birthOn: string): string {
  const day = Number(birthOn.slice(8))
  return `${birthOn.slice(0, 8)}${String(day === 1 ? 2 : day - 1).padStart(2, '0')}`
}

/** The day that lies a number of days before. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
