import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { examineTemplates } from '#cli/doctor/channels.ts'
import { cliTexts } from '#cli/texts/index.ts'
import { loadConfig } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { wantedTemplates } from '#modules/exchange/template/template.rules.ts'
import { startFakeWhatsApp, type FakeWhatsApp } from './fakes/whatsapp.ts'
import { regencyDir } from './template.ts'

const regency = loadRegency(regencyDir)
let whatsapp: FakeWhatsApp

beforeAll(async () => {
  whatsapp = await startFakeWhatsApp()
})
afterEach(() => {
  whatsapp.templates.length = 0
  whatsapp.failWith.length = 0
})
afterAll(() => whatsapp.close())

/** What the doctor says of the templates, with these settings. */
async function examine(environment: Readonly<Record<string, string>>) {
  const config = loadConfig({ DATA_DIR: join(tmpdir(), 'kentongan-doctor'), REGENCY: regencyDir, ...environment })
  const { state, message } = await examineTemplates({ config, text: cliTexts('en').doctor, lang: 'en' }, regency)
  return { state, message }
}

function approve(but: (name: string) => boolean = () => false): void {
  whatsapp.templates.push(...wantedTemplates(regency).filter(({ name }) => !but(name)).map(({ name, language, text }) => ({ name, language, status: 'APPROVED', body: text })))
}

test('the doctor is content when all are approved', async () => {
  approve()
  expect(await examine(whatsapp.environment)).toEqual({ state: 'good', message: 'all 22 approved' })
})

test('the doctor names each that cannot be used, and what happens meanwhile', async () => {
  approve((name) => name === 'laporan_akan_dikunjungi')
  whatsapp.templates.find(({ name }) => name === 'laporan_tidak_bertemu')!.status = 'PENDING'
  const { state, message } = await examine(whatsapp.environment)
  expect(state).toBe('warning')
  expect(message).toMatch(/laporan_akan_dikunjungi id: not submitted, laporan_akan_dikunjungi en: not submitted, laporan_tidak_bertemu id: awaiting approval/)
  expect(message).toMatch(/SMS or e-mail.*channels\.md/)
})

test('the doctor says why it cannot know', async () => {
  const { WHATSAPP_BUSINESS_ACCOUNT_ID: _account, ...rest } = whatsapp.environment
  expect(await examine(rest)).toMatchObject({ state: 'warning', message: expect.stringContaining('WHATSAPP_BUSINESS_ACCOUNT_ID') })
  expect(await examine({})).toEqual({ state: 'good', message: 'WhatsApp is not connected' })
  whatsapp.failWith.push({ status: 400 })
  expect(await examine(whatsapp.environment)).toMatchObject({ state: 'warning', message: expect.stringContaining('whatsapp_business_management') })
})
