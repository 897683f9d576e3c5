import { findSource, strengthOf, type SourceCatalogue } from '#modules/registry/source/source.rules.ts'
import type { Json } from '#platform/json.ts'
import { groupOf } from './attribute-group.rules.ts'
import type { HistoryStep, SourcedValue, WinningRule } from './attribute.contract.ts'

/** What one source row says about one subject. */
export interface Statement {
  readonly values: Readonly<Record<string, Json>>
  readonly sourceKey: string
  readonly sourceName: string
  /** Of a source that the regency's catalogue does not have. */
  readonly sourceStrength: number
  readonly isSynthetic: boolean
  readonly sourceRecordId: string
  readonly snapshotId: string
  readonly rowNumber: number
  readonly asOfOn: string
  readonly validFrom: string
  readonly recordedAt: Date
}

/** A state of knowledge: what held on a day, as far as it was recorded by a moment. */
export interface AsOf {
  readonly on: string
  readonly recordedBy: Date
}

/** What was known then about that day. */
export function statementsAsOf(statements: readonly Statement[], { on, recordedBy }: AsOf): readonly Statement[] {
  return statements.filter((statement) => statement.validFrom <= on && statement.recordedAt.getTime() <= recordedBy.getTime())
}

/** One statement as far as it speaks of one attribute. */
interface Voice {
  readonly statement: Statement
  readonly value: Json
  readonly text: string
  readonly strength: number
}

/**
 * Every value that was ever stated, grouped by attribute, the one that counts first: of the source that is stronger on the matter, then the one
 * that holds from the later day, then of the later list; at last a fixed order decides, so that nothing hangs on which list arrived first.
 */
export function sourcedValues(statements: readonly Statement[], catalogue: SourceCatalogue): readonly SourcedValue[] {
  return shownAttributes(statements).flatMap((attribute) => {
    const voices = rankVoices(statements, attribute, catalogue)
    return voices.map((voice, index) => valueView(attribute, voice, { voices, isCurrent: index === 0 }))
  })
}

/** Every attribute that somebody speaks of; a home is shown as the family's address. */
function shownAttributes(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.flatMap((statement) => Object.keys(statement.values)))].filter((attribute) => attribute !== 'home').sort()
}

/** Every value of one attribute with its statement, the one that counts first. */
export function rankedValues(statements: readonly Statement[], attribute: string, catalogue: SourceCatalogue): readonly { readonly value: Json; readonly statement: Statement }[] {
  return rankVoices(statements, attribute, catalogue)
}

function rankVoices(statements: readonly Statement[], attribute: string, catalogue: SourceCatalogue): readonly Voice[] {
  const voices = statements.flatMap((statement): Voice[] => {
    const value = statement.values[attribute]
    if (value === undefined) return []
    return [{ statement, value, text: JSON.stringify(value), strength: believed(statement, attribute, catalogue) }]
  })
  return voices.toSorted(compareVoices)
}

function believed(statement: Statement, attribute: string, catalogue: SourceCatalogue): number {
  const { sourceKey, validFrom, sourceStrength } = statement
  if (findSource(catalogue, sourceKey) === undefined) return sourceStrength
  const group = groupOf(attribute)
  return strengthOf(catalogue, sourceKey, { on: validFrom, ...(group !== undefined && { group }) })
}

const criteria: readonly { readonly rule: WinningRule; readonly compare: (left: Voice, right: Voice) => number }[] = [
  { rule: 'stronger', compare: (left, right) => right.strength - left.strength },
  { rule: 'later', compare: (left, right) => compareText(right.statement.validFrom, left.statement.validFrom) },
  { rule: 'later_list', compare: (left, right) => compareText(right.statement.asOfOn, left.statement.asOfOn) },
  { rule: 'fixed_order', compare: compareFixed },
]

function compareVoices(left: Voice, right: Voice): number {
  for (const { compare } of criteria) {
    const order = compare(left, right)
    if (order !== 0) return order
  }
  return 0
}

/**
 * Source, then the later row (a visit that knew of another stands in a later row), then value: what stays the same however and whenever the lists
 * came. Ids come last, where the value is the same anyway.
 */
function compareFixed(left: Voice, right: Voice): number {
  return compareText(left.statement.sourceKey, right.statement.sourceKey)
    || right.statement.rowNumber - left.statement.rowNumber
    || compareText(left.text, right.text)
    || compareText(left.statement.sourceRecordId, right.statement.sourceRecordId)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Why the first voice counts: nobody else speaks, all agree, or by what it comes before the first that differs. */
function winningRule([winner, ...others]: readonly Voice[]): WinningRule {
  if (winner === undefined || others.length === 0) return 'only'
  const rival = others.find((other) => other.text !== winner.text)
  if (rival === undefined) return 'agreed'
  return criteria.find(({ compare }) => compare(winner, rival) !== 0)?.rule ?? 'fixed_order'
}

function valueView(attribute: string, voice: Voice, given: { voices: readonly Voice[]; isCurrent: boolean }): SourcedValue {
  const { statement, value } = voice
  const { sourceKey, sourceName, isSynthetic, snapshotId, sourceRecordId, rowNumber, asOfOn, validFrom } = statement
  return {
    attribute, value: value as SourcedValue['value'], sourceKey, sourceName, isSynthetic, snapshotId, sourceRecordId, rowNumber, asOfOn, validFrom,
    recordedAt: statement.recordedAt.toISOString(), isCurrent: given.isCurrent, differs: voice.text !== given.voices[0]?.text,
    rule: given.isCurrent ? winningRule(given.voices) : null,
  }
}

/** The values that count, by attribute. */
export function currentValues(statements: readonly Statement[], catalogue: SourceCatalogue): Readonly<Record<string, Json>> {
  return Object.fromEntries(sourcedValues(statements, catalogue).filter((value) => value.isCurrent).map((value) => [value.attribute, value.value as Json]))
}

/** The value of one attribute that counts, with the statement that it comes from; undefined when nobody states it. */
export function currentValue(statements: readonly Statement[], attribute: string, catalogue: SourceCatalogue): { value: Json; statement: Statement } | undefined {
  return rankVoices(statements, attribute, catalogue)[0]
}

/**
 * How each attribute changed, as it is known now: from which day which value counted, the latest first. Attributes that always had one value
 * are left out.
 */
export function valueHistory(statements: readonly Statement[], catalogue: SourceCatalogue): readonly HistoryStep[] {
  return shownAttributes(statements).flatMap((attribute) => {
    const steps = stepsOf(rankVoices(statements, attribute, catalogue)).map((step) => ({ attribute, ...step }))
    return steps.length > 1 ? steps.toReversed() : []
  })
}

function stepsOf(voices: readonly Voice[]): Omit<HistoryStep, 'attribute'>[] {
  const days = [...new Set(voices.map((voice) => voice.statement.validFrom))].sort()
  const steps: (Omit<HistoryStep, 'attribute'> & { text: string })[] = []
  for (const from of days) {
    const known = voices.filter((voice) => voice.statement.validFrom <= from)
    const winner = known[0]
    if (winner === undefined || winner.text === steps.at(-1)?.text) continue
    steps.push({ from, value: winner.value as HistoryStep['value'], sourceName: winner.statement.sourceName, rule: winningRule(known), text: winner.text })
  }
  return steps.map(({ text: _text, ...step }) => step)
}
