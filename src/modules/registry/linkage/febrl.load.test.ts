import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFebrl } from './febrl.load.ts'

const headings = 'rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id'

async function fileOf(...lines: string[]): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'febrl-')), 'dataset.csv')
  await writeFile(path, [headings, ...lines].join('\n'))
  return path
}

test('rows of a FEBRL file come with whom they were made from', async () => {
  const rows = await readFebrl(await fileOf(
    'rec-12-org, anna, brown, 7, rose street, , kew, 3101, vic, 19800324, 1234567', 'rec-12-dup-0, ana, brwn, , rose street, , kew, 3101, vic, 1980, 1234567'))
  expect(rows.map((row) => row.person)).toEqual([12, 12])
  expect(rows[0]?.record).toMatchObject({ list: 'rec-12-org', name: 'anna brown', birthOn: '1980-03-24', card: '1234567', areaId: 13_101, hamlet: 'kew', rt: 7 })
  expect(rows[1]?.record).toMatchObject({ list: 'rec-12-dup-0', birthOn: null, rt: null })
})

test.each<[string, string, object]>([
  ['without a first name', 'rec-7-org, , waters, 6, reed street, hill farm, st ives, 4011, wa, 19081209, 6988000', { name: 'waters', birthOn: '1908-12-09' }],
  ['without any name', 'rec-7-dup-0, , , 48, amber place, glen, ivanhoe, 5048, vic, 19781215, 7902000', { name: '', birthOn: '1978-12-15' }],
  ['born on no day of a calendar', 'rec-7-dup-1, grace, chen, 16, nell place, , wyong, 3501, , 19670273, 9584000', { birthOn: null, areaId: 13_501 }],
  ['without a date and a state', 'rec-7-dup-2, ruth, dean, , fox lane, , cook, 2163, , , 2654000', { birthOn: null, card: '2654000', rt: null }],
  ['with words in brackets and marks', "rec-7-dup-3, cher, o'neil, 1, spring road, guest village (cnr bull creek, cooma, 4216, wa, 19300407, 5062000", { name: "cher o'neil", hamlet: 'cooma' }],
])('a row %s is read as far as it says something', async (_title, line, wanted) => {
  const [row] = await readFebrl(await fileOf(line))
  expect(row?.record).toMatchObject(wanted)
})

test('a file of another kind is refused', async () => {
  await expect(readFebrl(await fileOf('1, anna, brown, 7, rose street, , kew, 3101, vic, 19800324, 1234567'))).rejects.toThrow('no FEBRL row')
})
