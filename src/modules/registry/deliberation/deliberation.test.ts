import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textOfPdf } from '../../../../test/make/pdf-text.ts'
import { scanOf } from '../../../../test/make/pdf.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

const kemiren = 152_004
let world: World
let operator: Client
let head: Client
beforeAll(async () => {
  world = await startWorld()
  operator = await world.as('operator.kemiren')
  head = await world.as('kades.kemiren')
})
afterAll(() => world.close())

/** A proposal that somebody checked. */
async function checkedProposal(name: string): Promise<string> {
  const body = { kind: 'in', subjectName: name, areaId: kemiren, criteria: ['no_dwelling'], reason: 'Menumpang di rumah tetangga' }
  const { proposalId } = (await operator.send('POST', '/api/registry/proposals', body)).json<{ proposalId: string }>()
  const check = { seenVersion: 1, findings: 'Benar, menumpang di dapur' }
  expect((await (await world.as('satgas.kemiren')).send('POST', `/api/registry/proposals/${proposalId}/check`, check)).statusCode).toBe(200)
  return proposalId
}

interface Seen {
  readonly version: number
  readonly state: string
  readonly number: string | null
  readonly minutesSha256: string
  readonly signedCopy: { readonly sha256: string; readonly byName: string | null } | null
  readonly missing: readonly string[]
  readonly items: readonly { itemNo: number; decision: { decision: string } | null }[]
}

const see = async (id: string): Promise<Seen> => (await operator.get(`/api/registry/deliberations/${id}`)).json<Seen>()

async function step(client: Client, id: string, path: string, body: object) {
  const { version } = await see(id)
  const method = /^(attendees|agenda|items)/.test(path) ? 'PUT' : 'POST'
  return client.send(method, `/api/registry/deliberations/${id}/${path}`, { seenVersion: version, ...body })
}

const people = ['Misnadi', 'Sukarno', 'Wagirah', 'Tukijan', 'Paijo', 'Sumiati'].map((name) => ({ name, role: 'community', present: true }))
const decision = { decision: 'agreed', ballot: 'consensus', reason: 'Sesuai hasil pemeriksaan rumah' }

/** A meeting that is open, with people and an agenda. */
async function openMeeting(proposalIds: readonly string[]): Promise<string> {
  const plan = { areaId: kemiren, heldOn: '2026-11-26', startsAt: '09:00', place: 'Balai desa', chairName: 'Misnadi', secretaryName: 'Sri Wahyuni' }
  const { deliberationId } = (await operator.send('POST', '/api/registry/deliberations', plan)).json<{ deliberationId: string }>()
  expect((await step(operator, deliberationId, 'attendees', { attendees: people })).statusCode).toBe(200)
  expect((await step(operator, deliberationId, 'agenda', { proposalIds })).statusCode).toBe(200)
  expect((await step(operator, deliberationId, 'opening', {})).statusCode).toBe(200)
  return deliberationId
}

async function kindOf(answer: Promise<{ json: <T>() => T }>): Promise<string> {
  return (await answer).json<{ kind: string }>().kind
}

describe('a meeting', () => {
  test('decides, closes once everything is there, and makes minutes that anybody can check', async () => {
    const [first, second] = [await checkedProposal('Ngatinah'), await checkedProposal('Wagiman')]
    const id = await openMeeting([first, second])
    expect(await kindOf(step(head, id, 'closing', {}))).toBe('decisions_missing')
    await step(operator, id, 'items/1', decision)
    expect(await kindOf(step(operator, id, 'items/2', { ...decision, ballot: 'vote' }))).toBe('votes_missing')
    await step(operator, id, 'items/2', { decision: 'declined', ballot: 'vote', votesFor: 1, votesAgainst: 5, reason: 'Masih punya rumah lain' })
    expect((await step(operator, id, 'closing', {})).statusCode).toBe(403)
    const closed = await step(head, id, 'closing', {})
    expect([closed.statusCode, closed.json()], closed.body).toEqual([200, expect.objectContaining({ state: 'closed', number: '001/BA-MUSDES/35.10.15.2004/2026' })])
    const states = await Promise.all([first, second].map(async (proposalId) => (await operator.get(`/api/registry/proposals/${proposalId}`)).json<{ state: string }>().state))
    expect(states).toEqual(['agreed', 'declined'])
    await checkMinutes(id)
    expect(await kindOf(step(operator, id, 'attendees', { attendees: [] }))).toBe('deliberation_step_out_of_order')
  })

  async function checkMinutes(id: string): Promise<void> {
    const file = await operator.get(`/api/registry/deliberations/${id}/minutes`)
    const { minutesSha256 } = await see(id)
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(minutesSha256)
    const text = textOfPdf(file.rawPayload).replaceAll(/\s+/g, ' ')
    for (const words of ['001/BA-MUSDES', 'Ngatinah', 'Tidak disetujui', 'Misnadi']) expect(text.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''))
    const code = /BWI-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(text)?.[0]
    const page = await world.nobody().get(`/cek/${code}`)
    expect([page.statusCode, page.body.includes('Surat ini asli'), page.body.includes('Ngatinah')]).toEqual([200, true, false])
  }

  test('does not close without its quorum', async () => {
    const id = await openMeeting([await checkedProposal('Sarinem')])
    await step(operator, id, 'items/1', decision)
    await step(operator, id, 'attendees', { attendees: people.map((each, at) => ({ ...each, present: at < 3 })) })
    expect(await kindOf(step(head, id, 'closing', {}))).toBe('quorum_missing')
    expect((await see(id)).missing).toEqual(['quorum'])
    expect((await step(operator, id, 'cancellation', { reason: 'Yang hadir kurang' })).json()).toMatchObject({ state: 'cancelled' })
  })

  test('takes onto its agenda only what was checked, and what no other agenda holds', async () => {
    const proposalId = await checkedProposal('Tumini')
    const id = await openMeeting([proposalId])
    const other = await openMeeting([])
    expect(await kindOf(step(operator, other, 'agenda', { proposalIds: [proposalId] }))).toBe('agenda_item_unready')
    await step(operator, id, 'cancellation', { reason: 'Diundur minggu depan' })
    expect((await step(operator, other, 'agenda', { proposalIds: [proposalId] })).statusCode).toBe(200)
  })

  test('has its minutes withdrawn while nothing rests on them; their number stays used', async () => {
    const proposalId = await checkedProposal('Kasmirah')
    const id = await openMeeting([proposalId])
    await step(operator, id, 'items/1', decision)
    const { number } = (await step(head, id, 'closing', {})).json<{ number: string }>()
    expect((await step(head, id, 'withdrawal', { reason: 'Salah menulis keputusan' })).json()).toMatchObject({ state: 'withdrawn' })
    expect((await operator.get(`/api/registry/proposals/${proposalId}`)).json<{ state: string }>().state).toBe('returned')
    const again = await openMeeting([await checkedProposal('Suyati')])
    await step(operator, again, 'items/1', decision)
    const next = (await step(head, again, 'closing', {})).json<{ number: string }>().number
    expect(Number(next.slice(0, 3))).toBe(Number(number.slice(0, 3)) + 1)
  })

  test('of another village is not there, and a stranger\'s code opens nothing', async () => {
    const id = await openMeeting([])
    expect((await (await world.as('operator.tembokrejo')).get(`/api/registry/deliberations/${id}`)).statusCode).toBe(404)
    expect((await world.nobody().get('/cek/BWI-2222-2222-2222')).statusCode).toBe(404)
    expect((await world.nobody().get('/cek')).body).toContain('Cek surat resmi')
  })
})

test('a signed copy is kept beside the minutes; what is no paper is refused', async () => {
  const id = await openMeeting([await checkedProposal('Painem')])
  await step(operator, id, 'items/1', decision)
  await step(head, id, 'closing', {})
  const attach = (bytes: Buffer) => operator.send('POST', `/api/registry/deliberations/${id}/scan`, bytes, { contentType: 'application/octet-stream' })
  expect(await kindOf(attach(Buffer.from('bukan berkas')))).toBe('scan_unreadable')
  expect((await attach(scanOf({ pages: 2 }))).statusCode).toBe(200)
  const scan = await operator.get(`/api/registry/deliberations/${id}/scan`)
  expect([scan.statusCode, scan.headers['content-type'], scan.body.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
  const { signedCopy } = await see(id)
  expect(signedCopy).toMatchObject({ sha256: createHash('sha256').update(scan.rawPayload).digest('hex'), byName: 'Untung Basuki' })
})
