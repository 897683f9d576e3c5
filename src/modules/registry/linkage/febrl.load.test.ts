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
  expect(rows[0]?.record).toMatchObject({ list: 'originals', name: 'anna brown', birthOn: '1980-03-24', card: '1234567', areaId: 13_101, hamlet: 'kew', rt: 7 })
  expect(rows[1]?.record).toMatchObject({ list: 'duplicates', birthOn: null, rt: null })
})

test('a file of another kind is refused', async () => {
  await expect(readFebrl(await fileOf('1, anna, brown, 7, rose street, , kew, 3101, vic, 19800324, 1234567'))).rejects.toThrow('no FEBRL row')
})
