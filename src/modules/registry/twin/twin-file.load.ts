import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { isUrbanVillage, type AreaTree } from '#modules/people/index.ts'
import { TwinFile, TwinNamesFile, type TwinConfig, type TwinRegency } from './twin.contract.ts'

/** The regency's folder has no twin, or one that cannot be used; the message says which file and why. */
export class TwinUnusable extends Error {}

/** Reads `twin.yaml` and `twin-names.yaml` of a regency's folder. */
export async function loadTwinConfig(folder: string): Promise<TwinConfig> {
  return { twin: await readYaml(folder, 'twin.yaml', TwinFile), names: await readYaml(folder, 'twin-names.yaml', TwinNamesFile) }
}

async function readYaml<T extends z.ZodType>(folder: string, name: string, schema: T): Promise<z.output<T>> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => {
    throw new TwinUnusable(`${join(folder, name)} is missing: it describes the synthetic regency`)
  })
  const read = schema.safeParse(parse(text))
  if (read.success) return read.data
  const wrong = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new TwinUnusable(`${join(folder, name)} cannot be used:\n${wrong.join('\n')}`)
}

/** What the twin needs to know of a regency's areas. */
export function twinRegency(areas: AreaTree): TwinRegency {
  const villages = [...areas.byId.values()].filter((area) => area.kind === 'village')
  return {
    code: areas.root.code, name: areas.root.name,
    villages: villages.map((village) => ({ areaId: village.areaId, districtId: village.parentId ?? 0, isUrban: isUrbanVillage(village.areaId) })),
  }
}
