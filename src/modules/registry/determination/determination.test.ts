import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeConfirmed } from '../../../../test/make/proposals.ts'
import { textOfPdf } from '../../../../test/make/pdf-text.ts'
import { scanOf } from '../../../../test/make/pdf.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let dinsos: Client
let kesra: Client
beforeAll(async () => {
  world = await startWorld()
  dinsos = await world.as('dinsos')
  kesra = await world.as('kesra')
})
afterAll(() => world.close())

const decree = { decreeOn: '2026-11-25', signerName: 'Raden Wirya Atmaja', signerTitle: 'Bupati Banyuwangi' }

async function prepare(proposalIds: readonly string[]): Promise<string> {
  const made = await dinsos.send('POST', '/api/registry/determinations', { proposalIds })
  expect(made.statusCode, made.body).toBe(201)
  return made.json<{ determinationId: string }>().determinationId
}

const enter = (client: Client, id: string, decreeNumber: string) => (
  client.send('POST', `/api/registry/determinations/${id}/decree`, { ...decree, decreeNumber, seenVersion: 1 })
)
const stateOf = async (id: string) => (await dinsos.get(`/api/registry/proposals/${id}`)).json<{
  state: string; month: string | null; steps: { act: string; words: string | null; detail: Record<string, string> }[]
}>()
const kindOf = (answer: { json: <T>() => T }): string => answer.json<{ kind: string }>().kind

describe('a determination', () => {
  test('takes confirmed proposals into a decree, with a frozen list in which numbers are covered', async () => {
    const ids = [await makeConfirmed(world, { subjectName: 'Sumiati', subjectNik: '3510155203900011' }), await makeConfirmed(world, { subjectName: 'Tukijan' })]
    const id = await prepare(ids)
    const entered = await enter(kesra, id, '188/1/KEP/2026')
    expect(entered.json(), entered.body).toEqual({ state: 'determined', version: 2, month: '2026-12' })
    const seen = await stateOf(ids[0]!)
    expect(seen).toMatchObject({ state: 'determined', month: '2026-12' })
    expect(seen.steps.at(-1)?.detail).toEqual({ decree: '188/1/KEP/2026', decreeOn: '2026-11-25', enteredFor: 'Raden Wirya Atmaja, Bupati Banyuwangi' })
    const file = await kesra.get(`/api/registry/determinations/${id}/document`)
    expect(file.headers['content-type']).toBe('application/pdf')
    const text = await textOfPdf(file.rawPayload)
    expect(text).toContain('188/1/KEP/2026')
    expect(text).toContain('Sumiati')
    expect(text).not.toContain('3510155203900011')
    expect((await kesra.get(`/api/registry/determinations/${id}/document`)).rawPayload.equals(file.rawPayload)).toBe(true)
  })

  test('is checked by anybody who holds its list, also after part of it was corrected, without a name', async () => {
    const [kept, wrong] = [await makeConfirmed(world, { subjectName: 'Kartinah' }), await makeConfirmed(world, { subjectName: 'Legiman' })]
    const id = await prepare([kept, wrong])
    await enter(kesra, id, '188/21/KEP/2026')
    const text = textOfPdf((await kesra.get(`/api/registry/determinations/${id}/document`)).rawPayload).replaceAll(/\s+/g, ' ')
    const code = /BWI-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(text)![0]
    const page = await world.nobody().get(`/cek/${code}`)
    const { documentSha256 } = (await kesra.get(`/api/registry/determinations/${id}`)).json<{ documentSha256: string }>()
    expect(page.statusCode).toBe(200)
    for (const words of ['Surat ini asli', 'Lampiran keputusan penetapan', '188/21/KEP/2026', 'Bupati Banyuwangi', documentSha256.slice(0, 16)]) expect(page.body).toContain(words)
    for (const words of ['Kartinah', 'Legiman', 'Raden Wirya']) expect(page.body).not.toContain(words)
    const correction = await dinsos.send('POST', `/api/registry/determinations/${id}/corrections`, { proposalIds: [wrong], reason: 'Ternyata sudah pindah' })
    await enter(kesra, correction.json<{ determinationId: string }>().determinationId, '188/22/KEP/2026')
    const later = (await world.nobody().get(`/en/cek/${code.toLowerCase()}`)).body
    expect(later).toContain('part of it was corrected')
    expect(later).toContain('188/22/KEP/2026')
  })

  test('keeps the decree as it was signed, made anew, beside its list; a draft has none', async () => {
    const id = await prepare([await makeConfirmed(world, { subjectName: 'Sumarni' })])
    const attach = (client: Client, bytes: Buffer) => client.send('POST', `/api/registry/determinations/${id}/scan`, bytes, { contentType: 'application/octet-stream' })
    expect(kindOf(await attach(kesra, scanOf()))).toBe('determination_not_in_force')
    await enter(kesra, id, '188/23/KEP/2026')
    expect(kindOf(await attach(kesra, Buffer.from('%PDF-1.4 bukan')))).toBe('scan_unreadable')
    expect((await attach(dinsos, scanOf())).statusCode).toBe(403)
    expect((await attach(kesra, scanOf({ catalogue: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' }))).statusCode).toBe(200)
    const file = await dinsos.get(`/api/registry/determinations/${id}/scan`)
    expect([file.statusCode, file.headers['content-type'], file.body.includes('JavaScript')]).toEqual([200, 'application/pdf', false])
    const { signedCopy } = (await dinsos.get(`/api/registry/determinations/${id}`)).json<{ signedCopy: { sha256: string; byName: string } }>()
    expect(signedCopy.sha256).toBe(createHash('sha256').update(file.rawPayload).digest('hex'))
    const list = textOfPdf((await kesra.get(`/api/registry/determinations/${id}/document`)).rawPayload)
    const page = await world.nobody().get(`/cek/${/BWI-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(list.replaceAll(/\s+/g, ' '))![0]}`)
    expect(page.body).toContain(signedCopy.sha256.slice(0, 16))
  })

  test('is not entered by who prepared it, nor twice, nor with the number of another, nor for tomorrow', async () => {
    const id = await prepare([await makeConfirmed(world, { subjectName: 'Wagirah' })])
    expect((await enter(dinsos, id, '188/2/KEP/2026')).statusCode).toBe(403)
    const early = await kesra.send('POST', `/api/registry/determinations/${id}/decree`, { ...decree, decreeOn: '2026-12-31', decreeNumber: '188/2', seenVersion: 1 })
    expect(kindOf(early)).toBe('decree_day_in_future')
    expect((await enter(kesra, id, '188/3/KEP/2026')).statusCode).toBe(200)
    expect(kindOf(await enter(kesra, id, '188/3/KEP/2026'))).toBe('determination_settled')
    const other = await prepare([await makeConfirmed(world, { subjectName: 'Ngatinah' })])
    expect(kindOf(await enter(kesra, other, '188/3/KEP/2026'))).toBe('decree_number_used')
  })

  test('holds only what is confirmed, each in one draft, and frees it when given up', async () => {
    const proposalId = await makeConfirmed(world, { subjectName: 'Paijo' })
    const id = await prepare([proposalId])
    expect(kindOf(await dinsos.send('POST', '/api/registry/determinations', { proposalIds: [proposalId] }))).toBe('determination_item_unready')
    const given = await kesra.send('POST', `/api/registry/determinations/${id}/discarding`, { seenVersion: 1, reason: 'Nama kepala keluarga salah tulis' })
    expect(given.json()).toEqual({ state: 'discarded', version: 2 })
    expect((await prepare([proposalId])).length).toBe(36)
  })

  test('is undone only by a correcting decree, after which the village starts again', async () => {
    const [wrong, right] = [await makeConfirmed(world, { subjectName: 'Salah' }), await makeConfirmed(world, { subjectName: 'Benar' })]
    const id = await prepare([wrong, right])
    await enter(kesra, id, '188/4/KEP/2026')
    expect(kindOf(await kesra.send('POST', `/api/registry/proposals/${wrong}/return`, { seenVersion: 6, reason: 'Ternyata mampu' }))).toBe('step_out_of_order')
    const prepared = await dinsos.send('POST', `/api/registry/determinations/${id}/corrections`, { proposalIds: [wrong], reason: 'Ternyata dua keluarga bernama sama' })
    const correction = prepared.json<{ determinationId: string }>().determinationId
    expect((await stateOf(wrong)).state).toBe('determined')
    expect((await enter(kesra, correction, '188/5/KEP/2026')).statusCode).toBe(200)
    const after = await stateOf(wrong)
    expect([after.state, (await stateOf(right)).state]).toEqual(['returned', 'determined'])
    expect(after.steps.at(-1)).toMatchObject({ act: 'revoke', words: 'Ternyata dua keluarga bernama sama', detail: { decree: '188/5/KEP/2026' } })
    const seen = (await kesra.get(`/api/registry/determinations/${id}`)).json<{ correctedBy: { decreeNumber: string }[] }>()
    expect(seen.correctedBy.map((each) => each.decreeNumber)).toEqual(['188/5/KEP/2026'])
    const again = await dinsos.send('POST', `/api/registry/determinations/${correction}/corrections`, { proposalIds: [wrong], reason: 'Bukan untuk ini' })
    expect(kindOf(again)).toBe('determination_not_in_force')
  })
})

test('a month tells whoever counts how much waits for whom, and nobody else', async () => {
  await makeConfirmed(world, { subjectName: 'Menunggu' })
  const seen = (await (await world.as('bappeda')).get('/api/registry/proposal-months')).json<{
    month: string; dates: { step: string; on: string }[]; total: { toDetermine: number; toExport: number }; villages: { villageName: string }[]
  }>()
  expect(seen).toMatchObject({ month: '2026-12', villages: [{ villageName: 'Kemiren' }] })
  expect(seen.total.toDetermine).toBeGreaterThan(0)
  expect(seen.dates.at(-1)).toMatchObject({ step: 'cutoff', on: '2026-12-17' })
  const elsewhere = (await (await world.as('operator.tembokrejo')).get('/api/registry/proposal-months')).json<{ villages: unknown[] }>()
  expect(elsewhere.villages).toEqual([])
  expect((await (await world.as('warga')).get('/api/registry/proposal-months')).statusCode).toBe(403)
})
