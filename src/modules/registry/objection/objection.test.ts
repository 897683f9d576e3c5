import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../../../test/world.ts'

const kemiren = 152_004
let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const form = { claim: 'should_be_out', subjectName: 'Sastro Wijaya', area: String(kemiren), words: 'Punya tiga truk', submitterName: 'Tetangga', submitterPhone: '081234567890' }

async function objectInPublic(): Promise<{ objectionId: string; address: string }> {
  const fields = { ...form, commandId: randomUUID() }
  const [first, second] = [await world.nobody().submit('/sanggah', fields), await world.nobody().submit('/sanggah', fields)]
  expect([first.statusCode, second.headers.location]).toEqual([303, first.headers.location])
  const { items } = (await (await world.as('kades.kemiren')).get('/api/registry/objections')).json<{ items: { objectionId: string }[] }>()
  return { objectionId: items.at(-1)!.objectionId, address: String(first.headers.location) }
}

describe('an objection', () => {
  test('is sent without an account, once by the same press, and answered with reasons under its number', async () => {
    const { objectionId, address } = await objectInPublic()
    const before = await world.nobody().get(address)
    expect([before.body.includes('Dijawab paling lambat 25 Desember 2026'), before.body.includes('Sastro')]).toEqual([true, false])
    const head = await world.as('kades.kemiren')
    const detail = (await head.get(`/api/registry/objections/${objectionId}`)).json<{ version: number; daysLeft: number }>()
    expect([detail.daysLeft, JSON.stringify(detail).includes('Tetangga')]).toEqual([30, false])
    const body = { seenVersion: detail.version, outcome: 'dismissed', answer: 'Truk itu milik majikannya; sudah kami periksa suratnya' }
    expect((await head.send('POST', `/api/registry/objections/${objectionId}/answer`, body)).statusCode).toBe(200)
    const again = await head.send('POST', `/api/registry/objections/${objectionId}/answer`, body)
    expect(again.json<{ kind: string }>().kind).toBe('objection_answered')
    expect((await world.nobody().get(address)).body).toContain('Truk itu milik majikannya')
  })

  test('keeps who objected from everybody but those who must call back, and each look is for a reason', async () => {
    const { objectionId } = await objectInPublic()
    const ask = async (username: string) => (await world.as(username)).send('POST', `/api/registry/objections/${objectionId}/objector-reveal`, { reason: 'Menanyakan bukti' })
    expect((await ask('kades.kemiren')).statusCode).toBe(403)
    expect((await ask('dinsos')).json()).toEqual({ name: 'Tetangga', phone: '+6281234567890' })
  })

  test('that nobody answered in time is among the late ones', async () => {
    const { objectionId } = await objectInPublic()
    const late = async () => (await (await world.as('upt.glagah')).get('/api/registry/objections?show=late')).json<{ items: { objectionId: string; isLate: boolean }[] }>().items
    expect((await late()).map((item) => item.objectionId)).not.toContain(objectionId)
    world.clock.advance(31 * 86_400_000)
    expect((await late()).map((item) => [item.objectionId, item.isLate])).toContainEqual([objectionId, true])
    world.clock.advance(-31 * 86_400_000)
  })

  test('gives back what was typed, with what to mend', async () => {
    const refused = await world.nobody().submit('/sanggah', { ...form, claim: '', words: 'Tetap ada', subjectName: '' })
    expect([refused.statusCode, refused.body.includes('Pilih apa yang Anda sanggah'), refused.body.includes('Tetap ada')]).toEqual([422, true, true])
  })

  test('gets a second look by somebody else, asked for under its number once and in time', async () => {
    const { objectionId, address } = await objectInPublic()
    const head = await world.as('kades.kemiren')
    const path = `/api/registry/objections/${objectionId}`
    const answer = { outcome: 'dismissed', answer: 'Truk itu milik majikannya; sudah kami periksa suratnya' }
    const early = await world.nobody().submit(address, { words: 'Belum dijawab', commandId: randomUUID() })
    expect([early.statusCode, early.body.includes('tidak bisa diminta')]).toEqual([422, true])
    await head.send('POST', `${path}/answer`, { seenVersion: 1, ...answer })
    expect((await world.nobody().get(address)).body).toContain('Minta diperiksa lagi')
    const empty = await world.nobody().submit(address, { words: ' ', commandId: randomUUID() })
    expect([empty.statusCode, empty.body.includes('Tulis alasannya')]).toEqual([422, true])
    const asked = { words: 'STNK atas nama anaknya yang serumah', commandId: randomUUID() }
    const [first, again] = [await world.nobody().submit(address, asked), await world.nobody().submit(address, asked)]
    expect([first.statusCode, again.statusCode, first.headers.location]).toEqual([303, 303, address])
    const twice = await world.nobody().submit(address, { words: 'Sekali lagi', commandId: randomUUID() })
    expect(twice.statusCode).toBe(422)

    const seen = (await head.get(path)).json<{ state: string; blockedBy: string; daysLeft: number; version: number; appeal: { words: string } }>()
    expect(seen).toMatchObject({ state: 'appealed', blockedBy: 'first_answer', daysLeft: 14, appeal: { words: 'STNK atas nama anaknya yang serumah' } })
    const second = { seenVersion: seen.version, outcome: 'upheld', answer: 'Diperiksa lagi di Samsat: truk atas nama anak yang satu KK' }
    expect((await head.send('POST', `${path}/second-answer`, second)).json<{ kind: string }>().kind).toBe('first_answer')
    expect((await (await world.as('dinsos')).send('POST', `${path}/second-answer`, second)).json()).toEqual({ state: 'settled' })
    const page = (await world.nobody().get(address)).body
    expect([page.includes('Samsat'), page.includes('Truk itu milik majikannya'), page.includes('Minta diperiksa lagi')]).toEqual([true, true, false])
  })

  test('gets no second look when its time is over', async () => {
    const { objectionId, address } = await objectInPublic()
    await (await world.as('kades.kemiren')).send('POST', `/api/registry/objections/${objectionId}/answer`, {
      seenVersion: 1, outcome: 'partly', answer: 'Sebagian benar, datanya dibetulkan bulan depan',
    })
    world.clock.advance(15 * 86_400_000)
    expect((await world.nobody().submit(address, { words: 'Terlambat', commandId: randomUUID() })).statusCode).toBe(422)
    world.clock.advance(-15 * 86_400_000)
  })
})
