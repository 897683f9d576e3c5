import { afterAll, beforeAll, expect, test } from 'vitest'
import { kemiren } from '../../../../test/make/cases.ts'
import { textOfPdf } from '../../../../test/make/pdf-text.ts'
import { startWorld, type World } from '../../../../test/world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld({ environment: { PUBLIC_URL: 'https://lapor.contoh.id' } })
})
afterAll(() => world.close())

const ask = async (areaId: number, paper = 'a4') => (await world.as('operator.kemiren')).get(`/api/exchange/posters?areaId=${areaId}&paper=${paper}`)

test('a village has one page, with its name, its address and the emergency number', async () => {
  const answer = await ask(kemiren)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
  const words = textOfPdf(answer.rawPayload)
  expect(words).toContain('Kemiren')
  expect(words).toContain('112')
  expect(words.replaceAll(/\s/g, '')).toContain('lapor.contoh.id/lapor?desa=3510152004')
})

test('the address on it opens the form with the village chosen', async () => {
  const page = await world.nobody().get('/lapor?desa=3510152004')
  expect(page.body).toMatch(new RegExp(`value="${kemiren}" selected`))
})

test('a district has a page for each village; an area that is none is refused, and so is a stranger', async () => {
  const [district, single] = [await ask(15, 'a3'), await ask(kemiren, 'a3')]
  expect(district.rawPayload.length).toBeGreaterThan(single.rawPayload.length)
  expect((await ask(999_999)).statusCode).toBe(404)
  expect((await world.nobody().get(`/api/exchange/posters?areaId=${kemiren}&paper=a4`)).statusCode).toBe(401)
})
