import type { Deps } from '#deps.ts'
import type { Area } from '#modules/people/area/area.contract.ts'
import { codeOfArea, findDistrictOf, getArea, isUrbanVillage, listVillages, listVillagesOf } from '#modules/people/area/area.rules.ts'
import type { Regency } from '#modules/people/index.ts'
import { qrOf } from '#platform/pdf/check-mark.ts'
import { readTemplate, renderPdf } from '#platform/pdf/render-pdf.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { publicPaths } from '#web/routes.ts'
import type { Paper } from './poster.contract.ts'

type PosterDeps = Pick<Deps, 'regency' | 'config' | 'clock'>

/** Posters of every village of an area, one a page. `origin` is our own address, where none is configured. */
export async function drawPosters(
  deps: PosterDeps, asked: { areaId: number; paper: Paper; origin: string },
): Promise<Result<{ bytes: Buffer; fileName: string }, { readonly kind: 'area_unknown' }>> {
  const { regency } = deps
  const area = regency.areas.byId.get(asked.areaId)
  if (area === undefined) return err({ kind: 'area_unknown' })
  const home = deps.config.publicUrl ?? asked.origin
  const data = {
    paper: asked.paper, brand: regency.brand.id.name, tagline: regency.brand.id.tagline, government: regency.government.id, emergency: regency.emergencyNumber,
    contact: regency.texts.contact.id, privacy: regency.texts.privacy.id, posters: villagesIn(regency, area).map((village) => posterOf(regency, village, home)),
  }
  const template = readTemplate(deps.config.regencyDir, 'poster', new URL('poster.typ', import.meta.url))
  const bytes = await renderPdf({ template, data, createdAt: deps.clock.now() })
  return ok({ bytes, fileName: `poster-${area.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${asked.paper}.pdf` })
}

function villagesIn({ areas }: Regency, area: Area): readonly Area[] {
  if (area.kind === 'village') return [area]
  return area.kind === 'district' ? listVillagesOf(areas, area.areaId) : listVillages(areas)
}

function posterOf(regency: Regency, village: Area, home: string): { readonly [name: string]: string } {
  const code = codeOfArea(regency.code, village.areaId)
  const url = `${home}${publicPaths('id').report({ village: Number(code.replaceAll('.', '')) })}`
  return {
    village: `${isUrbanVillage(village.areaId) ? 'Kelurahan' : 'Desa'} ${village.name}`, district: `Kecamatan ${findDistrictOf(regency.areas, village.areaId)?.name ?? getArea(regency.areas, 0).name}`,
    url, qr: qrOf(url),
  }
}
