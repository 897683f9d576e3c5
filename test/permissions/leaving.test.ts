import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportFields } from '#modules/registry/export/export.contract.ts'
import { exportAudit } from '#platform/audit/export.ts'
import { systemActor } from '#platform/db/actor.ts'
import { createLog } from '#platform/log.ts'
import { startFakeSms, type FakeSms } from '../fakes/sms.ts'
import { startFakeSmtp, type FakeSmtp } from '../fakes/smtp.ts'
import { startFakeWhatsApp, type FakeWhatsApp } from '../fakes/whatsapp.ts'
import { everythingIn } from '../make/everything-in.ts'
import { openLiveStreams, untilAllIsHeard, type LiveStream } from '../make/live-streams.ts'
import { listOperations } from '../make/operations.ts'
import { scanOf } from '../make/pdf.ts'
import { decideTogether } from '../make/proposals.ts'
import { until } from '../until.ts'
import type { Client } from '../world.ts'
import { arrange, arrangeReport, type Arranged } from './arrange.ts'
import { everything, listed, objected, plant, proposed, registered, secrets, told, written, type Planted } from './canaries.ts'

/** Words that stand nowhere else are put into the server; then whatever leaves it is unpacked and searched: live events, messages, files, papers, public pages. */

const lines: string[] = []
let fakes: { whatsApp: FakeWhatsApp; sms: FakeSms; smtp: FakeSmtp }
let arranged: Arranged
let planted: Planted
let streams: readonly LiveStream[]
let decided: { deliberationId: string; determinationId: string }

beforeAll(async () => {
  fakes = { whatsApp: await startFakeWhatsApp(), sms: await startFakeSms(), smtp: await startFakeSmtp() }
  const { whatsApp, sms, smtp } = fakes
  const log = createLog('trace', { write: (line) => void lines.push(line) })
  arranged = await arrange({ places: ['kemiren'], works: true, log, environment: { ...whatsApp.environment, ...sms.environment, ...smtp.environment } })
  streams = await openLiveStreams(await arranged.world.app.listen({ host: '127.0.0.1', port: 0 }))
  planted = await plant(arranged)
  decided = await decide()
})
afterAll(async () => {
  await Promise.all(streams.map((stream) => stream.close()))
  await arranged.close()
  await Promise.all([fakes.whatsApp.close(), fakes.sms.close(), fakes.smtp.close()])
})

/** The resident's proposal on its whole way to the regent's decree. */
async function decide(): Promise<typeof decided> {
  const { proposalId } = planted.place.proposal!
  const satgas = await arranged.world.as('satgas.kemiren')
  ok(await satgas.send('POST', `/api/registry/proposals/${proposalId}/check`, { seenVersion: 1, findings: 'Benar adanya' }))
  return decideTogether(arranged.world, [proposalId])
}

function ok<A extends Awaited<ReturnType<Client['get']>>>(answer: A): A {
  if (answer.statusCode >= 300) throw new Error(`what must go well did not: ${answer.statusCode} ${answer.body}`)
  return answer
}

/** Those of some words that a text holds, however its words are spaced: a PDF sets letters apart. */
function foundIn(text: string, words: readonly string[] = everything): string[] {
  const bare = text.replaceAll(/\s+/g, '')
  return words.filter((word) => bare.includes(word.replaceAll(/\s+/g, '')))
}

describe('what was told is', () => {
  test('in no live event that any account hears', async () => {
    await untilAllIsHeard(arranged.world, streams)
    const heard = streams.flatMap((stream) => stream.heard)
    for (const caseId of [planted.caseIdOfSecret, planted.place.case.caseId]) expect(heard.join()).toContain(caseId)
    expect(new Set(heard.map((line) => (JSON.parse(line.slice('data: '.length)) as { kind: string }).kind)).size).toBeGreaterThan(2)
    expect(streams.filter((stream) => stream.heard.length > 0).length).toBeGreaterThan(10)
    expect(foundIn(heard.join('\n'))).toEqual([])
  })

  test('in no message of any channel, nor in what is kept of it, but in its address', async () => {
    const of = { areaId: planted.place.areaId, category: 'PGN', subject: 'other', subjectName: told.subjectName, story: told.story, secret: true }
    await arrangeReport(arranged, { ...of, contact: 'phone', phone: told.phone, reporterName: told.reporterName, tellBy: 'sms' })
    await arrangeReport(arranged, { ...of, contact: 'phone', phone: told.phone, email: 'zqpelapor@contoh.id', reporterName: told.reporterName, tellBy: 'email' })
    await until(() => [fakes.whatsApp.sent.length, fakes.sms.sent.length, fakes.smtp.mails.length] as const, ([chats, texts, mails]) => chats > 2 && texts > 0 && mails > 0)
    const said = await until(saidByAll, (texts) => texts.filter((text) => /BWI-/.test(text)).length > 3)
    expect(said.every((text) => text.length > 40), said.join('\n')).toBe(true)
    expect(foundIn(said.join('\n'))).toEqual([])
    const kept = 'select m::text as text from exchange.message m union all select n::text from response.notice n'
    const { rows } = await until(() => arranged.owner.query<{ text: string }>(kept), (found) => found.rows.length > 6)
    expect(foundIn(rows.map((row) => row.text).join('\n'))).toEqual([])
    expect(lines.length).toBeGreaterThan(50)
    expect(foundIn(lines.join('\n'))).toEqual([])
  })

  test('on no public page: not of the paper, of the proposal, of the objection, nor of the numbers', async () => {
    const minutes = await files['readMinutes']!.get()
    const codes = [...new Set(minutes.replaceAll(/\s+/g, '').match(/BWI-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/g))]
    expect(codes.length).toBeGreaterThan(0)
    for (const path of [...codes.map((code) => `/cek/${code}`), `/usul/${planted.place.proposal!.code}`, '/kinerja', '/en/kinerja', '/usul', '/sanggah']) {
      const page = await arranged.world.nobody().get(path)
      expect([page.statusCode, foundIn(page.body)], path).toEqual([200, []])
    }
  })

  test('in the trail that is handed to an auditor only as a reason that somebody wrote down', async () => {
    const auditor = systemActor(arranged.world.deps.regency.regencyId, { areaIds: [], officeIds: [], grants: ['audit.seal'] })
    const trail: string[] = []
    const { entries } = await exportAudit(arranged.world.deps.db, auditor, async (line) => void trail.push(JSON.stringify(line)))
    expect(entries + trail.filter((line) => line.includes('"unsealed"')).length).toBeGreaterThan(50)
    expect(foundIn(trail.join('\n'), everything.filter((word) => word !== written.reason))).toEqual([])
  })
})

/** What went out by every channel, without whom it went to. */
function saidByAll(): string[] {
  return [...fakes.whatsApp.sent.map(({ body }) => JSON.stringify({ ...body, to: undefined, recipient: undefined })), ...fakes.sms.sent.map(({ text }) => text), ...fakes.smtp.mails.map(({ data }) => data)]
}

/** A file that leaves: how it is got, a word that it must hold so that it was really opened, and the planted words that it is there to tell. */
interface Leaving {
  readonly get: () => Promise<string>
  readonly holds: string
  readonly mayTell?: readonly string[]
}

async function fileOf(username: string, path: string, passphrase?: string): Promise<string> {
  const answer = ok(await (await arranged.world.as(username)).get(path))
  return everythingIn(answer.rawPayload, passphrase)
}

const files: Readonly<Record<string, Leaving>> = {
  downloadExport: {
    get: async () => {
      const operator = await arranged.world.as('operator.kemiren')
      const asked = { of: { by: 'filter', filter: {} }, purpose: 'Rapat koordinasi desa', fields: exportFields, fullNumbers: false }
      const path = `/api/registry/exports/${ok(await operator.send('POST', '/api/registry/exports', asked)).json<{ exportId: string }>().exportId}`
      await until(async () => (await operator.get(path)).json<{ state: string }>(), ({ state }) => state === 'ready')
      const { passphrase } = ok(await operator.send('POST', `${path}/opening`)).json<{ passphrase: string }>()
      return fileOf('operator.kemiren', `${path}/file`, passphrase)
    },
    holds: registered.headName, mayTell: [registered.headName, listed.name],
  },
  downloadBulkActResult: { get: () => fileOf('operator.kemiren', `/api/registry/bulk-acts/${planted.place.bulkActId}/result`), holds: 'Kemiren' },
  downloadBatchFile: {
    get: async () => {
      const dinsos = await arranged.world.as('dinsos')
      const { batchId } = ok(await dinsos.send('POST', '/api/registry/batches', { month: '2026-12' })).json<{ batchId: string }>()
      const path = `/api/registry/batches/${batchId}/downloads`
      const { downloadId, passphrase } = ok(await dinsos.send('POST', path, { format: 'xlsx' })).json<{ downloadId: string; passphrase: string }>()
      return fileOf('dinsos', `${path}/${downloadId}`, passphrase)
    },
    holds: proposed.subjectNik, mayTell: [proposed.subjectName, proposed.subjectNik, proposed.reason],
  },
  downloadBadRows: {
    get: () => fileOf('operator.kemiren', `/api/registry/imports/${planted.place.importId}/bad-rows`),
    holds: listed.name, mayTell: Object.values(listed),
  },
  downloadOwnCopy: {
    get: async () => {
      const { personId } = planted.place.family
      const aboutThem = { subject: 'other', subjectNik: registered.nik, subjectName: registered.headName, story: told.story, secret: true }
      await arrangeReport(arranged, {
        ...aboutThem, category: 'PGN', areaId: planted.place.areaId, contact: 'phone', phone: told.phone, reporterName: told.reporterName,
      })
      const asked = { kind: 'access', words: 'Minta salinan', recognisedBy: 'KTP' }
      const taken = ok(await (await arranged.world.as('operator.kemiren')).send('POST', `/api/privacy/persons/${personId}/requests`, asked))
      const path = `/api/privacy/requests/${taken.json<{ requestId: string }>().requestId}`
      ok(await (await arranged.world.as('dpo')).send('POST', `${path}/decision`, { decision: 'granted', reason: 'Sesuai undang-undang' }))
      return `${await fileOf('operator.kemiren', `${path}/copy?format=xlsx`)}\n${await fileOf('operator.kemiren', `${path}/copy?format=json`)}`
    },
    holds: registered.headName, mayTell: Object.values(registered).map(String),
  },
  downloadTouchedPersons: {
    get: async () => {
      const incident = {
        discoveredAt: '2026-11-25T01:00:00Z', whatHappened: 'Ponsel hilang', username: 'operator.kemiren', fromAt: '2026-11-01T00:00:00Z', toAt: '2026-11-26T00:00:00Z',
      }
      await fileOf('operator.kemiren', `/api/registry/families/${planted.place.family.familyId}`)
      const { breachId } = ok(await (await arranged.world.as('dpo')).send('POST', '/api/privacy/breaches', incident)).json<{ breachId: string }>()
      return fileOf('dpo', `/api/privacy/breaches/${breachId}/persons.xlsx`)
    },
    holds: registered.headName, mayTell: [registered.headName, listed.name, proposed.subjectName, told.subjectName],
  },
  readMinutes: {
    get: () => fileOf('operator.kemiren', `/api/registry/deliberations/${decided.deliberationId}/minutes`),
    holds: proposed.subjectName, mayTell: [proposed.subjectName, proposed.reason],
  },
  readScan: {
    get: async () => {
      const path = `/api/registry/deliberations/${decided.deliberationId}/scan`
      ok(await (await arranged.world.as('operator.kemiren')).send('POST', path, scanOf(), { contentType: 'application/octet-stream' }))
      return fileOf('operator.kemiren', path)
    },
    holds: '/Page',
  },
  readDeterminationDocument: {
    get: () => fileOf('kesra', `/api/registry/determinations/${decided.determinationId}/document`),
    holds: proposed.subjectName, mayTell: [proposed.subjectName],
  },
  readSignedDecree: {
    get: async () => {
      const path = `/api/registry/determinations/${decided.determinationId}/scan`
      ok(await (await arranged.world.as('kesra')).send('POST', path, scanOf(), { contentType: 'application/octet-stream' }))
      return fileOf('kesra', path)
    },
    holds: '/Page',
  },
  readReferralLetter: {
    get: async () => {
      const path = `/api/response/cases/${planted.place.case.caseId}/referral-letters`
      const letter = { sector: 'housing', service: 'Bedah rumah', reason: written.referral, toOfficeId: null, toBody: 'csr', passedFrom: null, noProgramme: 'Kuota habis' }
      const upt = await arranged.world.as('upt.glagah')
      const { referralId } = ok(await upt.send('POST', path, letter)).json<{ referralId: string }>()
      ok(await (await arranged.world.as('manajer.slrt')).send('POST', `${path}/${referralId}/issue`, {}))
      return fileOf('upt.glagah', `${path}/${referralId}/letter`)
    },
    holds: written.referral, mayTell: [written.referral],
  },
  readPosters: { get: () => fileOf('kesra', `/api/exchange/posters?areaId=${planted.place.areaId}&paper=a4`), holds: 'Kemiren' },
  readSheet: { get: () => fileOf('operator.kemiren', '/api/people/sheets/file?role=village_operator&lang=id'), holds: 'Unggah daftar' },
  downloadForm: { get: () => fileOf('admin', `/api/registry/forms/${arranged.formVersionId}/file`), holds: 'survey' },
  downloadImportTemplate: { get: () => fileOf('operator.kemiren', '/api/registry/import-template'), holds: 'NIK' },
}

/** Pictures and voices as somebody made them: no words of ours, and their bytes were made anew (photo.test.ts). */
const made = ['readReportPhoto', 'readVisitPhoto', 'readVoiceNote', 'readChatMedia', 'readSurveyPhoto', 'readEventDocument', 'readProposalPhoto']

describe('a file that leaves tells what it is for, and nothing else that was told', () => {
  test('each kind of file that the server gives is among those below', () => {
    const given = [...listOperations(arranged.world)].filter(([, operation]) => operation.file).map(([name]) => name)
    expect(given.toSorted()).toEqual([...Object.keys(files), ...made].toSorted())
  })

  test.each(Object.entries(files))('%s', async (_name, { get, holds, mayTell = [] }) => {
    const text = await get()
    expect(foundIn(text, [holds])).toEqual([holds])
    expect(foundIn(text).filter((word) => !mayTell.includes(word))).toEqual([])
  })

  test('and what there was to find is more than thirty words, with the names of who told', () => {
    expect(everything.length).toBeGreaterThan(30)
    expect(secrets).toEqual(expect.arrayContaining([told.reporterName, proposed.submitterName, objected.submitterName]))
  })
})
