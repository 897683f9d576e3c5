import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreement, findExportRule, isTraced, markAddress, needsApproval, readMark } from './export.rules.ts'

const rule = { key: 'a', approvalAbove: 100, keepHours: 24, from: '2026-01-01', to: null, source: { cites: 'x', tag: 'design' } } as const

test.each([[100, false, false], [101, false, true], [1, true, true], [0, false, false]])('%i rows, whole numbers %s: needs approval %s', (rowCount, fullNumbers, needed) => {
  expect(needsApproval(rule, { rowCount, fullNumbers })).toBe(needed)
})

test('the rule of the day holds', () => {
  const exports = [{ ...rule, key: 'old', to: '2026-06-30' }, { ...rule, key: 'new', from: '2026-07-01' }]
  expect(['2025-01-01', '2026-06-30', '2026-07-01'].map((day) => findExportRule({ exports }, day).key)).toEqual(['old', 'old', 'new'])
})

test.each(['Krajan, RT 003 / RW 001, Kemiren', 'RT –/RW 001', 'Jl. Melati 4, RT 012 / RW 999'])('%s carries either mark and stays the same address', (address) => {
  for (const mark of [0, 1] as const) expect(readMark(markAddress(address, mark))).toBe(mark)
  expect(markAddress(address, 1).replaceAll(' ', '')).toBe(address.replaceAll(' ', ''))
})

test('an address without RT and RW carries none', () => {
  expect(readMark('Dusun Krajan')).toBeUndefined()
})

test('a file is traced to its own export and to no other', () => {
  const markOf = (secret: string) => (name: string) => (createHash('sha256').update(secret + name).digest()[0]! & 1) as 0 | 1
  fc.assert(fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 40, maxLength: 60 }), fc.string(), fc.string(), (names, own, other) => {
    fc.pre(own !== other)
    const rows = names.map((name) => ({ name, mark: markOf(own)(name) }))
    expect(isTraced(rows.length, agreement(rows, markOf(own)))).toBe(true)
    expect(isTraced(rows.length, agreement(rows, markOf(other)))).toBe(false)
  }), { seed: 7 })
})

test('few marks are no proof', () => {
  expect([isTraced(15, 15), isTraced(16, 16), isTraced(40, 37), isTraced(40, 38)]).toEqual([false, true, false, true])
})
