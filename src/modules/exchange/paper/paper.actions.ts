import { findDistrictOf, getArea, type Regency } from '#modules/people/index.ts'
import { decreePurpose, findDecreeByCode, findMinutesByCode, minutesPurpose } from '#modules/registry/index.ts'
import { addresseeName, findLetterByCode, letterPurpose } from '#modules/response/index.ts'
import { openByOneOf, type NotOpened, type Opening } from '#platform/http/held-code.ts'
import type { Result } from '#platform/result.ts'
import type { PublicDeps } from '#web/exchange.ts'
import { formatters } from '#web/i18n/format.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { factsOf, standingOfDecree, type CheckedPaper } from './paper.rules.ts'

/** What a code on a paper stands for, in the reader's language. Wrong codes are counted by address, whatever paper they pretend to be of. */
export async function checkPaper(
  deps: PublicDeps, asked: { readonly typed: string; readonly ip: string; readonly lang: Lang },
): Promise<Result<CheckedPaper & { readonly code: string }, NotOpened>> {
  const { typed, ip, lang } = asked
  return openByOneOf<CheckedPaper>(deps, { counter: 'paper_code', typed, ip }, [minutes(deps.regency), decree(deps.regency, lang), letter(deps.regency, lang)])
}

function minutes(regency: Regency): Opening<CheckedPaper> {
  return {
    purpose: minutesPurpose,
    find: async (tx, mac) => {
      const found = await findMinutesByCode(tx, mac)
      const place = found && [getArea(regency.areas, found.areaId).name, findDistrictOf(regency.areas, found.areaId)?.name]
      return found && {
        kind: 'minutes', number: found.number, on: found.heldOn, facts: factsOf({ place: place!.filter((part) => part !== undefined).join(', ') }),
        standing: found.state === 'closed' ? { state: 'valid' } : { state: 'withdrawn', at: found.endedAt }, sha256: found.minutesSha256,
        signedSha256: found.scanSha256,
      }
    },
  }
}

function decree(regency: Regency, lang: Lang): Opening<CheckedPaper> {
  const { month } = formatters(lang, regency.timeZone)
  return {
    purpose: decreePurpose,
    find: async (tx, mac) => {
      const found = await findDecreeByCode(tx, mac)
      return found && {
        kind: 'decree', number: found.number, on: found.decreeOn, standing: standingOfDecree(found.correctedBy), sha256: found.documentSha256,
        signedSha256: found.scanSha256,
        facts: factsOf({ signer: found.signerTitle, month: month(found.month), families: String(found.itemCount), corrects: found.corrects }),
      }
    },
  }
}

function letter(regency: Regency, lang: Lang): Opening<CheckedPaper> {
  return {
    purpose: letterPurpose,
    find: async (tx, mac) => {
      const found = await findLetterByCode(tx, mac)
      return found && {
        kind: 'letter', number: found.number, on: found.issuedAt, standing: found.state === 'revoked' ? { state: 'withdrawn', at: null } : { state: 'valid' },
        sha256: found.sha256, signedSha256: null,
        facts: factsOf({
          from: regency.offices.find((office) => office.officeId === found.fromOfficeId)?.name[lang] ?? null, to: addresseeName(regency, found)[lang],
          sector: regency.referrals.sectors.find(({ key }) => key === found.sector)?.name[lang] ?? found.sector,
        }),
      }
    },
  }
}
