import { findDistrictOf } from '#modules/people/area/area.rules.ts'
import type { Office, Regency } from '#modules/people/regency/regency.contract.ts'

/** What a reporter says about who did wrong, and where. */
export interface Accusation {
  readonly words: string
  readonly areaId: number
}

function plain(text: string): string {
  return ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}

/** The offices that words name: by their own name, or by what people call the offices of the place ("pak kades", "UPT"). */
export function officesNamed(accusation: Accusation, regency: Regency): readonly Office[] {
  const text = plain(accusation.words)
  const byName = regency.offices.filter((office) => [office.name.id, office.short].some((name) => text.includes(plain(name))))
  return [...new Set([...byName, ...localOffices(text, accusation.areaId, regency)])]
}

function localOffices(text: string, areaId: number, regency: Regency): readonly Office[] {
  const districtId = findDistrictOf(regency.areas, areaId)?.areaId ?? areaId
  return regency.triage.accusations.offices.filter(({ words }) => words.some((word) => text.includes(` ${word} `))).flatMap(({ kind }) => (
    regency.offices.filter((office) => office.kind === kind && office.areaId === (kind === 'village_task_force' ? areaId : districtId))
  ))
}

/** Whether a story tells of wrong done by somebody in office, so that it must not lie before them: wrong and office in the same words. */
export function accusesInStory(story: string, regency: Regency): boolean {
  const text = plain(story)
  return regency.triage.accusations.phrases.some((phrase) => text.includes(` ${phrase} `))
}

/** Words that may be names of people, for looking up accounts; whole names are compared afterwards. */
export function namesIn(words: string): readonly string[] {
  return [...new Set(plain(words).trim().split(' ').filter((word) => word.length >= 4))].slice(0, 12)
}

/** What parts people who are named one after another, and a name from where its bearer works. */
const between = /[,;/&\n]|\b(?:dan|serta|sama|dari|di|and|from|of|at)\b/iu

/** Whether a text names somebody: every word of the name stands in it, and there are at least two, or little else is said between two commas. */
export function isNamed(name: string, words: string): boolean {
  const parts = plain(name).trim().split(' ').filter((part) => part.length >= 3)
  const isIn = (text: string): boolean => parts.length > 0 && parts.every((part) => text.includes(` ${part} `))
  if (parts.length >= 2) return isIn(plain(words))
  return words.split(between).map(plain).some((said) => isIn(said) && said.trim().split(' ').length <= 3)
}
