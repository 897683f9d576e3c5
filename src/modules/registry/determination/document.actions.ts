import type { Deps } from '#deps.ts'
import type { JsonObject } from '#platform/json.ts'
import { checkMark, qrOf } from '#platform/pdf/check-mark.ts'
import { readTemplate, renderPdf } from '#platform/pdf/render-pdf.ts'
import { formatters, messages } from '#web/i18n/index.ts'
import { publicPaths } from '#web/routes.ts'
import type { Decree, DeterminationItem } from './determination.contract.ts'
import type { DecreeList } from './determination.store.ts'

/** For what the code on the list of a decree stands. */
export const decreePurpose = 'registry.decree'

export interface DocumentOf {
  readonly determinationId: string
  readonly decree: Decree
  readonly month: string
  readonly items: readonly DeterminationItem[]
  /** The decree whose items are taken back out, and why. */
  readonly correction: { readonly decreeNumber: string; readonly reason: string } | null
  readonly at: Date
}

/** Makes the list that belongs to a decree and keeps it: gives the frozen data and the file's hash. The same data and moment give the same file. */
export async function makeDocument(deps: Pick<Deps, 'regency' | 'files' | 'config' | 'keys'>, of: DocumentOf): Promise<DecreeList> {
  const { code, mac, checkUrl } = checkMark(deps, { purpose: decreePurpose, id: of.determinationId }, (written) => publicPaths('id').check(written))
  const document = { ...documentData(deps, of), code, checkUrl }
  const template = readTemplate(deps.config.regencyDir, 'determination', new URL('determination.typ', import.meta.url))
  const bytes = await renderPdf({ template, data: { ...document, qr: qrOf(checkUrl) }, createdAt: of.at })
  const { sha256 } = await deps.files.put(bytes)
  return { document, sha256, codeMac: mac }
}

/** An official paper is in Bahasa Indonesia, whatever the screen speaks; numbers of identity stay covered in it. */
function documentData({ regency }: Pick<Deps, 'regency'>, { decree, month, items, correction }: DocumentOf): JsonObject {
  const { proposal } = messages('id')
  const format = formatters('id', regency.timeZone)
  return {
    government: regency.government.id, regency: regency.fullName, decreeNumber: decree.decreeNumber, decreeOn: format.day(decree.decreeOn),
    signerName: decree.signerName, signerTitle: decree.signerTitle, month: format.month(month), corrects: correction?.decreeNumber ?? '',
    reason: correction?.reason ?? '',
    items: items.map((item, at) => ({
      no: at + 1, name: item.subjectName, nik: item.nikMasked ?? '', kind: proposal.kinds[item.kind], village: item.villageName,
      district: item.districtName ?? '', minutes: item.minutes ?? '',
    })),
  }
}
