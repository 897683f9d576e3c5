import { geoIdentity, geoPath } from 'd3-geo'
import type { ReactNode } from 'react'
import type { AreaBoundary } from '#modules/people/boundary/boundary.contract.ts'
import type { AreaLoad } from '#modules/response/board/board.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { useGo } from '#web/kit/index.ts'
import { placeCells, placeCentroids, shadeOf, spreadApart, type Shade } from './drawing.rules.ts'
import styles from './map.module.css'

/** One area as the map needs it. */
export interface DrawnArea {
  readonly areaId: number
  readonly name: string
  readonly load: AreaLoad | undefined
  readonly shape: AreaBoundary['shape'] | undefined
  readonly centroid: { readonly lat: number; readonly lng: number } | null
}

interface AreaMapProps {
  readonly place: string
  readonly areas: readonly DrawnArea[]
  readonly linkOf?: (area: { readonly areaId: number }) => string
}

const width = 560
const height = 640

/** The areas with their borders, as circles where only their middle is known, as squares where not even that is. Shade tells the worst, words tell the same. */
export function AreaMap({ place, areas, linkOf }: AreaMapProps) {
  const m = useMessages()
  const format = useFormat()
  const drawing = drawingOf(areas)
  const sum = (of: 'open' | 'late'): string => format.number(areas.reduce((total, area) => total + (area.load?.[of] ?? 0), 0))
  return (
    <figure className={styles['figure']}>
      <svg viewBox={`0 0 ${width} ${drawing.height}`} role="group" aria-label={m.map.pictureOf({ place, open: sum('open'), late: sum('late') })}>
        {areas.map((area, index) => (
          <AreaShape key={area.areaId} area={area} {...(linkOf && { href: linkOf(area) })}>
            {drawing.shapes[index]}
          </AreaShape>
        ))}
        <g aria-hidden="true" className={styles['labels']}>{drawing.labels}</g>
      </svg>
      <Legend />
    </figure>
  )
}

function AreaShape({ area, href, children }: { readonly area: DrawnArea; readonly href?: string; readonly children: ReactNode }) {
  const m = useMessages()
  const format = useFormat()
  const go = useGo()
  const label = m.map.areaLoad({ name: area.name, open: format.number(area.load?.open ?? 0), late: format.number(area.load?.late ?? 0) })
  const shape = (
    <g className={styles['area']} data-shade={shadeOf(area.load)}>
      <title>{label}</title>
      {children}
    </g>
  )
  if (href === undefined) return <g role="img" aria-label={label}>{shape}</g>
  return (
    <a
      href={href}
      aria-label={label}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        go(href)
      }}
    >
      {shape}
    </a>
  )
}

interface Drawing {
  readonly height: number
  readonly shapes: readonly ReactNode[]
  readonly labels: readonly ReactNode[]
}

function drawingOf(areas: readonly DrawnArea[]): Drawing {
  if (areas.every((area) => area.shape !== undefined)) return polygons(areas)
  return areas.every((area) => area.centroid !== null) ? circles(areas) : cells(areas)
}

function polygons(areas: readonly DrawnArea[]): Drawing {
  const features = areas.map((area) => ({ type: 'Feature' as const, properties: {}, geometry: { type: 'MultiPolygon' as const, coordinates: area.shape!.map((polygon) => polygon.map((ring) => ring.map((position) => [...position]))) } }))
  const path = geoPath(geoIdentity().reflectY(true).fitExtent([[8, 8], [width - 8, height - 8]], { type: 'FeatureCollection', features })).digits(1)
  return {
    height,
    shapes: features.map((feature, index) => <path key={areas[index]!.areaId} d={path(feature) ?? ''} />),
    labels: features.map((feature, index) => label(areas[index]!, path.centroid(feature))),
  }
}

function circles(areas: readonly DrawnArea[]): Drawing {
  const radius = 28
  const frame = { width, height, margin: radius + 14 }
  const places = spreadApart(placeCentroids(areas.map((area) => area.centroid!), frame), 2 * radius + 10, frame)
  return {
    height,
    shapes: places.map((place, index) => <circle key={areas[index]!.areaId} cx={place.x} cy={place.y} r={radius} />),
    labels: places.map((place, index) => label(areas[index]!, [place.x, place.y])),
  }
}

function cells(areas: readonly DrawnArea[]): Drawing {
  const { side, corners, height: needed } = placeCells(areas.length, width)
  return {
    height: needed,
    shapes: corners.map((corner, index) => <rect key={areas[index]!.areaId} x={corner.x + 3} y={corner.y + 3} width={side - 6} height={side - 6} rx={8} />),
    labels: corners.map((corner, index) => label(areas[index]!, [corner.x + side / 2, corner.y + side / 2])),
  }
}

function label(area: DrawnArea, [x, y]: readonly [number, number]): ReactNode {
  return (
    <text key={area.areaId} x={x} y={y} data-shade={shadeOf(area.load)}>
      <tspan x={x}>{area.name}</tspan>
      {area.load !== undefined && area.load.open > 0 && <tspan x={x} dy="1.15em">{area.load.late > 0 ? `${area.load.open} · ${area.load.late} !` : area.load.open}</tspan>}
    </text>
  )
}

function Legend() {
  const m = useMessages()
  const shades: readonly { readonly shade: Shade; readonly text: string }[] = [
    { shade: 'none', text: m.map.legendNone }, { shade: 'open', text: m.map.legendOpen }, { shade: 'soon', text: m.map.legendSoon }, { shade: 'late', text: m.map.legendLate },
  ]
  return (
    <figcaption>
      <span className={styles['legendTitle']}>{m.map.legend}</span>
      <ul className={styles['legend']}>
        {shades.map(({ shade, text }) => (
          <li key={shade}>
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><g className={styles['area']} data-shade={shade}><rect x="1" y="1" width="16" height="16" rx="3" /></g></svg>
            {text}
          </li>
        ))}
      </ul>
    </figcaption>
  )
}
