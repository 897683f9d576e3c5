import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Figures, FigureRow } from './performance.contract.ts'
import { noFigures } from './performance.rules.ts'
import { publicMonth, publicRows } from './publication.rules.ts'

const name = { id: 'Kabupaten', en: 'Regency' }

function figures(cases: number, change: Partial<Figures> = {}): Figures {
  return { ...noFigures, cases, due: cases, kept: cases, answer: { median: 61, p90: 90, p99: 99 }, ...change }
}

function row(key: string, cases: number, change: Partial<Figures> = {}): FigureRow {
  return { key, name: { id: key, en: key }, figures: figures(cases, change) }
}

describe('what everybody may see', () => {
  it('hides one to seven, and rounds the rest to five', () => {
    const rows = publicRows([row('a', 23), row('b', 7), row('c', 1), row('d', 8)])
    expect(rows.map(({ key, cases }) => [key, cases])).toEqual([['a', 25], ['d', 10], ['b', null], ['c', null]])
    expect(rows.find(({ key }) => key === 'b')).toMatchObject({ keptPercent: null, medianMinutes: null })
  })

  it('hides the next smallest too where one alone would be hidden', () => {
    expect(publicRows([row('a', 40), row('b', 12), row('c', 3)]).map(({ cases }) => cases)).toEqual([40, null, null])
  })

  it('leaves out what had no case', () => {
    expect(publicRows([row('a', 0)])).toEqual([])
  })

  it('gives shares in steps that do not tell how many they are of', () => {
    expect(publicRows([row('a', 13, { kept: 12 }), row('b', 200, { kept: 193 }), row('c', 30)]).map(({ keptPercent }) => keptPercent)).toEqual([97, 100, 90])
  })

  it('says nothing of reopenings and satisfaction of fewer than eight', () => {
    const satisfaction = { count: 7, index: 90, grade: 'A', elements: null }
    const month = publicMonth('2026-10', { whole: figures(50, { judged: 7, reopened: 1, satisfaction }), districts: [], categories: [] }, name)
    expect(month).toMatchObject({ reopenedPercent: null, satisfaction: null, whole: { cases: 50 } })
  })

  it('never lets a hidden number be told apart from its neighbours by subtraction', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 25 }), (counts) => {
      const rows = publicRows(counts.map((count, index) => row(`d${String(index).padStart(2, '0')}`, count)))
      const hidden = rows.filter(({ cases }) => cases === null)
      expect(hidden).not.toHaveLength(1)
      for (const { cases } of rows) if (cases !== null) expect(cases % 5).toBe(0)
    }))
  })
})
