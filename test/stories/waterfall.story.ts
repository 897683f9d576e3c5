import { expect } from 'vitest'
import { linkRegistry } from '#modules/registry/index.ts'
import { kemiren } from '../make/cases.ts'
import { makeFamily, type MemberTraits } from '../make/family.ts'
import { rest } from './rest.ts'
import { setStage } from './stage.ts'

const { story, world } = setStage()

const somebody: MemberTraits = { name: 'MUHAMMAD SUTRISNO', sex: 'male', birthOn: '1979-05-12', values: { motherName: 'SUMIATI' } }
const neighbours = ['PONIRAN', 'KASTURI', 'BAMBANG IRAWAN', 'EKO PRASETYO', 'JUMADI', 'TUGIMAN', 'SUPARDI', 'WAHYU HIDAYAT', 'I MADE SUARDANA', 'YOSEF LAMA', 'ANTON WIBOWO', 'DARMAJI']
const home = { areaId: kemiren, hamlet: 'Krajan', rw: 2, rt: 3 } as const

story('an operator reads step by step why the engine holds two for one', async ({ page, screen, signIn, visit, look }) => {
  const lastName = screen === 'phone' ? 'WIRYO' : 'HARJO'
  const known = { ...somebody, name: `MUHAMMAD ${lastName}`, nik: screen === 'phone' ? '3510151205790002' : '3510151205790004' }
  const misspelt = { ...somebody, name: `MOH. ${lastName}` }
  // Among two people every name is common: rarity is counted among those who are there.
  for (const [at, name] of neighbours.entries()) await makeFamily(world(), { areaId: kemiren, members: [{ name, sex: 'male', birthOn: `19${50 + at}-03-1${at % 10}` }] })
  for (const member of [known, misspelt]) await makeFamily(world(), { ...home, members: [member] })
  expect((await linkRegistry(world().deps, { threads: 1, seed: 1, learns: false, asks: true })).asked).toBeGreaterThan(0)
  await signIn('operator.kemiren')
  await visit('/petugas/ganda')
  await page.getByRole('link', { name: new RegExp(`Bandingkan MUHAMMAD ${lastName}|Bandingkan MOH`) }).first().click()
  const steps = page.getByRole('list', { name: 'Mengapa dianggap sama' }).getByRole('listitem')
  await steps.first().waitFor()
  await rest(page)
  const told = await steps.allInnerTexts()
  expect(told[0]).toContain('Sebelum apa pun dibandingkan')
  expect(told).toContainEqual(expect.stringMatching(/^Tanggal lahir sama\s+\+/))
  expect(told).toContainEqual(expect.stringMatching(/^RT dan RW sama/))
  expect(told.at(-1)).toContain('Jumlah')
  const numbers = told.map((text) => Number(/[+-]?\d+(,\d+)?$/.exec(text.trim().replace('−', '-'))?.[0].replace(',', '.')))
  expect(Math.abs(numbers.slice(0, -1).reduce((sum, number) => sum + number, 0) - numbers.at(-1)!), told.join('; ')).toBeLessThan(0.5)
  await page.getByText(/Kemungkinan orang yang sama: \d+/).scrollIntoViewIfNeeded()
  await look('why the engine holds two for one')
})
