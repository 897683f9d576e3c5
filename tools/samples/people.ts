import { readDemoAccounts, type Area, type Regency } from '#modules/people/index.ts'
import { composeCard } from '#modules/registry/family/card.rules.ts'
import type { Relation } from '#modules/registry/family/relation.rules.ts'
import { composeNik } from '#modules/registry/person/nik.rules.ts'
import { loadTwinConfig, twinRegency } from '#modules/registry/twin/twin-file.load.ts'
import { twinFamilies, type TwinFamily, type TwinPerson } from '#modules/registry/twin/twin.rules.ts'

/** Somebody of a sample list; nobody real. */
export interface SamplePerson {
  readonly nik: string | null
  readonly card: string
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly birthOn: string
  readonly birthPlace: string
  readonly relation: Relation
  readonly hamlet: string
  readonly rt: number
  readonly rw: number
  readonly street: string | null
  readonly village: string
  readonly district: string
  readonly decile: number
  readonly motherName: string
  readonly occupation: number
  readonly house: TwinFamily['values']
  readonly education: TwinPerson['values']['education']
  readonly healthCover: TwinPerson['values']['healthCover']
}

/** Serials of real registers, and of the twin, stay far below: no number of a sample is anybody's. */
const firstSerial = 6_000

/** Families of the synthetic regency, put into the given villages one after the other. */
export async function samplePeople(
  regency: Regency, folder: string, what: { seed: number; families: number; villages: readonly Area[]; skip?: number },
): Promise<readonly (readonly SamplePerson[])[]> {
  const config = await loadTwinConfig(folder)
  const skip = what.skip ?? 0
  const made = [...twinFamilies(config, twinRegency(regency.areas), { families: 400, seed: what.seed })].slice(skip, skip + what.families)
  let serial = firstSerial + skip * 10
  return made.map((family, at) => {
    const village = what.villages[at % what.villages.length]
    if (village === undefined) throw new Error('a sample without villages')
    const home = homeOf(regency, family, { village, serial: firstSerial + skip + at })
    return family.members.filter((member) => member.memberTo === null).map((member) => personOf(member, home, (serial += 1)))
  })
}

type Home = Pick<SamplePerson, 'card' | 'hamlet' | 'rt' | 'rw' | 'street' | 'village' | 'district' | 'decile' | 'house'> & { region: string }

function homeOf(regency: Regency, family: TwinFamily, at: { village: Area; serial: number }): Home {
  const district = regency.areas.byId.get(at.village.parentId ?? 0)
  const region = `${regency.code.replace('.', '')}${String(district?.areaId ?? 1).padStart(2, '0')}`
  return {
    card: composeCard({ region, issuedOn: '2014-03-12', serial: at.serial }), hamlet: family.hamlet, rt: family.rt, rw: family.rw, street: family.addressText,
    village: at.village.name, district: district?.name ?? '', decile: Math.min(family.decile, 5), region, house: family.values,
  }
}

function personOf(member: TwinPerson, home: Home, serial: number): SamplePerson {
  const { region, ...where } = home
  const { name, sex, birthOn, birthPlace, relation, values } = member
  return {
    ...where, name, sex, birthOn, birthPlace, relation, motherName: values.motherName ?? '', occupation: values.occupation ?? 1, education: values.education, healthCover: values.healthCover,
    nik: member.nik === null ? null : composeNik({ region, birthOn, sex, serial }),
  }
}

/** The village of the demo's first village operator, and that operator's user name: who can load the samples of one village. */
export function demoVillage(regency: Regency): { readonly village: Area; readonly username: string } {
  const account = readDemoAccounts().find((each) => each.role === 'village_operator')
  const village = [...regency.areas.byId.values()].find((area) => area.code === account?.area)
  if (account === undefined || village === undefined) throw new Error('the demo has no village operator')
  return { village, username: account.username }
}

/** The user name of the demo's secretariat, who can load lists of the whole regency. */
export function demoSecretariat(): string {
  const account = readDemoAccounts().find((each) => each.role === 'secretariat')
  if (account === undefined) throw new Error('the demo has no secretariat')
  return account.username
}
