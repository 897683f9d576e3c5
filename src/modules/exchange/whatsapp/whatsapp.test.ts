import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageFrom, postWebhook, verifyToken } from '../../../../test/fakes/whatsapp.ts'
import { startWithWhatsApp, words as text, type WhatsAppWorld } from '../../../../test/make/whatsapp-world.ts'
import { closeAddress } from '#modules/response/index.ts'
import { sendDue } from '#modules/exchange/message/outbox.actions.ts'

let made: WhatsAppWorld
let world: WhatsAppWorld['world']
let owner: WhatsAppWorld['owner']
let fake: WhatsAppWorld['fake']

beforeAll(async () => {
  made = await startWithWhatsApp()
  ;({ world, owner, fake } = made)
})
afterAll(() => made.close())

const choice = (id: string) => ({ type: 'interactive', interactive: { list_reply: { id, title: id } } })

/** Somebody with WhatsApp: says something, and reads what comes back. */
function person(sender: { from?: string; user_id?: string }) {
  const address = sender.from === undefined ? `bsuid:${sender.user_id}` : `+${sender.from}`
  const to = sender.from ?? sender.user_id!
  return {
    address, to,
    say: async (part: { type: string } & Record<string, unknown>): Promise<string[]> => {
      const before = fake.sent.length
      const posted = await postWebhook(world, messageFrom(sender, part))
      expect(posted.statusCode).toBe(200)
      await settle(address)
      return fake.sent.slice(before).filter((message) => message.to === to).map((message) => message.text)
    },
  }
}

async function settle(address: string): Promise<void> {
  await made.settle(address)
  await sendDue(world.deps)
}

async function reportOf(code: string): Promise<Record<string, unknown>> {
  const page = await world.nobody().get(`/lacak/${code}`)
  expect(page.statusCode).toBe(200)
  const { rows } = await owner.query<Record<string, unknown>>('select r.*, c.status from response.report r join response.case_file c using (regency_id, case_id) order by received_at desc, report_id desc limit 1')
  return rows[0]!
}

const codeIn = (words: string): string => /[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(words)![0]

describe('the webhook', () => {
  test('proves its address to WhatsApp, and to nobody with another word', async () => {
    const ask = (word: string) => world.app.inject({ method: 'GET', url: `/hook/whatsapp?hub.mode=subscribe&hub.verify_token=${word}&hub.challenge=77` })
    expect((await ask(verifyToken)).body).toBe('77')
    expect((await ask('salah')).statusCode).toBe(403)
  })

  test('takes nothing that is not signed over its very bytes', async () => {
    const forged = await postWebhook(world, messageFrom({ from: '628111' }, text('halo')), { secret: 'bukan rahasia' })
    const unsigned = await world.app.inject({ method: 'POST', url: '/hook/whatsapp', payload: '{}', headers: { 'content-type': 'application/json' } })
    expect([forged.statusCode, unsigned.statusCode]).toEqual([403, 403])
    expect((await owner.query('select 1 from exchange.inbound')).rowCount).toBe(0)
  })

  test('answers what it does not know, and what is broken, so that it is not sent for days', async () => {
    expect((await postWebhook(world, {}, { raw: '{"entry":[{"changes":[{"field":"x","value":{"messages":[{"odd":1}]}}]}]}' })).statusCode).toBe(200)
    expect((await postWebhook(world, {}, { raw: 'bukan json' })).statusCode).toBe(200)
  })

  test('keeps a message once that comes twice', async () => {
    const message = messageFrom({ from: '6281200000001' }, text('halo'), 'wamid.twice')
    await Promise.all([postWebhook(world, message), postWebhook(world, message)])
    expect((await owner.query("select 1 from exchange.inbound where provider_id = 'wamid.twice'")).rowCount).toBe(1)
    const before = fake.sent.length
    await settle('+6281200000001')
    await settle('+6281200000001')
    expect(fake.sent.slice(before).filter((sent) => sent.to === '6281200000001')).toHaveLength(2)
  })
})

describe('somebody reports by chat', () => {
  test('in six messages, with a place in words and a photo', async () => {
    const siti = person({ from: '6281234500001' })
    expect((await siti.say(text('halo')))[0]).toContain('PETUGAS')
    expect((await siti.say(choice('kind:PGN')))[0]).toContain('Ceritakan')
    expect((await siti.say(text('Mbah Sarinah sudah dua hari tidak makan')))[0]).toContain('Di mana')
    expect((await siti.say(text('Kemiren, Glagah')))[0]).toMatch(/Ada foto|Tempat mana/)
    const picture = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#963' } }).jpeg().toBuffer()
    const checked = await siti.say({ type: 'image', image: { id: fake.putMedia(picture, 'image/jpeg'), mime_type: 'image/jpeg' } })
    expect(checked[0]).toContain('Sarinah')
    const [sent] = await siti.say(choice('check:send'))
    const report = await reportOf(codeIn(sent!))
    expect(report).toMatchObject({ channel: 'whatsapp', category: 'PGN', story: 'Mbah Sarinah sudah dua hari tidak makan', secrecy: 'secret' })
    const { rows } = await owner.query('select channel from response.contact where report_id = $1 order by rank', [report['report_id']])
    expect(rows.map((row: { channel: string }) => row.channel)).toEqual(['whatsapp', 'sms'])
    expect((await owner.query('select 1 from response.report_photo where report_id = $1', [report['report_id']])).rowCount).toBe(1)
  })

  test('by voice, from a location, with a hidden number', async () => {
    const budi = person({ user_id: 'ID.98765' })
    await budi.say(text('Assalamualaikum'))
    await budi.say(choice('kind:KES'))
    const voice = fake.putMedia(Buffer.from('OggS-suara'), 'audio/ogg; codecs=opus')
    await budi.say({ type: 'audio', audio: { id: voice, mime_type: 'audio/ogg; codecs=opus' } })
    const placed = await budi.say({ type: 'location', location: { latitude: -8.2, longitude: 114.33 } })
    if (placed[0]!.includes('Tempat mana')) await budi.say(choice('area:none'))
    await budi.say(text('Lewati'))
    const [sent] = await budi.say(text('Kirim'))
    const report = await reportOf(codeIn(sent!))
    expect(report).toMatchObject({ channel: 'whatsapp', category: 'KES', lat: -8.2, lng: 114.33 })
    const notes = await owner.query('select media_type from exchange.voice_note where report_id = $1', [report['report_id']])
    expect(notes.rows).toEqual([{ media_type: 'audio/ogg' }])
  })

  test('a photo that breaks off on the way is fetched again; one that never comes is asked for', async () => {
    const tono = person({ from: '6281234500002' })
    await tono.say(text('Rumah tetangga saya roboh tadi malam karena angin'))
    await tono.say(choice('kind:RMH'))
    await tono.say(text('Kemiren Glagah'))
    fake.media.failures = 1
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#963' } }).png().toBuffer()
    await expect(tono.say({ type: 'image', image: { id: fake.putMedia(picture, 'image/png') } })).rejects.toThrow('media')
    const before = fake.sent.length
    await settle(tono.address)
    expect(fake.sent.slice(before)[0]?.text).toContain('Periksa dulu')
    expect((await tono.say({ type: 'image', image: { id: '404' } }))[0]).toContain('Periksa dulu')
  })
})

describe('afterwards', () => {
  async function reported(from: string): Promise<{ who: ReturnType<typeof person>; code: string; caseId: string }> {
    const who = person({ from })
    await who.say(text('Anak tetangga saya putus sekolah sejak bulan lalu'))
    await who.say(choice('kind:PDK'))
    await who.say(text('Kemiren Glagah'))
    await who.say(text('lewati'))
    const [sent] = await who.say(text('kirim'))
    const report = await reportOf(codeIn(sent!))
    return { who, code: codeIn(sent!), caseId: String(report['case_id']) }
  }

  test('STATUS tells how far it is, and a wrong code tells nothing', async () => {
    const { who, code } = await reported('6281234500003')
    expect((await who.say(text(`status ${code.toLowerCase()}`)))[0]).toContain('diterima')
    expect((await who.say(text('STATUS BWI-2222-2222-2222')))[0]).toContain('tidak kami kenal')
  })

  test('an answer to a question reaches the case; YA and BELUM settle whether it helped', async () => {
    const { who, caseId, code } = await reported('6281234500004')
    const upt = await world.as('upt.glagah')
    const detail = (await upt.get(`/api/response/cases/${caseId}`)).json<{ version: number; tasks: { taskId: string; officeId: number }[] }>()
    const task = detail.tasks.find((each) => each.officeId === 1015)!
    const asked = await upt.send('POST', `/api/response/cases/${caseId}/tasks/${task.taskId}/questions`, { seenVersion: detail.version, words: 'Kelas berapa?' })
    expect(asked.statusCode, asked.body).toBe(201)
    expect((await who.say(text('kelas lima')))[0]).toContain(code)
    const read = (await upt.get(`/api/response/cases/${caseId}`)).json<{ version: number; events: { kind: string; words: string | null }[] }>()
    expect(read.events.find((event) => event.kind === 'replied')?.words).toBe('kelas lima')
    const verdict = await upt.send('POST', `/api/response/cases/${caseId}/verdict`, { seenVersion: read.version, verdict: 'helped', words: 'Sudah kembali sekolah', withdrawOpenTasks: true })
    expect(verdict.statusCode, verdict.body).toBe(201)
    expect((await who.say(text('belum')))[0]).toContain('Apa yang belum')
    expect((await who.say(text('seragamnya belum ada')))[0]).toContain('dibuka lagi')
    expect((await owner.query('select status from response.case_file where case_id = $1', [caseId])).rows).toEqual([{ status: 'open' }])
  })

  test('BERHENTI ends all messages until MULAI', async () => {
    const who = person({ from: '6281234500009' })
    expect((await who.say(text('BERHENTI')))[0]).toContain('tidak mengirim pesan lagi')
    const { mac } = closeAddress(world.deps.keys, { channel: 'whatsapp', address: who.address })
    const kept = await owner.query<{ address_mac: Buffer }>('select address_mac from exchange.opt_out')
    expect(kept.rows.map((row) => row.address_mac.toString('hex'))).toEqual([mac.toString('hex')])
    expect((await who.say(text('mulai')))[0]).toContain('kirim lagi')
    expect((await owner.query('select 1 from exchange.opt_out')).rowCount).toBe(0)
  })
})
