import type { AreaTree } from '#modules/people/area/area.contract.ts'
import { listDistricts, listVillagesOf } from '#modules/people/area/area.rules.ts'
import { ProposalKind, type ProposalDraft } from './proposal.contract.ts'

/** The fields of the plain form, as text, exactly as they were typed. */
export interface ProposalFormValues {
  readonly kind: string
  readonly subjectName: string
  readonly subjectNik: string
  readonly subjectCard: string
  readonly subjectAddress: string
  readonly peopleCount: string
  readonly area: string
  readonly reason: string
  readonly submitterName: string
  readonly submitterPhone: string
  readonly criteria: readonly string[]
}

/** A form nobody has filled in. */
export const emptyProposalForm: ProposalFormValues = {
  kind: '', subjectName: '', subjectNik: '', subjectCard: '', subjectAddress: '', peopleCount: '', area: '', reason: '', submitterName: '',
  submitterPhone: '', criteria: [],
}

/** The fields of a sent form. */
export function readProposalForm(sent: ReadonlyMap<string, readonly string[]>): ProposalFormValues {
  const names = Object.keys(emptyProposalForm) as (keyof ProposalFormValues)[]
  const texts = Object.fromEntries(names.map((name) => [name, sent.get(name)?.[0] ?? ''])) as unknown as ProposalFormValues
  return { ...texts, criteria: (sent.get('criteria') ?? []).slice(0, 20) }
}

/** The form as a draft, whose words the rules then judge. */
export function draftOfProposalForm(values: ProposalFormValues, photos: readonly string[]): ProposalDraft {
  const { kind, area, criteria, ...texts } = values
  const readKind = ProposalKind.safeParse(kind)
  return {
    ...texts, criteria: [...criteria], photos: [...photos], ...(readKind.success && { kind: readKind.data }),
    ...(/^\d{1,6}$/.test(area) && { areaId: Number(area) }),
  }
}

/** Every village under its district, as a form lists them. */
export interface VillageChoices {
  readonly districts: readonly { readonly name: string; readonly villages: readonly { readonly areaId: number; readonly name: string }[] }[]
}

/** The villages to choose from. */
export function listVillageChoices(tree: AreaTree): VillageChoices {
  return {
    districts: listDistricts(tree).map((district) => ({
      name: district.name, villages: listVillagesOf(tree, district.areaId).map(({ areaId, name }) => ({ areaId, name })),
    })),
  }
}
