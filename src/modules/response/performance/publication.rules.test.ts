import { describe, expect, it } from 'vitest'
import type { Figures, FigureRow } from './performance.contract.ts'
import { noFigures } from './performance.rules.ts'
import { publicMonth, publicTables } from './publication.rules.ts'

const name = { id: 'Kabupaten', en: 'Regency' }

function figures(cases: number, change: Partial<Figures> = {}): Figures {
  return { ...noFigures, cases, due: cases, kept: cases, answer: { median: 61, p90: 90, p99: 99 }, ...change }
}

function row(key: string, cases: number, change: Partial<Figures> = {}): FigureRow {
  return { key, name: { id: key, en: key }, figures: figures(cases, change) }
}

describe('what everybody may see', () => {
  it('hides one to seven, and rounds the rest to five', () => {
    const [rows] = publicTables(39, [[row('a', 23), row('b', 7), row('c', 1), row('d', 8)]])
    expect(rows!.map(({ key, cases }) => [key, cases])).toEqual([['a', 25], ['d', 10], ['b', null], ['c', null]])
    expect(rows!.find(({ key }) => key === 'b')).toMatchObject({ keptPercent: null, medianMinutes: null })
  })

  it('leaves out what had no case', () => {
    expect(publicTables(0, [[row('a', 0)]])).toEqual([[]])
  })

  it('gives shares in steps that do not tell how many they are of', () => {
    const [rows] = publicTables(1_043, [[row('a', 13, { kept: 12 }), row('b', 200, { kept: 193 }), row('c', 30), row('d', 800, { kept: 776 })]])
    expect(rows!.map(({ key, keptPercent }) => [key, keptPercent])).toEqual([['d', 97], ['b', 95], ['c', 100], ['a', 90]])
  })

  it('says nothing of reopenings and satisfaction of fewer than eight, and of more the nine elements', () => {
    const satisfaction = { count: 7, index: 90, grade: 'A', elements: [4, 4, 4, 4, 4, 4, 4, 4, 2.5] }
    const few = publicMonth('2026-10', { whole: figures(50, { judged: 7, reopened: 1, satisfaction }), districts: [], categories: [] }, name)
    expect(few).toMatchObject({ reopenedPercent: null, satisfaction: null, whole: { cases: 50 } })
    const more = publicMonth('2026-10', { whole: figures(50, { satisfaction: { ...satisfaction, count: 8 } }), districts: [], categories: [] }, name)
    expect(more.satisfaction).toEqual({ index: 90, grade: 'A', elements: [100, 100, 100, 100, 100, 100, 100, 100, 63] })
  })

  it('leaves a split out where the whole alone would tell its small numbers', () => {
    const sevens = ['a', 'b', 'c', 'd'].map((key) => row(key, 7))
    const month = publicMonth('2026-10', { whole: figures(28), districts: sevens, categories: [row('KES', 28)] }, name)
    expect(month).toMatchObject({ whole: { cases: 30 }, districts: [], categories: [{ cases: 30 }] })
  })
})
