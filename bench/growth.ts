/** What something cost at one size of the work. */
export interface CostAtSize {
  readonly size: number
  readonly value: number
}

/** A figure that is a cost, with what it was at each size. */
export interface Costs {
  readonly unit: string
  readonly costs: readonly CostAtSize[]
}

interface Measured extends CostAtSize {
  readonly unit: string
}

/**
 * The exponent e of cost ~ size^e: the slope of the straight line that fits best through the logarithms. 1: twice the work costs twice as much; 0: it
 * costs the same. Undefined for less than two sizes, or a cost that was too small to be measured.
 */
export function exponentOf(costs: readonly CostAtSize[]): number | undefined {
  if (costs.some(({ value }) => value <= 0) || new Set(costs.map(({ size }) => size)).size < 2) return undefined
  const points = costs.map(({ size, value }) => ({ x: Math.log(size), y: Math.log(value) }))
  const middle = { x: mean(points.map(({ x }) => x)), y: mean(points.map(({ y }) => y)) }
  const slope = points.reduce((sum, { x, y }) => sum + (x - middle.x) * (y - middle.y), 0)
  return slope / points.reduce((sum, { x }) => sum + (x - middle.x) ** 2, 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The figures that are a cost (time, memory, or so many a second, of which the cost is the time of one), each with its sizes; one of a unit and size. */
export function costsIn(figures: readonly Measured[]): readonly Costs[] {
  const units = Map.groupBy(figures.filter(({ unit }) => isTimeOrMemory(unit) || isRate(unit)), ({ unit }) => unit)
  return [...units].map(([unit, all]) => ({
    unit: isRate(unit) ? `s for one of the ${unit}` : unit,
    costs: [...Map.groupBy(all, ({ size }) => size).values()].map(([first]) => ({ size: first!.size, value: isRate(unit) ? 1 / first!.value : first!.value })),
  }))
}

function isTimeOrMemory(unit: string): boolean {
  return /^(s|ms|CPU-s|MB)\b/.test(unit)
}

function isRate(unit: string): boolean {
  return unit.endsWith('/s')
}
