import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startFakeImap, type FakeImap } from '../../../../test/fakes/imap.ts'
import { startFakeSmtp, type FakeSmtp } from '../../../../test/fakes/smtp.ts'
import { regencyDir } from '../../../../test/template.ts'
import { startWorld, type World } from '../../../../test/world.ts'
import { examineMailbox } from '#cli/doctor/channels.ts'
import { cliTexts } from '#cli/texts/index.ts'
import { loadConfig } from '#config.ts'
import type { MailboxView } from '#modules/exchange/channel/channels.contract.ts'
import { takeMails } from './mailbox.actions.ts'
import { isMailboxStill } from './mailbox.rules.ts'

let world: World
let imap: FakeImap
let smtp: FakeSmtp

beforeAll(async () => {
  ;[imap, smtp] = await Promise.all([startFakeImap(), startFakeSmtp()])
  world = await startWorld({ environment: { ...imap.environment, ...smtp.environment } })
})
afterAll(async () => {
  await world.close()
  await Promise.all([imap.close(), smtp.close()])
})

function deliver(id: string, ...head: readonly string[]): void {
  imap.mails.push({ raw: Buffer.from(['From: <siti@contoh.id>', `Message-ID: <${id}@contoh.id>`, ...head, 'Subject: Tolong', '', 'Atap roboh di Desa Kemiren'].join('\r\n')), isSeen: false })
}

const health = async (): Promise<MailboxView> => (await (await world.as('admin')).get('/api/exchange/channels')).json<{ mailbox: MailboxView }>().mailbox
const nowText = (): string => world.clock.now().toISOString()

/** What the doctor says, of the demo database, with these settings. */
async function doctorSays(environment: Readonly<Record<string, string>> = { ...imap.environment, ...smtp.environment }) {
  const config = loadConfig({ DATA_DIR: join(tmpdir(), 'kentongan-doctor'), REGENCY: regencyDir, ...environment })
  const { state, message } = await examineMailbox(world.ownerUrl, world.deps.regency, { config, text: cliTexts('en').doctor, lang: 'en' })
  return { state, message }
}

describe('whoever looks after the channels', () => {
  test('sees that the mailbox was never read, and the doctor says so too', async () => {
    expect(await health()).toEqual({ isConnected: true, lastLookedAt: null, lastMailAt: null, failingSince: null, lastReason: null, waiting: 0, isStill: false })
    expect(await doctorSays()).toMatchObject({ state: 'warning', message: expect.stringContaining('never read yet') as string })
    expect(await doctorSays({})).toEqual({ state: 'good', message: 'no mailbox is connected' })
  })

  test('sees when it was looked into and when a mail of a person was last taken', async () => {
    deliver('satu')
    await takeMails(world.deps)
    const mailAt = nowText()
    world.clock.advance(120_000)
    deliver('mesin', 'Auto-Submitted: auto-replied')
    await takeMails(world.deps)
    expect(await health()).toMatchObject({ lastLookedAt: nowText(), lastMailAt: mailAt, failingSince: null, waiting: 0, isStill: false })
  })

  test('sees since when it fails and why, until it works again; what came before the break was taken', async () => {
    const failedAt = nowText()
    deliver('dua')
    deliver('tiga')
    imap.hangUpAt.command = 'UID FETCH 104'
    await expect(takeMails(world.deps)).rejects.toThrow()
    world.clock.advance(60_000)
    await expect(takeMails(world.deps)).rejects.toThrow()
    expect(await health()).toMatchObject({ lastMailAt: failedAt, failingSince: failedAt, lastReason: 'unreachable' })
    const said = await doctorSays()
    expect(said.state).toBe('fault')
    expect(said.message).toMatch(/cannot be read since .*: the mail server cannot be reached.*IMAP_URL/)
    imap.hangUpAt.command = undefined
    await takeMails(world.deps)
    expect(await health()).toMatchObject({ lastLookedAt: nowText(), lastMailAt: nowText(), failingSince: null, lastReason: null })
  })

  test('sees a refused password by its name', async () => {
    const mailbox = { ...world.deps.config.channels.mailbox!, password: 'salah' }
    await expect(takeMails({ ...world.deps, config: { ...world.deps.config, channels: { ...world.deps.config.channels, mailbox } } })).rejects.toThrow('sign-in')
    expect(await health()).toMatchObject({ lastReason: 'not_authorised' })
    await takeMails(world.deps)
  })

  test('sees how many mails wait when more came than one reading takes', async () => {
    for (let mail = 0; mail < 53; mail += 1) deliver(`banyak-${mail}`)
    await takeMails(world.deps)
    expect(await health()).toMatchObject({ waiting: 3 })
    await takeMails(world.deps)
    expect(await health()).toMatchObject({ waiting: 0 })
  })

  test('and nobody else: other roles are told no', async () => {
    expect((await (await world.as('dinsos')).get('/api/exchange/channels')).statusCode).toBe(403)
  })
})

test.each([
  ['never looked into', undefined, false],
  ['looked into a minute ago', { lastLookedAt: new Date(9 * 60_000), failingSince: null }, false],
  ['not looked into for half an hour', { lastLookedAt: new Date(-20 * 60_000), failingSince: null }, true],
  ['failing all that time', { lastLookedAt: new Date(-20 * 60_000), failingSince: new Date(-19 * 60_000) }, false],
])('a mailbox %s: still is %s', (_how, known, isStill) => {
  expect(isMailboxStill(known, new Date(10 * 60_000))).toBe(isStill)
})
