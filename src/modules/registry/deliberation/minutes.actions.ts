import type { Deps } from '#deps.ts'
import { findDistrictOf, getArea, isUrbanVillage } from '#modules/people/index.ts'
import type { JsonObject } from '#platform/json.ts'
import { checkMark, qrOf } from '#platform/pdf/check-mark.ts'
import { readTemplate, renderPdf } from '#platform/pdf/render-pdf.ts'
import { messages } from '#web/i18n/index.ts'
import { publicPaths } from '#web/routes.ts'
import type { AgendaItem, Attendee } from './deliberation.contract.ts'
import type { QuorumCount } from './deliberation.rules.ts'
import type { DeliberationRecord } from './deliberation.store.ts'
import { minutesData, type MinutesWords } from './minutes.rules.ts'

export type MinutesDeps = Pick<Deps, 'regency' | 'keys' | 'files' | 'config'>

/** For what the code on minutes stands. */
export const minutesPurpose = 'registry.minutes'

export interface MinutesOf {
  readonly meeting: DeliberationRecord
  readonly number: string
  readonly attendees: readonly Attendee[]
  readonly items: readonly AgendaItem[]
  readonly quorum: QuorumCount
  readonly closedAt: Date
}

/** Makes the file of the minutes and keeps it: gives the frozen data and the file's hash. The same data and moment give the same file. */
export async function makeMinutes(deps: MinutesDeps, of: MinutesOf): Promise<{ minutes: JsonObject; sha256: string; codeMac: Buffer }> {
  const { meeting } = of
  const { code, mac, checkUrl } = checkMark(deps, { purpose: minutesPurpose, id: meeting.deliberationId }, (written) => publicPaths('id').check(written))
  const village = getArea(deps.regency.areas, meeting.areaId)
  const minutes = minutesData(deps.regency, {
    ...meeting, ...of, village: { name: village.name, code: village.code, isUrban: isUrbanVillage(village.areaId) },
    districtName: findDistrictOf(deps.regency.areas, meeting.areaId)?.name ?? '', code, checkUrl,
  }, minutesWords())
  const bytes = await drawMinutes(deps, minutes, of.closedAt)
  const { sha256 } = await deps.files.put(bytes)
  return { minutes, sha256, codeMac: mac }
}

/** The document of frozen minutes. */
function drawMinutes(deps: Pick<Deps, 'config'>, minutes: JsonObject, closedAt: Date): Promise<Buffer> {
  const template = readTemplate(deps.config.regencyDir, 'minutes', new URL('minutes.typ', import.meta.url))
  return renderPdf({ template, data: { ...minutes, qr: qrOf(String(minutes['checkUrl'])) }, createdAt: closedAt })
}

function minutesWords(): MinutesWords {
  const { deliberation } = messages('id')
  return {
    roles: deliberation.roles, kinds: deliberation.kinds, decisions: deliberation.decisions, consensus: deliberation.ballots.consensus,
    vote: ({ for: votesFor, against }) => deliberation.votes({ votesFor, votesAgainst: against }),
  }
}
