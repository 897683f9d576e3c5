import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kemiren, makeCase, someCommand, tembokrejo } from '../../../../test/make/cases.ts'
import { textOfPdf } from '../../../../test/make/pdf-text.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { CaseDetail } from '#modules/response/case/case.contract.ts'
import type { Assessment, ReferralView, UnmetNeed } from './referral.contract.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

interface Referrals {
  readonly assessment: Assessment | null
  readonly referrals: readonly ReferralView[]
  readonly mayAssess: boolean
  readonly mayPropose: boolean
}

const letters = (caseId: string, rest = ''): string => `/api/response/cases/${caseId}/referral-letters${rest}`

function officeOf(key: string): number {
  return world.deps.regency.offices.find((office) => office.key === key)!.officeId
}

async function read(client: Client, caseId: string): Promise<Referrals> {
  const found = await client.get(letters(caseId))
  expect(found.statusCode, found.body).toBe(200)
  return found.json<Referrals>()
}

async function propose(client: Client, caseId: string, change: object = {}): Promise<string> {
  const asked = { sector: 'housing', service: 'Bedah rumah', reason: 'Atap bocor dan lantai tanah', toOfficeId: null, toBody: 'csr', passedFrom: null, noProgramme: 'Kuota bedah rumah tahun ini habis', ...change }
  const sent = await client.send('POST', letters(caseId), asked)
  expect(sent.statusCode, sent.body).toBe(201)
  return sent.json<{ referralId: string }>().referralId
}

async function expectDone(client: Client, path: string, body: object): Promise<void> {
  const sent = await client.send('POST', path, body)
  expect(sent.statusCode, sent.body).toBe(201)
}

async function expectRefused(client: Client, path: string, body: object, refusal: readonly [number, string]): Promise<void> {
  const sent = await client.send('POST', path, body)
  expect([sent.statusCode, sent.json<{ kind: string }>().kind]).toEqual(refusal)
}

async function detailOf(client: Client, caseId: string): Promise<CaseDetail> {
  return (await client.get(`/api/response/cases/${caseId}`)).json<CaseDetail>()
}

describe('a case that goes through the integrated referral', () => {
  test('is assessed, referred by a signed letter, and its result is written back', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'EKO', danger: false, summary: 'Butuh kursi roda' })
    const [back, manager, dinsos] = [await world.as('puskesos.kemiren'), await world.as('manajer.slrt'), await world.as('dinsos')]
    expect(await read(back, caseId)).toMatchObject({ assessment: null, referrals: [], mayAssess: true, mayPropose: true })
    await expectDone(back, `/api/response/cases/${caseId}/assessments`, { kind: 'complaint', sectors: ['health', 'socio-economic'], recommendation: 'Rujuk ke Dinsos untuk kursi roda' })
    const toOfficeId = officeOf('dinsos-ppkb')
    const referralId = await propose(back, caseId, { sector: 'socio-economic', service: 'Kursi roda', reason: 'Tidak dapat berjalan', toOfficeId, toBody: null })
    expect((await dinsos.get(`/api/response/cases/${caseId}`)).statusCode).toBe(404)

    const toSign = (await manager.get('/api/response/referral-letters?box=to_sign')).json<{ items: ReferralView[] }>()
    expect(toSign.items.find((item) => item.referralId === referralId)).toMatchObject({ state: 'proposed', may: ['issue', 'return'] })
    await expectDone(manager, letters(caseId, `/${referralId}/issue`), {})

    const detail = await detailOf(dinsos, caseId)
    expect(detail.tasks.map((task) => task.officeId)).toContain(toOfficeId)
    expect(detail.clocks.filter((clock) => clock.holderOfficeId === toOfficeId).length).toBeGreaterThan(0)
    const toAnswer = (await dinsos.get('/api/response/referral-letters?box=to_answer')).json<{ items: ReferralView[] }>()
    expect(toAnswer.items.find((item) => item.referralId === referralId)?.letterNumber).toMatch(/^400\.9\/\d{3}\/SLRT\/XI\/2026$/)

    await expectDone(dinsos, letters(caseId, `/${referralId}/answer`), { answer: 'accepted', words: 'Kami terima dan siapkan' })
    await expectDone(dinsos, letters(caseId, `/${referralId}/answer`), { answer: 'served', words: 'Kursi roda sudah diserahkan' })
    const after = await read(back, caseId)
    expect(after.assessment).toMatchObject({ kind: 'complaint', sectors: ['health', 'socio-economic'], isListed: false, byName: 'Eko Prasetyo' })
    expect(after.referrals[0]).toMatchObject({ state: 'served', answer: 'Kursi roda sudah diserahkan', answeredByName: 'Endang Pratiwi', issuedByName: 'Budi Santosa' })
    const done = await detailOf(dinsos, caseId)
    expect(done.tasks.find((task) => task.officeId === toOfficeId)).toMatchObject({ status: 'done', result: 'served' })
    expect(done.events.map((event) => event.kind)).toEqual([
      'opened', 'assessed', 'referral_proposed', 'referred', 'referral_issued', 'taken', 'referral_answered', 'finished', 'referral_answered',
    ])
    // What offices write to one another is not for the reporter; what ends a task is.
    expect(done.events.filter((event) => event.shownToReporter).map((event) => event.kind)).toEqual(['opened', 'taken', 'finished'])
  })

  test('opens the safety valve only with the reason why no programme can help, by a letter that names nobody', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const [back, manager, kesra] = [await world.as('puskesos.kemiren'), await world.as('manajer.slrt'), await world.as('kesra')]
    const asked = { sector: 'housing', service: 'Kasur dan selimut', reason: 'Tidur di lantai', toOfficeId: officeOf('baznas'), toBody: null, passedFrom: null }
    await expectRefused(back, letters(caseId), asked, [422, 'no_programme_missing'])
    const referralId = await propose(back, caseId, { ...asked, noProgramme: 'Kuota perlengkapan Dinsos habis' })
    await expectDone(manager, letters(caseId, `/${referralId}/issue`), {})
    const text = textOfPdf((await manager.get(letters(caseId, `/${referralId}/letter`))).rawPayload).replaceAll(/\s+/g, ' ')
    expect(text).toContain('tidak disebut di surat ini')
    expect(text).toContain('Kuota perlengkapan Dinsos habis')
    expect(text).not.toContain('Nama')
    const valve = (await kesra.get('/api/response/referral-letters?box=valve&limit=100')).json<{ items: ReferralView[] }>()
    expect(valve.items.find((item) => item.referralId === referralId)?.noProgramme).toBe('Kuota perlengkapan Dinsos habis')
    const ordinary = await propose(back, caseId, { toOfficeId: officeOf('dinsos-ppkb'), toBody: null })
    expect((await read(back, caseId)).referrals.find((item) => item.referralId === ordinary)?.noProgramme).toBeNull()
  })

  test('has a letter that can be read by officers, checked by everybody, and tells no name there', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const [kesra, manager] = [await world.as('puskesos.kemiren'), await world.as('manajer.slrt')]
    const referralId = await propose(kesra, caseId)
    expect((await manager.get(letters(caseId, `/${referralId}/letter`))).statusCode).toBe(404)
    await expectDone(manager, letters(caseId, `/${referralId}/issue`), {})
    const file = await manager.get(letters(caseId, `/${referralId}/letter`))
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/pdf'])
    const text = textOfPdf(file.rawPayload).replaceAll(/\s+/g, ' ')
    expect(text).toContain('Bedah rumah')
    expect(text).toContain('Budi Santosa')
    const code = /BWI-[0-9A-Z-]+/.exec(text)![0]
    const page = await world.nobody().get(`/cek/${code}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Surat ini asli')
    expect(page.body).not.toContain('Bedah rumah')
    await expectDone(manager, letters(caseId, `/${referralId}/end`), { reason: 'Salah alamat' })
    expect((await world.nobody().get(`/en/cek/${code}`)).body).toContain('This paper was withdrawn')
    expect((await world.nobody().get('/cek/BWI-AAAA-AAAA-AAAA')).statusCode).toBe(404)
    const old = await world.nobody().get(`/en/rujukan/${code}`)
    expect([old.statusCode, old.headers.location]).toEqual([308, `/en/cek/${code}`])
    const upt = await world.as('upt.muncar')
    expect((await upt.get(letters(caseId, `/${referralId}/letter`))).statusCode).toBe(404)
  })

  test('gets no signature from whoever asked for it, and no second letter while one is open', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const kesra = await world.as('manajer.slrt')
    const upt = await world.as('upt.glagah')
    await expectDone(upt, `/api/response/cases/${caseId}/referrals`, { seenVersion: 1, officeId: officeOf('bagian-kesra'), reason: 'perlu surat rujukan' }).catch(() => undefined)
    const referralId = await propose(kesra, caseId)
    await expectRefused(kesra, letters(caseId, `/${referralId}/issue`), {}, [409, 'referral_by_oneself'])
    await expectRefused(upt, letters(caseId), { sector: 'housing', service: 'Bedah rumah', reason: 'Atap bocor', toOfficeId: null, toBody: 'csr', passedFrom: null, noProgramme: 'Kuota habis' }, [409, 'referral_open_already'])
    await expectRefused(upt, letters(caseId), { sector: 'nope', service: 'Bedah rumah', reason: 'Atap bocor', toOfficeId: null, toBody: 'csr', passedFrom: null }, [422, 'sector_unknown'])
    await expectRefused(upt, letters(caseId), { sector: 'food', service: 'Beras', reason: 'Tidak makan', toOfficeId: 999_998, toBody: null, passedFrom: null }, [422, 'addressee_unknown'])
    await expectRefused(upt, letters(caseId), { sector: 'food', service: 'Beras', reason: 'Tidak makan', toOfficeId: 1015, toBody: null, passedFrom: null }, [422, 'addressee_itself'])
    await expectRefused(await world.as('upt.muncar'), letters(caseId), { sector: 'food', service: 'Beras', reason: 'Tidak makan', toOfficeId: null, toBody: 'csr', passedFrom: null }, [404, 'not_found'])
  })

  test('asking twice with one command makes one referral', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const upt = await world.as('upt.glagah')
    const commandId = someCommand().id
    const body = { sector: 'food', service: 'Beras', reason: 'Tidak makan dua hari', toOfficeId: null, toBody: 'kemensos', passedFrom: null }
    const [first, again] = [await upt.send('POST', letters(caseId), body, { commandId }), await upt.send('POST', letters(caseId), body, { commandId })]
    expect(again.json()).toEqual(first.json())
    expect((await read(upt, caseId)).referrals).toHaveLength(1)
  })

  test('numbers its letters without a gap, also when several are signed at once and some are refused', async () => {
    const upt = await world.as('upt.glagah')
    const manager = await world.as('manajer.slrt')
    const ids: { caseId: string; referralId: string }[] = []
    for (let at = 0; at < 6; at += 1) {
      const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
      ids.push({ caseId, referralId: await propose(upt, caseId) })
    }
    const twice = [...ids, ...ids.slice(0, 3)]
    const answers = await Promise.all(twice.map(({ caseId, referralId }) => manager.send('POST', letters(caseId, `/${referralId}/issue`), {})))
    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(6)
    expect(answers.filter((answer) => answer.statusCode === 409)).toHaveLength(3)
    const { rows } = await owner.query<{ no: number }>('select letter_no as no from response.referral where letter_no is not null order by letter_no')
    expect(rows.map((row) => row.no)).toEqual(rows.map((_, index) => index + 1))
  })
})

describe('whoever assesses', () => {
  test('says of each of the nine sectors whether it is a question, a suggestion or a complaint, and nothing of a tenth', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const back = await world.as('puskesos.kemiren')
    const { sectors } = (await back.get(letters(caseId))).json<{ sectors: { key: string }[] }>()
    expect(sectors).toHaveLength(9)
    for (const kind of ['question', 'suggestion', 'complaint']) {
      for (const { key } of sectors) await expectDone(back, `/api/response/cases/${caseId}/assessments`, { kind, sectors: [key], recommendation: 'Tindak lanjuti di desa' })
      expect((await read(back, caseId)).assessment).toMatchObject({ kind, sectors: [sectors.at(-1)!.key] })
    }
    await expectRefused(back, `/api/response/cases/${caseId}/assessments`, { kind: 'question', sectors: ['space'], recommendation: 'Tidak ada' }, [422, 'sector_unknown'])
  })
})

describe('the safety valve', () => {
  test('has its own list, to which what a body outside answered comes back', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const [upt, manager] = [await world.as('upt.glagah'), await world.as('manajer.slrt')]
    const referralId = await propose(upt, caseId, { noProgramme: 'Kuota bedah rumah habis' })
    await expectDone(manager, letters(caseId, `/${referralId}/issue`), {})
    await expectDone(upt, letters(caseId, `/${referralId}/answer`), { answer: 'served', words: 'Perusahaan memberi genteng dan tukang' })
    const { items } = (await upt.get('/api/response/referral-letters?box=valve')).json<{ items: ReferralView[] }>()
    expect(items.find((item) => item.referralId === referralId)).toMatchObject({ state: 'served', answer: 'Perusahaan memberi genteng dan tukang' })
  })
})

describe('what could not be given', () => {
  test('is counted by sector and district, for those who plan', async () => {
    const upt = await world.as('upt.muncar')
    const manager = await world.as('manajer.slrt')
    for (const [sector, answer] of [['housing', 'quota_full'], ['housing', 'rejected'], ['food', 'not_eligible'], ['food', 'served']] as const) {
      const { caseId } = await makeCase(world, { areaId: tembokrejo, category: 'LNY', danger: false })
      const referralId = await propose(upt, caseId, { sector })
      await expectDone(manager, letters(caseId, `/${referralId}/issue`), {})
      await expectDone(upt, letters(caseId, `/${referralId}/answer`), { answer, words: 'Kata badan yang dituju' })
      expect((await detailOf(upt, caseId)).tasks.every((task) => task.status !== 'done'), 'whoever referred goes on').toBe(true)
    }
    const planner = await world.as('bappeda')
    const found = (await planner.get('/api/response/unmet-needs?from=2026-11-01&to=2026-11-30')).json<{ needs: UnmetNeed[]; districts: { name: string; total: number }[] }>()
    expect(found.needs.map(({ sector, rejected, notEligible, quotaFull, total }) => ({ sector, rejected, notEligible, quotaFull, total }))).toEqual([
      { sector: 'housing', rejected: 1, notEligible: 0, quotaFull: 1, total: 2 }, { sector: 'food', rejected: 0, notEligible: 1, quotaFull: 0, total: 1 },
    ])
    expect(found.districts).toMatchObject([{ name: 'Muncar', total: 3 }])
    expect((await (await world.as('dinsos')).get('/api/response/unmet-needs?from=2026-11-01&to=2026-11-30')).statusCode).toBe(403)
  })

  test('a rejected letter gives the task back to whoever holds the case', async () => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const [upt, manager, dinsos] = [await world.as('upt.glagah'), await world.as('manajer.slrt'), await world.as('dinsos')]
    const referralId = await propose(upt, caseId, { toOfficeId: officeOf('dinsos-ppkb'), toBody: null })
    await expectDone(manager, letters(caseId, `/${referralId}/issue`), {})
    await expectRefused(upt, letters(caseId, `/${referralId}/answer`), { answer: 'served', words: 'Bukan hak kami' }, [403, 'office_not_on_case'])
    await expectDone(dinsos, letters(caseId, `/${referralId}/answer`), { answer: 'rejected', words: 'Di luar kewenangan kami' })
    const detail = await detailOf(upt, caseId)
    expect(detail.events.map((event) => event.kind).slice(-2)).toEqual(['handed_back', 'referral_answered'])
    await expectRefused(dinsos, letters(caseId, `/${referralId}/answer`), { answer: 'served', words: 'Ternyata bisa' }, [409, 'referral_changed'])
  })
})

describe('an agency that a letter is addressed to', () => {
  test.each([
    ['accepted', [{ status: 'taken' }]], ['served', [{ status: 'done', result: 'served' }]], ['not_eligible', [{ status: 'done', result: 'not_eligible' }]],
    ['quota_full', [{ status: 'done', result: 'quota_full' }]], ['rejected', []], ['passed_on', [{ result: null, finishedAt: null }]],
  ] as const)('answers %s: whoever referred reads it with its words, and its task stands accordingly', async (answer, tasks) => {
    const { caseId } = await makeCase(world, { areaId: kemiren, category: 'LNY', danger: false })
    const [upt, manager, dinsos] = [await world.as('upt.glagah'), await world.as('manajer.slrt'), await world.as('dinsos')]
    const toOfficeId = officeOf('dinsos-ppkb')
    const referralId = await propose(upt, caseId, { toOfficeId, toBody: null })
    await expectDone(manager, letters(caseId, `/${referralId}/issue`), {})
    await expectDone(dinsos, letters(caseId, `/${referralId}/answer`), { answer, words: `Jawaban kami: ${answer}` })
    expect((await read(upt, caseId)).referrals[0]).toMatchObject({ state: answer, answer: `Jawaban kami: ${answer}` })
    expect((await detailOf(upt, caseId)).tasks.filter((task) => task.officeId === toOfficeId)).toMatchObject(tasks)
  })
})
