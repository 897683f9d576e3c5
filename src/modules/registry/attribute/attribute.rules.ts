import type { Json } from '#platform/json.ts'
import type { SourcedValue } from './attribute.contract.ts'

/** What one source row says about one subject. */
export interface Statement {
  readonly values: Readonly<Record<string, Json>>
  readonly sourceKey: string
  readonly sourceName: string
  readonly sourceStrength: number
  readonly isSynthetic: boolean
  readonly rowNumber: number
  readonly asOfOn: string
  readonly validFrom: string
  readonly recordedAt: Date
}

/**
 * Every value that was ever stated, grouped by attribute, the one that counts first: the stronger source, then the later date it holds from,
 * then the one recorded last. Disagreeing values stay beside it.
 */
export function sourcedValues(statements: readonly Statement[]): readonly SourcedValue[] {
  const ranked = statements.toSorted(byWeight)
  const attributes = [...new Set(statements.flatMap((statement) => Object.keys(statement.values)))].sort()
  return attributes.flatMap((attribute) => {
    const stating = ranked.filter((statement) => statement.values[attribute] !== undefined)
    return stating.map((statement, index): SourcedValue => ({
      attribute, value: statement.values[attribute] as SourcedValue['value'], sourceKey: statement.sourceKey, sourceName: statement.sourceName,
      isSynthetic: statement.isSynthetic, rowNumber: statement.rowNumber, asOfOn: statement.asOfOn, validFrom: statement.validFrom,
      isCurrent: index === 0,
    }))
  })
}

function byWeight(left: Statement, right: Statement): number {
  return right.sourceStrength - left.sourceStrength
    || compareText(right.validFrom, left.validFrom)
    || right.recordedAt.getTime() - left.recordedAt.getTime()
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** The values that count, by attribute. */
export function currentValues(statements: readonly Statement[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(sourcedValues(statements).filter((value) => value.isCurrent).map((value) => [value.attribute, value.value as Json]))
}
