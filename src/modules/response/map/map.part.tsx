import { geoIdentity, geoPath } from 'd3-geo'
import type { ReactNode } from 'react'
import type { AreaBoundary } from '#modules/people/boundary/boundary.contract.ts'
import type { AreaLoad } from '#modules/response/board/board.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { useGo } from '#web/kit/index.ts'
import {
  bubbleRadius, fittingSize, keepInside, labelsWithRoom, placeCells, placeCentroids, shadeOf, spreadApart, type Circle, type Label, type Shade,
} from './drawing.rules.ts'
import styles from './map.module.css'

/** One area as the map needs it. */
export interface DrawnArea {
  readonly areaId: number
  readonly name: string
  readonly load: AreaLoad | undefined
  readonly shape: AreaBoundary['shape'] | undefined
  readonly centroid: { readonly lat: number; readonly lng: number } | null
  /** Outside the reader's scope: its numbers are not known to them. */
  readonly isBeyond: boolean
}

interface AreaMapProps {
  readonly place: string
  readonly areas: readonly DrawnArea[]
  readonly linkOf?: (area: { readonly areaId: number }) => string
}

const width = 560
const height = 640

/** Letters for an office screen, and larger ones for a phone, where the drawing is shown at about half its size. */
const fontSizes = { wide: 13.5, narrow: 23 } as const

/**
 * The areas with their borders; as bubbles where only their middle is known, as fields where not even that is.
 * Shade and ring tell the worst, words tell the same.
 */
export function AreaMap({ place, areas, linkOf }: AreaMapProps) {
  const m = useMessages('overview')
  const format = useFormat()
  const drawing = drawingOf(areas)
  const sum = (of: 'open' | 'late'): string => format.number(areas.reduce((total, area) => total + (area.load?.[of] ?? 0), 0))
  return (
    <figure className={styles['figure']}>
      <svg viewBox={`0 0 ${width} ${drawing.height}`} role="group" aria-label={m.map.pictureOf({ place, open: sum('open'), late: sum('late') })}>
        {areas.map((area) => (
          <AreaShape key={area.areaId} area={area} {...(linkOf && !area.isBeyond && { href: linkOf(area) })}>
            {drawing.shapes.get(area.areaId)}
          </AreaShape>
        ))}
        <Labels areas={areas} drawing={drawing} size="wide" />
        <Labels areas={areas} drawing={drawing} size="narrow" />
      </svg>
      <Legend hasBeyond={areas.some((area) => area.isBeyond)} />
    </figure>
  )
}

function shadeOfArea(area: DrawnArea): Shade {
  return area.isBeyond ? 'beyond' : shadeOf(area.load)
}

function AreaShape({ area, href, children }: { readonly area: DrawnArea; readonly href?: string; readonly children: ReactNode }) {
  const m = useMessages('overview')
  const format = useFormat()
  const go = useGo()
  const label = area.isBeyond
    ? m.map.areaBeyond({ name: area.name })
    : m.map.areaLoad({ name: area.name, open: format.number(area.load?.open ?? 0), late: format.number(area.load?.late ?? 0) })
  const shape = (
    <g className={styles['area']} data-shade={shadeOfArea(area)}>
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

/** So few areas find room for their names on a phone too. */
const fewAreas = 12

interface LabelsProps {
  readonly areas: readonly DrawnArea[]
  readonly drawing: Drawing
  readonly size: keyof typeof fontSizes
}

/** Names and numbers over the shapes; on a phone only of areas where something waits. What finds no room is said by the list. */
function Labels({ areas, drawing, size }: LabelsProps) {
  const fontSize = drawing.fontSizeOf?.(fontSizes[size]) ?? fontSizes[size]
  const wanted = areas
    .map((area) => ({ area, label: insideOf(drawing, drawing.labelOf(area, fontSize), fontSize) }))
    .filter(({ area }) => size === 'wide' || drawing.isRoomy || areas.length <= fewAreas || (area.load?.open ?? 0) > 0)
  const numbers = drawing.counts?.map(({ x, y, text }) => ({ x, y, lines: [text], weight: Infinity })) ?? []
  const fits = labelsWithRoom([...wanted.map(({ label }) => label), ...numbers], fontSize)
  const shown = wanted.filter((_, index) => fits[index])
  return (
    <g aria-hidden="true" className={styles['labels']} data-size={size}>
      {shown.map(({ area, label }) => (
        <text key={area.areaId} fontSize={fontSize} data-shade={drawing.isOnShape ? shadeOfArea(area) : undefined}>
          {label.lines.map((line, row) => (
            <tspan key={line} x={label.x} y={label.y + (row - (label.lines.length - 1) / 2) * fontSize * 1.15} dominantBaseline="central">{line}</tspan>
          ))}
        </text>
      ))}
      {drawing.counts?.map(({ x, y, text, areaId, shade }) => (
        <text key={areaId} x={x} y={y} fontSize={size === 'wide' ? 17 : 23} data-shade={shade} data-count="" dominantBaseline="central">{text}</text>
      ))}
    </g>
  )
}

/** A label that would reach over the drawing's edge is moved in. */
function insideOf(drawing: Drawing, label: Label, fontSize: number): Label {
  return keepInside(label, { width, height: drawing.height, margin: 4 }, fontSize)
}

interface Drawing {
  readonly height: number
  /** By the area's id. */
  readonly shapes: ReadonlyMap<number, ReactNode>
  readonly labelOf: (area: DrawnArea, fontSize: number) => Label
  /** Whether labels lie on the shapes, and take their colour from them. */
  readonly isOnShape: boolean
  /** Whether every label finds room on a phone too. */
  readonly isRoomy: boolean
  /** The size that fits, where shapes bound the letters. */
  readonly fontSizeOf?: (largest: number) => number
  /** Numbers inside bubbles, under which the names stand. */
  readonly counts?: readonly { readonly areaId: number; readonly x: number; readonly y: number; readonly text: string; readonly shade: Shade }[]
}

/** As much as is known of their place: borders, and fields under them for areas that a file left out; else middles; else nothing. */
function drawingOf(areas: readonly DrawnArea[]): Drawing {
  const bordered = areas.filter((area) => area.shape !== undefined)
  if (bordered.length > 0) return under(polygons(bordered), cells(areas.filter((area) => area.shape === undefined)))
  return areas.every((area) => area.centroid !== null) ? bubbles(areas) : cells(areas)
}

function weightOf({ load }: DrawnArea): number {
  return load === undefined ? 0 : load.late * 1000 + load.open
}

/** The name, and the number of open cases under it. */
function nameAndCount(area: DrawnArea, { x, y }: Circle): Label {
  const open = area.load?.open ?? 0
  return { x, y, lines: open === 0 ? [area.name] : [area.name, String(open)], weight: weightOf(area) }
}

function byArea<T>(areas: readonly DrawnArea[], valueOf: (area: DrawnArea, index: number) => T): ReadonlyMap<number, T> {
  return new Map(areas.map((area, index) => [area.areaId, valueOf(area, index)]))
}

function polygons(areas: readonly DrawnArea[]): Drawing {
  const features = areas.map((area) => ({
    type: 'Feature' as const, properties: {},
    geometry: { type: 'MultiPolygon' as const, coordinates: area.shape!.map((polygon) => polygon.map((ring) => ring.map((position) => [...position]))) },
  }))
  const path = geoPath(geoIdentity().reflectY(true).fitExtent([[8, 8], [width - 8, height - 8]], { type: 'FeatureCollection', features })).digits(1)
  const middles = byArea(areas, (_, index) => path.centroid(features[index]!))
  return {
    height, isOnShape: true, isRoomy: false,
    shapes: byArea(areas, (_, index) => <path d={path(features[index]!) ?? ''} />),
    labelOf: (area) => {
      const [x, y] = middles.get(area.areaId) ?? [0, 0]
      return nameAndCount(area, { x, y })
    },
  }
}

function bubbles(areas: readonly DrawnArea[]): Drawing {
  const frame = { width, height, margin: 48 }
  const mostOpen = Math.max(...areas.map((area) => area.load?.open ?? 0))
  const radiusOf = (area: DrawnArea): number => bubbleRadius(area.load?.open ?? 0, mostOpen)
  const spread = spreadApart(placeCentroids(areas.map((area) => area.centroid!), frame), 92, frame)
  const places = byArea(areas, (_, index) => spread[index]!)
  const placeOf = (area: DrawnArea): Circle => places.get(area.areaId)!
  return {
    height, isOnShape: false, isRoomy: false,
    shapes: byArea(areas, (area) => <circle cx={placeOf(area).x} cy={placeOf(area).y} r={radiusOf(area)} />),
    labelOf: (area, fontSize) => ({
      x: placeOf(area).x, y: placeOf(area).y + radiusOf(area) + 4 + fontSize / 2, lines: [area.name], weight: weightOf(area),
    }),
    counts: areas.filter((area) => (area.load?.open ?? 0) > 0).map((area) => ({
      areaId: area.areaId, ...placeOf(area), text: String(area.load?.open), shade: shadeOfArea(area),
    })),
  }
}

function cells(areas: readonly DrawnArea[]): Drawing {
  const { wide, high, corners, height: needed } = placeCells(areas.length, width)
  const cornerOf = byArea(areas, (_, index) => corners[index]!)
  return {
    height: needed, isOnShape: true, isRoomy: true,
    shapes: byArea(areas, (_, index) => <rect x={corners[index]!.x + 4} y={corners[index]!.y + 4} width={wide - 8} height={high - 8} rx={8} />),
    labelOf: (area) => {
      const corner = cornerOf.get(area.areaId)!
      return nameAndCount(area, { x: corner.x + wide / 2, y: corner.y + high / 2 })
    },
    fontSizeOf: (largest) => fittingSize(areas.map((area) => area.name), wide - 20, Math.max(largest, 18)),
  }
}

/** One drawing with another under it. */
function under(upper: Drawing, lower: Drawing): Drawing {
  if (lower.shapes.size === 0) return upper
  const shapes = new Map(upper.shapes)
  for (const [areaId, shape] of lower.shapes) shapes.set(areaId, <g transform={`translate(0 ${upper.height})`}>{shape}</g>)
  return {
    ...upper, height: upper.height + lower.height, shapes,
    labelOf: (area, fontSize) => {
      if (upper.shapes.has(area.areaId)) return upper.labelOf(area, fontSize)
      const label = lower.labelOf(area, fontSize)
      return { ...label, y: label.y + upper.height }
    },
  }
}

function Legend({ hasBeyond }: { readonly hasBeyond: boolean }) {
  const m = useMessages('overview')
  const shades: readonly { readonly shade: Shade; readonly text: string }[] = [
    { shade: 'late', text: m.map.legendLate }, { shade: 'soon', text: m.map.legendSoon },
    { shade: 'open', text: m.map.legendOpen }, { shade: 'none', text: m.map.legendNone },
    ...(hasBeyond ? [{ shade: 'beyond' as const, text: m.map.legendBeyond }] : []),
  ]
  return (
    <figcaption>
      <span className={styles['legendTitle']}>{m.map.legend}</span>
      <ul className={styles['legend']}>
        {shades.map(({ shade, text }) => (
          <li key={shade}>
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><g className={styles['area']} data-shade={shade}><rect x="2" y="2" width="16" height="16" rx="3" /></g></svg>
            {text}
          </li>
        ))}
      </ul>
    </figcaption>
  )
}
