import { randomUUID } from 'node:crypto'
import pg from 'pg'
import PostalMime from 'postal-mime'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startFakeImap, type FakeImap } from '../../../../test/fakes/imap.ts'
import { startFakeSmtp, type FakeSmtp } from '../../../../test/fakes/smtp.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { loadConfig } from '#config.ts'
import { answerSender } from '#modules/exchange/chat/conversation.actions.ts'
import { planNotice } from '#modules/exchange/message/message.actions.ts'
import { sendDue } from '#modules/exchange/message/outbox.actions.ts'
import { closeAddress } from '#modules/response/index.ts'
import { takeMails } from './mailbox.actions.ts'

let world: World
let owner: pg.Client
let imap: FakeImap
let smtp: FakeSmtp

beforeAll(async () => {
  ;[imap, smtp] = await Promise.all([startFakeImap(), startFakeSmtp()])
  world = await startWorld({ environment: { ...imap.environment, ...smtp.environment } })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
  await Promise.all([imap.close(), smtp.close()])
})

interface Written {
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly photo?: Buffer
  readonly id?: string
}

function deliver({ from, subject, text, photo, id = randomUUID() }: Written): void {
  const head = [`From: Warga <${from}>`, `Message-ID: <${id}@contoh.id>`, `Subject: ${subject}`]
  const words = ['Content-Type: text/plain; charset=utf-8', '', text]
  const pictured = photo === undefined ? [] : ['--x', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', photo.toString('base64'), '--x--']
  const lines = photo === undefined ? [...head, ...words] : [...head, 'Content-Type: multipart/mixed; boundary=x', '', '--x', ...words, ...pictured]
  imap.mails.push({ raw: Buffer.from(lines.join('\r\n'), 'utf8'), isSeen: false })
}

/** Reads the mailbox, works off what somebody wrote, and gives the mails that go back. */
async function settle(from: string): Promise<string[]> {
  const before = smtp.mails.length
  await takeMails(world.deps)
  const { mac } = closeAddress(world.deps.keys, { channel: 'email', address: from })
  await answerSender(world.deps, { senderMac: mac, channel: 'email' })
  await sendDue(world.deps)
  return Promise.all(smtp.mails.slice(before).filter(({ to }) => to === from).map(({ data }) => readableOf(data)))
}

async function readableOf(data: string): Promise<string> {
  const { subject, text } = await PostalMime.parse(data)
  return `${subject}\n${text}`
}

const codeIn = (words: string): string => /[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(words)![0]

async function reportsBy(story: string): Promise<Record<string, unknown>[]> {
  return (await owner.query<Record<string, unknown>>('select r.*, c.status from response.report r join response.case_file c using (regency_id, case_id) where story like $1', [`%${story}%`])).rows
}

describe('a report by mail', () => {
  test('arrives with its photo and place, and is answered with its code', async () => {
    const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#963', noise: { type: 'gaussian', mean: 120, sigma: 40 } } }).png().toBuffer()
    deliver({ from: 'siti@contoh.id', subject: 'Rumah tetangga roboh', text: 'Atapnya jatuh tadi malam. Desa Kemiren, Kecamatan Glagah.\n\n-- \nSiti', photo })
    const mails = await settle('siti@contoh.id')
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain(`Kabar laporan Anda ${codeIn(mails[0]!)}`)
    expect(mails[0]).not.toContain('Tempatnya belum jelas')
    const [report] = await reportsBy('Atapnya jatuh')
    expect(report).toMatchObject({ channel: 'email', area_id: 152004, story: 'Rumah tetangga roboh\nAtapnya jatuh tadi malam. Desa Kemiren, Kecamatan Glagah.' })
    expect((await owner.query('select 1 from response.report_photo where report_id = $1', [report!['report_id']])).rowCount).toBe(1)
    expect((await world.nobody().get(`/lacak/${codeIn(mails[0]!)}`)).statusCode).toBe(200)
  })

  test('without a place is taken too, and the place is asked for in the same mail', async () => {
    deliver({ from: 'budi@contoh.id', subject: 'Tolong', text: 'Bapak saya sakit dan tidak bisa berobat' })
    const [answer] = await settle('budi@contoh.id')
    expect(answer).toContain('Laporan terkirim')
    expect(answer).toContain('Tempatnya belum jelas')
    const code = codeIn(answer!)
    deliver({ from: 'budi@contoh.id', subject: `Re: Kabar laporan Anda ${code}`, text: 'Desa Kemiren, Kecamatan Glagah\n\n> lama' })
    expect((await settle('budi@contoh.id'))[0]).toContain('sudah ditambahkan')
    expect(await reportsBy('Bapak saya sakit')).toHaveLength(1)
  })

  test('a mail that is read twice, or whose reader dies between reading and marking, is one report', async () => {
    deliver({ from: 'tono@contoh.id', subject: 'Anak putus sekolah', text: 'Sudah satu bulan, Desa Kemiren', id: 'sama' })
    imap.hangUpAt.command = 'UID STORE'
    await expect(takeMails(world.deps)).rejects.toThrow(/connection|closed|mark/i)
    imap.hangUpAt.command = undefined
    expect(imap.mails.at(-1)!.isSeen).toBe(false)
    deliver({ from: 'tono@contoh.id', subject: 'Anak putus sekolah', text: 'Sudah satu bulan, Desa Kemiren', id: 'sama' })
    await settle('tono@contoh.id')
    expect(imap.mails.every(({ isSeen }) => isSeen)).toBe(true)
    expect(await reportsBy('Sudah satu bulan')).toHaveLength(1)
  })

  test('a machine is not answered and makes no report', async () => {
    imap.mails.push({ raw: Buffer.from('From: <mesin@contoh.id>\r\nAuto-Submitted: auto-replied\r\nSubject: Cuti\r\n\r\nSaya sedang cuti panjang'), isSeen: false })
    expect(await settle('mesin@contoh.id')).toEqual([])
    expect(imap.mails.at(-1)!.isSeen).toBe(true)
    expect(await reportsBy('cuti panjang')).toEqual([])
  })
})

describe('afterwards', () => {
  test('BELUM under the code opens a case again from any mailbox; a code that is not ours moves nothing', async () => {
    deliver({ from: 'warni@contoh.id', subject: 'Beras habis', text: 'Tidak ada makanan di rumah, Desa Kemiren, Kecamatan Glagah' })
    const code = codeIn((await settle('warni@contoh.id'))[0]!)
    const [report] = await reportsBy('Tidak ada makanan di rumah')
    const caseId = String(report!['case_id'])
    const upt = await world.as('upt.glagah')
    const { version } = (await upt.get(`/api/response/cases/${caseId}`)).json<{ version: number }>()
    const verdict = await upt.send('POST', `/api/response/cases/${caseId}/verdict`, { seenVersion: version, verdict: 'helped', words: 'Beras sudah diantar', withdrawOpenTasks: true })
    expect(verdict.statusCode, verdict.body).toBe(201)
    const { rows } = await owner.query<{ notice_id: string }>("select notice_id from response.notice where case_id = $1 and kind = 'concluded'", [caseId])
    await planNotice(world.deps, rows[0]!.notice_id)
    const [news] = (await settle('warni@contoh.id')).filter((mail) => mail.includes('selesai ditangani'))
    expect(news).toContain('Surel ini boleh dibalas')
    deliver({ from: 'lain@contoh.id', subject: `Re: Kabar laporan Anda ${code}`, text: 'Belum, berasnya kurang' })
    expect((await settle('lain@contoh.id'))[0]).toContain('dibuka lagi')
    expect((await reportsBy('Tidak ada makanan di rumah'))[0]!['status']).toBe('open')
    deliver({ from: 'lain@contoh.id', subject: 'Re: BWI-2222-2222-2222', text: 'Halo' })
    expect((await settle('lain@contoh.id'))[0]).toContain('tidak kami kenal')
  })

  test('BERHENTI ends all mails until MULAI', async () => {
    deliver({ from: 'sumi@contoh.id', subject: 'Bls: kabar', text: 'BERHENTI\n\n> lama' })
    expect((await settle('sumi@contoh.id'))[0]).toContain('tidak mengirim pesan lagi')
    const { mac } = closeAddress(world.deps.keys, { channel: 'email', address: 'sumi@contoh.id' })
    expect((await owner.query('select 1 from exchange.opt_out where address_mac = $1', [mac])).rowCount).toBe(1)
    deliver({ from: 'sumi@contoh.id', subject: 'Re: kabar', text: 'Mulai' })
    expect((await settle('sumi@contoh.id'))[0]).toContain('kami kirim lagi')
  })
})

test('a wrong password is told without the password', async () => {
  const mailbox = { ...world.deps.config.channels.mailbox!, password: 'salah-sekali' }
  const deps = { ...world.deps, config: { ...world.deps.config, channels: { ...world.deps.config.channels, mailbox } } }
  await expect(takeMails(deps)).rejects.toThrow(/^the mail server refuses the sign-in$/)
})

test.each([
  [{ IMAP_URL: 'imaps://lapor%40contoh.id:kata@surel.contoh.id:993' }, 'SMTP_URL: missing'],
  [{ IMAP_URL: 'imap://lapor:kata@surel.contoh.id', SMTP_URL: 'smtp://surel.contoh.id', MAIL_FROM: 'a@contoh.id' }, 'IMAP_URL: imaps, except on this machine'],
  [{ IMAP_URL: 'imaps://surel.contoh.id', SMTP_URL: 'smtp://surel.contoh.id', MAIL_FROM: 'a@contoh.id' }, 'IMAP_URL: imaps://user:password@host'],
])('a mailbox that cannot work is refused at the start: %j', (environment, wrong) => {
  expect(() => loadConfig({ REGENCY: 'banyuwangi', ...environment })).toThrow(wrong)
})

test('user, password and folder are read out of the address', () => {
  const { channels } = loadConfig({ REGENCY: 'banyuwangi', IMAP_URL: 'imaps://lapor%40contoh.id:ka%3Ata@surel.contoh.id/Laporan%20warga', SMTP_URL: 'smtp://surel.contoh.id', MAIL_FROM: 'a@contoh.id' })
  expect(channels.mailbox).toEqual({ host: 'surel.contoh.id', port: 993, isTls: true, user: 'lapor@contoh.id', password: 'ka:ta', folder: 'Laporan warga' })
})
