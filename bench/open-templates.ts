import { openCase } from '#modules/response/index.ts'
import { act } from '#platform/act.ts'
import { publicActor } from '#platform/db/actor.ts'
import { newId } from '#platform/id.ts'
import { ok } from '#platform/result.ts'
import type { BenchServer } from './bench.ts'

/** A few real cases, one of each category, in different places; everything else is copied from them. */
export async function openTemplates(server: BenchServer): Promise<readonly string[]> {
  const { regency } = server.deps
  const villages = [...regency.areas.byId.values()].filter((area) => area.kind === 'village')
  const command = { id: newId(), bodySha256: Buffer.alloc(32) }
  const opened = await act(server.deps, { actor: publicActor(regency.regencyId), command, action: 'bench.openCases' }, async (tx) => {
    const caseIds: string[] = []
    for (const [index, village] of villages.slice(0, 25).entries()) {
      const category = regency.categories[index % regency.categories.length]!
      const { caseId } = await openCase(tx, server.deps, {
        reportId: newId(), areaId: village.areaId, category: category.code, channel: 'web', danger: category.danger, summary: 'Uji beban',
        photoCount: 0, personId: null, familyId: null, reporterCanReply: true,
      })
      caseIds.push(caseId)
    }
    return ok({ caseIds })
  })
  if (!opened.ok) throw new Error('the templates were not opened')
  return opened.value.caseIds
}
