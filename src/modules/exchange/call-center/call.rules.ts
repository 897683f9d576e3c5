import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { ReportDraft } from '#modules/response/report/report.contract.ts'
import { storyOfCall } from '#modules/response/report/handed-call.rules.ts'
import type { HandedCall } from './call.contract.ts'

/** A handed call as a report. A place that cannot be read stays in words; a number without the caller's leave is left out altogether. */
export function draftOfCall(call: HandedCall, regency: Pick<Regency, 'areas' | 'categories'>): ReportDraft {
  const area = call.areaCode === undefined ? undefined : [...regency.areas.byId.values()].find((each) => plain(each.code) === plain(call.areaCode!))
  const words = [area === undefined ? call.areaCode : undefined, call.placeWords].filter((each) => each !== undefined && each !== '').join(', ')
  const isReachable = call.mayCallBack && call.callerPhone !== undefined && call.callerPhone.trim() !== ''
  return {
    category: call.category ?? regency.categories.at(-1)?.code ?? '', story: storyOfCall(call.story, call), subject: 'other',
    ...(area !== undefined ? { areaId: area.areaId } : { areaUnknown: true }), placeWords: words === '' && call.point === undefined ? '–' : words,
    ...(call.point !== undefined && { point: call.point }), ...(call.subjectName !== undefined && { subjectName: call.subjectName }),
    ...(call.peopleCount !== undefined && { peopleCount: call.peopleCount }),
    ...(isReachable ? { contact: 'phone', phone: call.callerPhone!, reporterName: call.callerName ?? '' } : { contact: 'anonymous' }),
  }
}

function plain(code: string): string {
  return code.replaceAll(/\D/g, '')
}
