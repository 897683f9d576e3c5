import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startFakeSms, type FakeSms } from '../../../../test/fakes/sms.ts'
import { startFakeSmtp, type FakeSmtp } from '../../../../test/fakes/smtp.ts'
import { startFakeWhatsApp, type FakeWhatsApp } from '../../../../test/fakes/whatsapp.ts'
import { kemiren } from '../../../../test/make/cases.ts'
import { startWorld, testStart, type World } from '../../../../test/world.ts'
import { sendDue } from './outbox.actions.ts'

let world: World
let owner: pg.Client
let whatsapp: FakeWhatsApp
let sms: FakeSms
let smtp: FakeSmtp

beforeAll(async () => {
  ;[whatsapp, sms, smtp] = await Promise.all([startFakeWhatsApp(), startFakeSms(), startFakeSmtp()])
  world = await startWorld({ works: true, environment: { ...whatsapp.environment, ...sms.environment, ...smtp.environment } })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterEach(() => world.clock.set(testStart))
afterAll(async () => {
  whatsapp.silence.end()
  await owner.end()
  await world.close()
  await Promise.all([whatsapp.close(), sms.close(), smtp.close()])
})

const patience = { timeout: 100_000 }
const oftenEnough = 200

interface Person {
  readonly caseId: string
  /** What reached them, by whatever way, as they read it. */
  readonly heard: () => readonly string[]
}

let lastNumber = 81_550_000_000

/** Somebody reports by the page, and is to be told in their way. */
async function report(way: 'whatsapp' | 'sms' | 'email'): Promise<Person> {
  lastNumber += 1
  const [number, email] = [String(lastNumber), `warga${lastNumber}@contoh.id`]
  const reached = way === 'email' ? { email } : { phone: `0${number}` }
  const sent = await world.nobody().send('POST', '/api/response/reports', { category: 'PDK', story: 'Anak tidak sekolah', areaId: kemiren, contact: 'phone', tellBy: way, ...reached })
  expect(sent.statusCode, sent.body).toBe(201)
  const { rows } = await owner.query<{ case_id: string }>('select case_id from response.report where report_id = $1', [sent.json<{ reportId: string }>().reportId])
  const heard = () => [
    ...whatsapp.sent.filter(({ to }) => to.endsWith(number)).map(({ text }) => `whatsapp ${text}`), ...sms.sent.filter(({ to }) => to.endsWith(number)).map(({ text }) => `sms ${text}`),
    ...smtp.mails.filter(({ to }) => to === email).map(({ data }) => `email ${data}`),
  ]
  return { caseId: rows[0]!.case_id, heard }
}

async function answer({ caseId }: Person): Promise<void> {
  const upt = await world.as('upt.glagah')
  const { version } = (await upt.get(`/api/response/cases/${caseId}`)).json<{ version: number }>()
  expect((await upt.send('POST', `/api/response/cases/${caseId}/answers`, { seenVersion: version, words: 'Kami datang' })).statusCode).toBe(201)
}

/** How many messages about these wait, and how many were given up. */
async function count(people: readonly Person[], states: readonly string[]): Promise<number> {
  const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from exchange.message where case_id = any($1) and state = any($2)', [people.map((each) => each.caseId), states])
  return rows[0]!.count
}

const ways: Readonly<Record<string, { readonly breaks: () => void; readonly mends: () => void }>> = {
  'takes everything and answers nothing': { breaks: () => void (whatsapp.silence.isOn = true), mends: () => whatsapp.silence.end() },
  'answers 500': { breaks: () => void whatsapp.failWith.push(...Array.from({ length: oftenEnough }, () => ({ status: 500 }))), mends: () => void (whatsapp.failWith.length = 0) },
}

describe.each(Object.keys(ways))('while WhatsApp %s, nobody listens at the SMS gateway and the mail server wants no mail', (way) => {
  test('reports are taken and answered; each hears of it once its channel is back, not later and once', async () => {
    ways[way]!.breaks()
    await sms.unplug()
    smtp.refuseWith.push(...Array.from({ length: oftenEnough }, () => '451 try again later'))
    const first = await report('whatsapp')
    // The channel is in trouble with that message now; what follows does not wait for it.
    await expect.poll(() => whatsapp.silence.held + (whatsapp.failWith.length === 0 ? 0 : oftenEnough - whatsapp.failWith.length), patience).toBeGreaterThan(0)
    const [bySms, byEmail] = [await report('sms'), await report('email')]
    const people = [first, bySms, byEmail]
    for (const person of people) await answer(person)
    await expect.poll(() => count(people, ['queued', 'sending']), patience).toBe(6)
    expect(people.flatMap((person) => person.heard())).toEqual([])

    smtp.refuseWith.length = 0
    world.clock.advance(20 * 60_000)
    await expect.poll(() => byEmail.heard().length, patience).toBe(2)
    expect([...first.heard(), ...bySms.heard()]).toEqual([])

    ways[way]!.mends()
    await sms.plugIn()
    // Whatever was held has failed and waits; with its pause over it goes.
    await expect.poll(() => count(people, ['sending']), patience).toBe(0)
    world.clock.advance(3_600_000)
    await expect.poll(() => count(people, ['queued', 'sending']), patience).toBe(0)
    world.clock.advance(3_600_000)
    for (let round = 0; round < 3; round += 1) await sendDue(world.deps)
    expect(people.map((person) => person.heard().map((message) => message.split(' ')[0]))).toEqual([['whatsapp', 'whatsapp'], ['sms', 'sms'], ['email', 'email']])
    expect(await count(people, ['failed', 'given_up'])).toBe(0)
  }, 120_000)
})
