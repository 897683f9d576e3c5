import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeVoice } from '../../../../test/make/voice.ts'
import { messageFrom, postWebhook } from '../../../../test/fakes/whatsapp.ts'
import { startWithWhatsApp, words, type Part, type WhatsAppWorld } from '../../../../test/make/whatsapp-world.ts'
import { sendDue } from '#modules/exchange/message/outbox.actions.ts'
import { sweepFiles } from '#platform/files/sweep-files.ts'
import { lookAtUnfinished } from './unfinished.actions.ts'

let made: WhatsAppWorld
let world: WhatsAppWorld['world']
let owner: WhatsAppWorld['owner']
let fake: WhatsAppWorld['fake']

beforeAll(async () => {
  made = await startWithWhatsApp()
  ;({ world, owner, fake } = made)
})
afterAll(() => made.close())

const kind = (code: string): Part => ({ type: 'interactive', interactive: { list_reply: { id: `kind:${code}`, title: code } } })

let people = 0
/** Somebody with WhatsApp, whom no other test knows. */
function person() {
  people += 1
  const from = `62813100${String(people).padStart(5, '0')}`
  const heardSince = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = fake.sent.length
    await work()
    await made.settle(`+${from}`)
    await sendDue(world.deps)
    return fake.sent.slice(before).filter((message) => message.to === from).map((message) => message.text)
  }
  return {
    /** Says something; gives what comes back. */
    say: (part: Part) => heardSince(async () => {
      expect((await postWebhook(world, messageFrom({ from }, part, randomUUID()))).statusCode).toBe(200)
    }),
    /** Says nothing until a moment of the day in WIB, `day` days on; gives what comes of itself. */
    silentUntil: (clock: string, day = 0) => heardSince(async () => {
      world.clock.set(new Date(new Date(`${today}T${clock}:00+07:00`).getTime() + day * 86_400_000))
      await Promise.all([lookAtUnfinished(world.deps), lookAtUnfinished(world.deps)])
    }),
  }
}

let today = '2026-12-01'
/** Each test has a day of its own, far from the others'. */
function begin(at: string): void {
  const day = new Date(`${today}T00:00:00Z`)
  today = new Date(day.getTime() + 60 * 86_400_000).toISOString().slice(0, 10)
  world.clock.set(new Date(`${today}T${at}:00+07:00`))
}

async function reportsWith(story: string): Promise<Record<string, unknown>[]> {
  return (await owner.query<Record<string, unknown>>('select r.*, c.urgency from response.report r join response.case_file c using (regency_id, case_id) where story like $1', [`%${story}%`])).rows
}

describe('a report that stops in the middle', () => {
  test('is reminded of once, and closed kindly once, however often and by how many it is looked at', async () => {
    begin('09:00')
    const siti = person()
    await siti.say(words('Anak tetangga saya tidak bisa membayar seragam'))
    await siti.say(kind('PDK'))
    expect(await siti.silentUntil('10:30')).toEqual([])
    expect(await siti.silentUntil('11:00')).toEqual([expect.stringContaining('belum terkirim')])
    expect(await siti.silentUntil('11:05')).toEqual([])
    expect(await siti.silentUntil('08:00', 1)).toEqual([expect.stringContaining('tetap tersimpan')])
    expect(await siti.silentUntil('08:10', 1)).toEqual([])
    expect(await siti.silentUntil('09:00', 3)).toEqual([])
  })

  test('is not reminded of in the night, but when it ends', async () => {
    begin('20:00')
    const budi = person()
    await budi.say(words('Bantuan beras kami bulan ini belum datang'))
    expect(await budi.silentUntil('22:00')).toEqual([])
    expect(await budi.silentUntil('03:00', 1)).toEqual([])
    expect(await budi.silentUntil('05:00', 1)).toEqual([expect.stringContaining('belum terkirim')])
  })

  test('is reminded of by nobody after BERHENTI, and not a second time after the person went on', async () => {
    begin('09:00')
    const [tono, warni] = [person(), person()]
    await tono.say(words('Atap rumah kami bocor sejak hujan kemarin'))
    await tono.say(words('BERHENTI'))
    await warni.say(words('Atap rumah kami bocor sejak hujan kemarin'))
    expect(await tono.silentUntil('12:00')).toEqual([])
    await warni.silentUntil('12:01')
    await warni.say(kind('BNS'))
    expect(await warni.silentUntil('15:00')).toEqual([])
  })

  test('goes on where it stopped days later, with what was told and its voice message', async () => {
    begin('09:00')
    const mira = person()
    await mira.say(words('Mbah Karto tidak punya lemari dan kasur sama sekali'))
    await mira.say(kind('BNS'))
    await mira.silentUntil('11:00')
    for (let day = 1; day <= 6; day += 1) await mira.silentUntil('12:00', day)
    await sweepFiles(world.deps, { regencyId: world.deps.regency.regencyId, graceHours: 48 })
    const [resumed, question] = await mira.say(words('halo'))
    expect([resumed, question]).toEqual([expect.stringContaining('lanjutkan'), expect.stringContaining('Di mana')])
    await mira.say(words('Kemiren Glagah'))
    await mira.say(words('lewati'))
    expect((await mira.say(words('kirim')))[0]).toContain('Laporan terkirim')
    expect(await reportsWith('Mbah Karto tidak punya lemari')).toHaveLength(1)
  })

  test('is forgotten when it has lain too long', async () => {
    begin('09:00')
    const joko = person()
    await joko.say(words('Saya mau bertanya tentang bantuan modal usaha'))
    await joko.silentUntil('09:00', 31)
    expect((await joko.say(words('halo')))[0]).toContain('Kami mencatat laporan')
  })
})

describe('what goes to an officer though its person did not send it', () => {
  test('is a danger, within the hour, once, marked as unfinished; its person is told the code and may go on', async () => {
    begin('22:00')
    const sri = person()
    await sri.say(words('Tetangga saya dipukuli suaminya setiap malam, anaknya ikut menangis'))
    const told = await sri.silentUntil('23:00')
    expect(told).toEqual([expect.stringMatching(/teruskan apa adanya.*[A-Z]{3}-\w{4}-\w{4}-\w{4}/s)])
    await sri.silentUntil('23:30')
    const reports = await reportsWith('dipukuli suaminya setiap malam')
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ channel: 'whatsapp', story: expect.stringContaining('Belum selesai') as string })
  })

  test('is a danger after BERHENTI too, and then nobody is written to', async () => {
    begin('09:00')
    const ani = person()
    await ani.say(words('BERHENTI'))
    await ani.say(words('Anak itu sekarat tidak makan lima hari, tolong segera'))
    expect(await ani.silentUntil('10:00')).toEqual([])
    expect(await reportsWith('Anak itu sekarat')).toHaveLength(1)
  })

  test('is a voice message that nobody heard, at the end of the day, kept with its case', async () => {
    begin('09:00')
    const udin = person()
    await udin.say(words('halo'))
    await udin.say(kind('KES'))
    await udin.say({ type: 'audio', audio: { id: fake.putMedia(makeVoice(1_200), 'audio/ogg'), mime_type: 'audio/ogg' } })
    expect(await udin.silentUntil('11:00')).toEqual([expect.stringContaining('belum terkirim')])
    expect(await udin.silentUntil('08:00', 1)).toEqual([expect.stringContaining('teruskan apa adanya')])
    const { rows } = await owner.query('select 1 from exchange.voice_note where size_bytes = $1', [makeVoice(1_200).length])
    expect(rows).toHaveLength(1)
  })

  test('is nothing that its person sent meanwhile', async () => {
    begin('09:00')
    const tuti = person()
    await tuti.say(words('Ibu tua itu pingsan karena kelaparan di rumahnya'))
    await tuti.say(kind('PGN'))
    await tuti.say(words('Kemiren Glagah'))
    await tuti.say(words('lewati'))
    await tuti.say(words('kirim'))
    expect(await tuti.silentUntil('12:00')).toEqual([])
    expect(await reportsWith('Ibu tua itu pingsan')).toHaveLength(1)
  })
})
