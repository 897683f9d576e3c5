import type { Deps } from '#deps.ts'
import { findDistrictOf, getArea, getOffice } from '#modules/people/index.ts'
import { dayOf } from '#platform/day.ts'
import type { Tx } from '#platform/db/db.ts'
import type { JsonObject } from '#platform/json.ts'
import { checkMark, qrOf } from '#platform/pdf/check-mark.ts'
import { readTemplate, renderPdf } from '#platform/pdf/render-pdf.ts'
import { formatters } from '#web/i18n/format.ts'
import { publicPaths } from '#web/routes.ts'
import { answerDueOn, letterNumber, letterRuleOn } from './referral.rules.ts'
import { findSubject, takeLetterNo, type IssuedLetter, type ReferralRow } from './referral.store.ts'

export type LetterDeps = Pick<Deps, 'regency' | 'keys' | 'files' | 'config'>

/** For what the code on a letter stands. */
export const letterPurpose = 'response.referral'

/** Numbers a referral, writes its letter and keeps the file. The same data and moment give the same file. */
export async function makeLetter(tx: Tx, deps: LetterDeps, referral: ReferralRow): Promise<Omit<IssuedLetter, 'taskId'>> {
  const { regency } = deps
  const day = dayOf(tx.now, regency.timeZone)
  const rule = letterRuleOn(regency.referrals, day)
  const year = Number(day.slice(0, 4))
  const no = await takeLetterNo(tx, year)
  const number = letterNumber(rule.number, no, day)
  const { mac, ...mark } = checkMark(deps, { purpose: letterPurpose, id: referral.referralId }, (written) => publicPaths('id').check(written))
  const due = answerDueOn(regency.referrals, day)
  const letter = letterData(deps, { ...mark, referral, number, day, due, signer: rule.signer, signedBy: tx.actor.name, subject: referral.noProgramme === null ? await findSubject(tx, referral.caseId) : unnamed })
  const { sha256 } = await deps.files.put(await drawLetter(deps, letter, tx.now))
  return { year, no, number, letter, sha256, codeMac: mac, answerDueOn: due }
}

// A letter of the safety valve names nobody: who gives learns what is needed and where, and whom to ask.
const unnamed = { name: null, address: null }

interface LetterOf {
  readonly referral: ReferralRow
  readonly number: string
  readonly code: string
  readonly checkUrl: string
  readonly day: string
  readonly due: string
  readonly signer: string
  readonly signedBy: string
  readonly subject: { readonly name: string | null; readonly address: string | null }
}

/** Letters are written in Bahasa Indonesia, whatever language the signer reads. */
function letterData(deps: LetterDeps, of: LetterOf): JsonObject {
  const { regency } = deps
  const { referral } = of
  const format = formatters('id', regency.timeZone)
  const area = getArea(regency.areas, referral.areaId)
  const place = [area.kind === 'regency' ? undefined : area.name, area.kind === 'village' ? findDistrictOf(regency.areas, area.areaId)?.name : undefined]
  return {
    government: regency.government.id, regency: regency.fullName, number: of.number, day: format.day(of.day), due: format.day(of.due), code: of.code,
    checkUrl: of.checkUrl, signer: of.signer, signedBy: of.signedBy,
    from: getOffice(regency, referral.fromOfficeId).name.id, to: addresseeName(regency, referral).id,
    sector: regency.referrals.sectors.find((sector) => sector.key === referral.sector)?.name.id ?? referral.sector,
    service: referral.service, reason: referral.reason, noProgramme: referral.noProgramme ?? '', caseNumber: referral.caseNumber,
    name: of.subject.name ?? '', address: of.subject.address ?? '', place: place.filter((part) => part !== undefined).join(', '),
  }
}

/** Whom a referral is addressed to. */
export function addresseeName(regency: Deps['regency'], to: Pick<ReferralRow, 'toOfficeId' | 'toBody'>): { id: string; en: string } {
  if (to.toOfficeId !== null) return { ...getOffice(regency, to.toOfficeId).name }
  const body = regency.referrals.bodies.find(({ key }) => key === to.toBody)
  return body === undefined ? { id: to.toBody ?? '', en: to.toBody ?? '' } : { ...body.name }
}

function drawLetter(deps: Pick<Deps, 'config'>, letter: JsonObject, createdAt: Date): Promise<Buffer> {
  const template = readTemplate(deps.config.regencyDir, 'referral-letter', new URL('letter.typ', import.meta.url))
  return renderPdf({ template, data: { ...letter, qr: qrOf(String(letter['checkUrl'])) }, createdAt })
}
