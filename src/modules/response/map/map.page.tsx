import type { Area } from '#modules/people/area/area.contract.ts'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { boundaryOperations, type AreaBoundaries } from '#modules/people/boundary/boundary.contract.ts'
import { boardOperations, type AreaLoad } from '#modules/response/board/board.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, DataList, EmptyState, PageTitle, Section, Status, useAddressState, useAnswer, useCalmLive, useRefresh,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useSession } from '#web/staff/session.tsx'
import { AreaMap, type DrawnArea } from './map.part.tsx'
import styles from './map.module.css'

/** Where cases are open and where they are late: the districts, or the villages of one (`?kecamatan=5`). Whoever works in a district sees its villages. */
export function MapPage() {
  const m = useMessages('overview')
  const { scope } = useSession()
  const [chosen] = useAddressState('kecamatan', '')
  const refresh = useRefresh()
  useCalmLive(() => void refresh(boardOperations.listDistrictLoads, boardOperations.listVillageLoads))
  const asked = /^\d{1,2}$/.test(chosen) ? Number(chosen) : undefined
  const districtId = districtOf(scope.areaId) ?? asked
  return (
    <>
      <PageTitle title={m.map.title} lede={m.map.lede} />
      {districtId === undefined ? <Districts /> : <Villages districtId={districtId} />}
    </>
  )
}

/** The district in which a scope lies; undefined for a scope of the whole regency. */
function districtOf(areaId: number | null): number | undefined {
  if (areaId === null || areaId === 0) return undefined
  return areaId < 100 ? areaId : Math.floor(areaId / 10_000)
}

function Districts() {
  const m = useMessages('overview')
  const areas = useAnswer(areaOperations.listAreas, {})
  const borders = useAnswer(boundaryOperations.listAreaBoundaries, { query: { kind: 'district' } })
  const loads = useAnswer(boardOperations.listDistrictLoads, {}, { everyMs: 60_000 })
  return (
    <Answered query={areas}>
      {({ areas: all }) => (
        <Answered query={borders}>
          {(drawn) => (
            <Answered query={loads}>
              {({ districts }) => {
                const shown = all.filter((area) => area.kind === 'district')
                const place = all.find((area) => area.kind === 'regency')?.name ?? m.map.wholeRegency
                return <AreasShown place={place} areas={shown} borders={drawn} loads={districts} linkOf={linkToDistrict} />
              }}
            </Answered>
          )}
        </Answered>
      )}
    </Answered>
  )
}

function linkToDistrict(area: { readonly areaId: number }): string {
  return staffPaths.map({ district: area.areaId })
}

function Villages({ districtId }: { readonly districtId: number }) {
  const m = useMessages('overview')
  const areas = useAnswer(areaOperations.listAreas, {})
  const borders = useAnswer(boundaryOperations.listAreaBoundaries, { query: { kind: 'village', districtId } })
  const loads = useAnswer(boardOperations.listVillageLoads, { params: { districtId } }, { everyMs: 60_000 })
  const isOwn = districtOf(useSession().scope.areaId) !== undefined
  return (
    <>
      {!isOwn && (
        <p>
          <AppLink href={staffPaths.map()}>← {m.map.wholeRegency}</AppLink>
        </p>
      )}
      <Answered query={areas}>
        {({ areas: all }) => (
          <Answered query={borders}>
            {(drawn) => (
              <Answered query={loads}>
                {({ villages }) => {
                  const place = all.find((area) => area.areaId === districtId)?.name ?? ''
                  return (
                    <>
                      <h2 className={styles['place']}>{m.map.inDistrict({ name: place })}</h2>
                      <AreasShown place={place} areas={all.filter((area) => area.parentId === districtId)} borders={drawn} loads={villages} />
                    </>
                  )
                }}
              </Answered>
            )}
          </Answered>
        )}
      </Answered>
    </>
  )
}

interface AreasShownProps {
  readonly place: string
  readonly areas: readonly Area[]
  readonly borders: AreaBoundaries
  readonly loads: readonly AreaLoad[]
  readonly linkOf?: (area: { readonly areaId: number }) => string
}

/** The same numbers twice: drawn, and as a list for those who cannot use the drawing. */
function AreasShown({ place, areas, borders, loads, linkOf }: AreasShownProps) {
  const m = useMessages('overview')
  const scopeAreaId = useSession().scope.areaId ?? 0
  const loadOf = new Map(loads.map((load) => [load.areaId, load]))
  const shapeOf = new Map(borders.boundaries.map((boundary) => [boundary.areaId, boundary]))
  const drawn = areas.map((area): DrawnArea => ({
    areaId: area.areaId, name: area.name, load: loadOf.get(area.areaId), shape: shapeOf.get(area.areaId)?.shape,
    centroid: shapeOf.get(area.areaId)?.centroid ?? area.centroid, isBeyond: scopeAreaId >= 100 && area.areaId !== scopeAreaId,
  }))
  const known = new Set(areas.map((area) => area.areaId))
  const inOrder = [...loads.filter((load) => known.has(load.areaId)), ...loads.filter((load) => !known.has(load.areaId))]
  return (
    <div className={styles['shown']}>
      <div>
        <AreaMap place={place} areas={drawn} {...(linkOf && { linkOf })} />
        <Origins borders={borders} />
      </div>
      <div className={styles['areas']}>
        <Section title={m.map.asList}>
          {loads.length === 0 && <EmptyState title={m.board.nothingOpen} text={m.board.nothingOpenText} />}
          {loads.length > 0 && <LoadList loads={inOrder} {...(linkOf && { linkOf })} />}
        </Section>
      </div>
    </div>
  )
}

function Origins({ borders }: { readonly borders: AreaBoundaries }) {
  const m = useMessages('overview')
  const format = useFormat()
  if (borders.boundaries.length === 0) return <p className={styles['note']}>{m.map.withoutBorders}</p>
  return (
    <>
      {borders.origins.map((origin) => (
        <p className={styles['note']} key={origin.source}>
          {m.map.source({ source: origin.source, licence: origin.licence, day: format.day(origin.snapshotOn) })}
        </p>
      ))}
    </>
  )
}

function LoadList({ loads, linkOf }: { readonly loads: readonly AreaLoad[]; readonly linkOf?: (area: { readonly areaId: number }) => string }) {
  const m = useMessages('overview')
  const format = useFormat()
  const nameOf = (row: AreaLoad): string => (row.areaId === 0 ? m.board.unplaced : row.name)
  return (
    <DataList
      caption={m.map.asList}
      rows={loads}
      rowKey={(row) => String(row.areaId)}
      isSlim
      columns={[
        {
          key: 'area', label: m.map.areas,
          render: (row) => (linkOf === undefined || row.areaId === 0 ? nameOf(row) : <AppLink href={linkOf(row)}>{nameOf(row)}</AppLink>),
        },
        { key: 'open', label: m.board.open, isNumber: true, render: (row) => format.number(row.open) },
        {
          key: 'late', label: m.board.late, isNumber: true,
          render: (row) => (row.late === 0 ? format.number(0) : <Status tone="bad">{format.number(row.late)}</Status>),
        },
      ]}
    />
  )
}
