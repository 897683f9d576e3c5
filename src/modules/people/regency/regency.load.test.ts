import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { loadRegency, readRegency, RegencyError } from './regency.load.ts'
import { describeProblem, type LocatedProblem } from './regency-problem.rules.ts'

const template = fileURLToPath(new URL('../../../../regencies/_template', import.meta.url))
const folders: string[] = []

afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

/** A copy of the template with one piece of one file replaced. */
function changed(file: string, piece: string, replacement: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'regency-'))
  folders.push(folder)
  cpSync(template, folder, { recursive: true })
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text, `the template no longer holds ${piece}`).toContain(piece)
  writeFileSync(join(folder, file), text.replace(piece, () => replacement))
  return folder
}

function problemsOf(folder: string): readonly LocatedProblem[] {
  const read = readRegency(folder)
  return read.ok ? [] : read.error
}

function lineWith(folder: string, file: string, words: string): number {
  return readFileSync(join(folder, file), 'utf8').split('\n').findLastIndex((line) => line.includes(words)) + 1
}

describe('the template', () => {
  test('loads as it is', () => {
    const regency = loadRegency(template)
    expect(regency.regencyId).toBe(9901)
    expect(regency.areas.byId.size).toBe(1 + 2 + 6)
    expect(regency.offices).toHaveLength(5 + 2 + 6)
    expect(regency.areas.byId.get(1)?.centroid).toEqual({ lat: -7.42, lng: 112.31 })
  })

  test('is frozen to its leaves', () => {
    const regency = loadRegency(template)
    expect(() => Object.assign(regency.categories[0]!.name, { id: 'lain' })).toThrow(TypeError)
    expect(Object.isFrozen(regency.areas.byId.get(1)?.centroid)).toBe(true)
  })
})

/** What is changed in the template, and the problem that it makes: kind, words on its line, and words in its text. */
interface Mistake {
  readonly file: string
  readonly piece: string
  readonly becomes: string
  readonly kind: string
  readonly at: string
  readonly says: string
}

const promiseTwice = `  - key: jawab-lain
    measure: first_response
    officeKinds: [agency]
    within: { hours: 3 }
    from: '2026-06-01'
    to: null
    source: { cites: x, tag: design }

# Yang tidak dijawab`

const mistakes: Readonly<Record<string, Mistake>> = {
  'an unreadable file': { file: 'texts.yaml', piece: 'welcome:\n', becomes: 'welcome: {\n', kind: 'yaml_unreadable', at: 'howItWorks:', says: 'YAML' },
  'a member twice': { file: 'texts.yaml', piece: 'privacy:', becomes: 'welcome:', kind: 'member_twice', at: 'welcome:', says: 'dua kali' },
  'a member missing': { file: 'regency.yaml', piece: 'receiptPrefix: NSM\n', becomes: '', kind: 'member_missing', at: 'code:', says: 'receiptPrefix' },
  'a member unknown': { file: 'roles.yaml', piece: 'reach: { area: village, office: all }', becomes: 'reach: { area: village, office: all, city: 1 }', kind: 'member_unknown', at: 'city: 1', says: 'city' },
  'a code without quotes': { file: 'regency.yaml', piece: "code: '99.01'", becomes: 'code: 99.01', kind: 'text_without_quotes', at: 'code: 99.01', says: "'99.01'" },
  'a text for a number': { file: 'offices.yaml', piece: 'id: 30', becomes: 'id: tiga', kind: 'wrong_type', at: 'id: tiga', says: 'angka' },
  'an id beyond its bounds': { file: 'offices.yaml', piece: 'id: 30', becomes: 'id: 3000', kind: 'out_of_bounds', at: 'id: 3000', says: '999' },
  'a day that is none': { file: 'promises.yaml', piece: "from: '2026-01-01'", becomes: "from: '31-02-2026'", kind: 'wrong_format', at: '31-02-2026', says: '2026-11-25' },
  'a span without unit': { file: 'promises.yaml', piece: 'within: { hours: 4 }', becomes: 'within: { jam: 4 }', kind: 'not_a_span', at: 'within: { jam: 4 }', says: 'workingDays' },
  'an unknown grant': { file: 'roles.yaml', piece: '- response.report.own', becomes: '- response.report.won', kind: 'not_one_of', at: 'report.won', says: 'Mungkin maksudnya "response.report.own"' },
  'an unknown kind of office': { file: 'offices.yaml', piece: 'kind: agency', becomes: 'kind: dinas', kind: 'not_one_of', at: 'kind: dinas', says: 'secretariat' },
  'a regency that exists nowhere': { file: 'regency.yaml', piece: 'from: areas.csv', becomes: 'from: idn-area-data', kind: 'regency_code_unknown', at: "code: '99.01'", says: 'areas.csv' },
  'a row of areas without name': { file: 'areas.csv', piece: '99.01.02.2003,Wonokerto', becomes: '99.01.02.2003', kind: 'area_row_wrong', at: '99.01.02.2003', says: 'kode resmi' },
  'an area of another regency': { file: 'areas.csv', piece: '99.01.02.2003,', becomes: '99.02.02.2003,', kind: 'area_outside_regency', at: '99.02.02', says: '99.01' },
  'a village without its district': { file: 'areas.csv', piece: '99.01.02.2003,', becomes: '99.01.03.2003,', kind: 'area_without_parent', at: '99.01.03', says: '99.01.03' },
  'an area twice': { file: 'areas.csv', piece: '99.01.02.2003,', becomes: '99.01.02.2002,', kind: 'used_twice', at: 'Wonokerto', says: 'baris' },
  'a district that does not exist': { file: 'districts.yaml', piece: "'99.01.02', name", becomes: "'99.01.07', name", kind: 'area_code_unknown', at: '99.01.07', says: '99.01.02' },
  'a district of another name': { file: 'districts.yaml', piece: 'name: Tirtasari', becomes: 'name: Tirtosari', kind: 'area_name_differs', at: 'Tirtosari', says: '"Tirtasari"' },
  'latitude and longitude swapped': { file: 'districts.yaml', piece: 'lat: -7.58, lng: 112.64', becomes: 'lat: 7.58, lng: 112.64', kind: 'point_outside_box', at: '7.58', says: 'tertukar' },
  'a box upside down': { file: 'regency.yaml', piece: 'south: -8.0', becomes: 'south: -6.0', kind: 'box_wrong', at: 'boundingBox', says: 'south' },
  'a time zone that is none': { file: 'regency.yaml', piece: 'timeZone: Asia/Jakarta', becomes: 'timeZone: Asia/Jogja', kind: 'time_zone_unknown', at: 'Asia/Jogja', says: 'Asia/Makassar' },
  'an office key twice': { file: 'offices.yaml', piece: 'key: dinkes', becomes: 'key: dinsos # 2', kind: 'used_twice', at: 'key: dinsos # 2', says: 'dinsos' },
  'no leadership': { file: 'offices.yaml', piece: 'kind: leadership', becomes: 'kind: agency', kind: 'office_kind_missing', at: 'offices:', says: 'leadership' },
  'an unknown office in a category': { file: 'categories.yaml', piece: 'leadOffice: dinkes', becomes: 'leadOffice: dinks', kind: 'office_unknown', at: 'dinks', says: 'Mungkin maksudnya "dinkes"' },
  'an unknown office beside it': { file: 'categories.yaml', piece: '[upt, satgas]', becomes: '[upt, hansip]', kind: 'office_unknown', at: 'hansip', says: 'hansip' },
  'the lead office beside itself': { file: 'categories.yaml', piece: '[upt, satgas]', becomes: '[upt, dinsos]', kind: 'lead_office_parallel', at: '[upt, dinsos]', says: 'leadOffice' },
  'two categories with one card': { file: 'categories.yaml', piece: 'card: { order: 2,', becomes: 'card: { order: 1,', kind: 'used_twice', at: 'Sakit, tidak bisa', says: 'card.order' },
  'an unknown office of a programme': { file: 'programmes.yaml', piece: 'office: dinsos', becomes: 'office: dinsoss', kind: 'office_unknown', at: 'dinsoss', says: 'dinsos' },
  'promises that overlap': { file: 'promises.yaml', piece: '# Yang tidak dijawab', becomes: promiseTwice, kind: 'rules_overlap', at: "from: '2026-06-01'", says: 'jawab-4-jam' },
  'an end before its beginning': { file: 'promises.yaml', piece: '# Yang tidak dijawab', becomes: promiseTwice.replace('within', 'categories: [PGN]\n    within').replace('to: null', "to: '2026-05-31'"), kind: 'days_reversed', at: '2026-05-31', says: '2026-06-01' },
  'an office without a promise': { file: 'promises.yaml', piece: 'officeKinds: [agency, secretariat, district_unit, ', becomes: 'officeKinds: [agency, secretariat, ', kind: 'promise_missing', at: 'promises:', says: 'district_unit' },
  'a finding that opens no category': { file: 'field.yaml', piece: 'opens: PDK', becomes: 'opens: PDX', kind: 'category_unknown', at: 'PDX', says: 'PDK' },
  'a promise for no category': { file: 'promises.yaml', piece: '# Yang tidak dijawab', becomes: promiseTwice.replace('within', 'categories: [PGM]\n    within'), kind: 'category_unknown', at: 'PGM', says: 'PGN' },
  'a promise in nobody\'s name': { file: 'promises.yaml', piece: '# Yang tidak dijawab', becomes: promiseTwice.replace('within', 'regime: hukum\n    within'), kind: 'regime_unknown', at: 'regime: hukum', says: 'hukum' },
  'office hours the wrong way round': { file: 'regency.yaml', piece: "mon: ['07:30-12:00', '13:00-16:00']", becomes: "mon: ['07:30-12:00', '11:00-16:00']", kind: 'hours_wrong', at: '11:00-16:00', says: '11:00-16:00' },
  'a working day without hours': { file: 'regency.yaml', piece: "        fri: ['07:30-11:30', '13:00-16:30']\n", becomes: '', kind: 'hours_missing', at: '      days:', says: 'fri' },
  'a holiday of a year without a source': { file: 'regency.yaml', piece: "on: '2026-08-17'", becomes: "on: '2027-08-17'", kind: 'holiday_year_unknown', at: '2027-08-17', says: '2027' },
  'rungs that do not climb': { file: 'promises.yaml', piece: '- { rung: village }\n      - { rung: district, stepHours: 2 }', becomes: '- { rung: district }\n      - { rung: village, stepHours: 2 }', kind: 'rungs_out_of_order', at: 'rungs:', says: 'village, district' },
  'a middle rung without hours': { file: 'promises.yaml', piece: '- { rung: district, stepHours: 2 }', becomes: '- { rung: district }', kind: 'step_hours_missing', at: '{ rung: district }', says: 'stepHours' },
  'hours on the highest rung': { file: 'promises.yaml', piece: 'office: pimpinan }', becomes: 'office: pimpinan, stepHours: 4 }', kind: 'step_hours_useless', at: 'stepHours: 4', says: 'stepHours' },
  'a rung without office': { file: 'promises.yaml', piece: 'rung: regency, office: bagian-kesra,', becomes: 'rung: regency,', kind: 'rung_office_missing', at: 'rung: regency', says: 'regency' },
  'an office on a rung of places': { file: 'promises.yaml', piece: '- { rung: village }', becomes: '- { rung: village, office: dinsos }', kind: 'rung_office_useless', at: 'office: dinsos', says: 'village' },
  'the leadership on a lower rung': { file: 'promises.yaml', piece: 'rung: regency, office: bagian-kesra', becomes: 'rung: regency, office: pimpinan', kind: 'office_on_wrong_rung', at: 'rung: regency', says: 'pimpinan' },
  'a ladder that ends': { file: 'promises.yaml', piece: "- key: tangga\n    from: '2026-01-01'\n    to: null", becomes: "- key: tangga\n    from: '2026-01-01'\n    to: '2026-12-31'", kind: 'rule_without_future', at: 'ladders:', says: 'ladders' },
  'a role twice': { file: 'roles.yaml', piece: '- key: village_head', becomes: '- key: village_operator', kind: 'used_twice', at: 'key: village_operator', says: 'village_operator' },
  'a role that must exist': { file: 'roles.yaml', piece: '- key: resident', becomes: '- key: warga', kind: 'role_missing', at: 'roles:', says: 'resident' },
  'rights for everybody': { file: 'roles.yaml', piece: 'grants: []', becomes: 'grants: [response.map.read]', kind: 'role_public_not_bare', at: 'key: public', says: 'public' },
  'a source that the system needs': { file: 'sources.yaml', piece: '- key: visit', becomes: '- key: kunjungan', kind: 'source_missing', at: 'sources:', says: 'visit' },
  'a source of another kind': { file: 'sources.yaml', piece: 'kind: synthetic', becomes: 'kind: other_list', kind: 'source_kind_wrong', at: '    kind: other_list', says: 'synthetic' },
  'a source twice': { file: 'sources.yaml', piece: '- key: dtsen', becomes: '- key: siak', kind: 'used_twice', at: '- key: siak', says: 'siak' },
  'a strength beyond its bounds': { file: 'sources.yaml', piece: 'decile: 95', becomes: 'decile: 950', kind: 'out_of_bounds', at: 'decile: 950', says: '100' },
  'a strength on a matter that is none': { file: 'sources.yaml', piece: 'decile: 95', becomes: 'desil: 95', kind: 'member_unknown', at: 'desil: 95', says: 'desil' },
  'a strength that ends': { file: 'sources.yaml', piece: 'to: null\n        general: 0', becomes: "to: '2026-01-31'\n        general: 0", kind: 'rule_without_future', at: 'strengths:', says: 'strengths' },
  'a strength that ends before it begins': { file: 'sources.yaml', piece: 'to: null\n        general: 60', becomes: "to: '2003-12-31'\n        general: 60", kind: 'days_reversed', at: "to: '2003-12-31'", says: '2004-01-01' },
  'an administrator who sees people': { file: 'roles.yaml', piece: '- people.area.import', becomes: '- registry.person.read', kind: 'role_grants_conflict', at: '- registry.person.read', says: 'people.account.manage' },
}

describe('what is wrong is named with file, line and what to do', () => {
  test.each(Object.entries(mistakes))('%s', (_, { file, piece, becomes, kind, at, says }) => {
    const folder = changed(file, piece, becomes)
    const problems = problemsOf(folder)
    const found = problems.find((problem) => problem.kind === kind)
    expect(found, JSON.stringify(problems)).toMatchObject({ file, line: lineWith(folder, file, at) })
    const text = describeProblem(found!)
    expect(text.id).toContain(says)
    for (const words of [text.id, text.en]) expect(words).not.toMatch(/\{\w+\}|undefined/u)
    expect(text.en).not.toBe(text.id)
  })

  test('a missing file', () => {
    const folder = changed('texts.yaml', 'welcome', 'welcome')
    rmSync(join(folder, 'roles.yaml'))
    expect(problemsOf(folder)).toEqual([{ kind: 'file_missing', file: 'roles.yaml', path: [], line: 1 }])
  })

  test('everything at once, in both languages, under the name of the folder', () => {
    const folder = changed('categories.yaml', 'leadOffice: dinkes', 'leadOffice: dinks')
    writeFileSync(join(folder, 'programmes.yaml'), 'programmes:\n  - { key: a, name: { id: A, en: A }, level: national, office: tidak-ada, source: { cites: x, tag: design } }\n')
    expect(() => loadRegency(folder)).toThrow(RegencyError)
    expect(() => loadRegency(folder)).toThrow(/categories\.yaml:\d+\n.*tidak ada di offices\.yaml.*\n.*not in offices\.yaml[^]*programmes\.yaml:2/u)
  })
})
