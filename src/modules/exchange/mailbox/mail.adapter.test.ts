import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newlyWritten, readMail } from './mail.adapter.ts'

const own = 'UGD Kemiskinan <lapor@contoh.id>'
const photo = Buffer.alloc(3_000, 7)

function mail(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'utf8')
}

const head = ['From: Siti <Siti@Contoh.id>', 'Message-ID: <a1@contoh.id>', 'Subject: =?utf-8?B?UnVtYWggcm9i?= =?utf-8?Q?oh_di_Desa?=']

describe('a mail of a person', () => {
  test('in quoted-printable, with a subject in pieces', async () => {
    const read = await readMail(mail([...head, 'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable', '', 'Atap rumah caf=E9 itu =', 'roboh.']), own)
    expect(read).toMatchObject({ sender: 'siti@contoh.id', name: 'siti@contoh.id <a1@contoh.id>', subject: 'Rumah roboh di Desa', text: 'Atap rumah café itu roboh.', photos: [] })
  })

  test('in parts: the plain words, the photo, not the ornament of the signature', async () => {
    const read = await readMail(mail([
      ...head, 'Content-Type: multipart/mixed; boundary="luar"', '', '--luar', 'Content-Type: multipart/alternative;', ' boundary=dalam', '', '--dalam',
      'Content-Type: text/plain; charset=utf-8', '', 'Atapnya roboh.', '--dalam', 'Content-Type: text/html', '', '<b>lain</b>', '--dalam--', '--luar',
      'Content-Type: image/jpeg', 'Content-Transfer-Encoding: base64', '', photo.toString('base64'), '--luar', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '',
      Buffer.alloc(200).toString('base64'), '--luar--',
    ]), own)
    expect(read?.text).toBe('Atapnya roboh.')
    expect(read?.photos).toEqual([photo])
  })

  test('as a page only: its words without its marks and without what it quotes', async () => {
    const read = await readMail(mail([...head, 'Content-Type: text/html; charset=utf-8', '', '<style>p{}</style><p>Ibu &amp; anak</p><div>sakit</div><blockquote>lama</blockquote>']), own)
    expect(read?.text).toBe('Ibu & anak\nsakit')
  })
})

test.each([
  ['a bounce', 'Return-Path: <>'], ['a note of absence', 'Auto-Submitted: auto-replied'], ['a newsletter', 'List-Unsubscribe: <https://contoh.id>'], ['bulk', 'Precedence: bulk'],
  ['a report on delivery', 'Content-Type: multipart/report; boundary=x'], ['spam', 'X-Spam-Flag: YES'], ['a forged sender', 'Authentication-Results: mx.contoh.id; dmarc=fail'],
])('%s is no mail of a person', async (_what, header) => {
  expect(await readMail(mail([...head, header, '', 'halo']), own)).toBeUndefined()
  expect(await readMail(mail([...head, 'Auto-Submitted: no', '', 'halo']), own)).toBeDefined()
})

test.each([['From: UGD <lapor@contoh.id>'], ['From: MAILER-DAEMON@contoh.id'], ['From: tanpa alamat'], ['X-Tanpa: pengirim']])('nobody is to be answered: %s', async (from) => {
  expect(await readMail(mail([from, '', 'halo']), own)).toBeUndefined()
})

test.each([
  ['Ya, sudah.\n\nPada Kam, 26 Nov 2026 pukul 09.00 UGD Kemiskinan <lapor@contoh.id>\nmenulis:\n> Sudah terbantu?', 'Ya, sudah.'],
  ['Belum\n\nOn Thu, Nov 26, 2026 at 9:00 AM UGD <lapor@contoh.id> wrote:\n\n> lama', 'Belum'],
  ['Kelas lima.\r\n-- \r\nSiti\r\n0812', 'Kelas lima.'],
  ['> kutipan\nJawaban di bawah', 'Jawaban di bawah'],
  ['Isi\n\n-----Pesan Asli-----\nDari: x', 'Isi'],
])('only what was newly written counts: %j', (text, expected) => {
  expect(newlyWritten(text)).toBe(expected)
})

test('whatever comes, reading it throws nothing', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.constantFrom(...head, 'Content-Type: multipart/mixed; boundary=x', '', '--x', '--x--', 'Content-Transfer-Encoding: base64'))), async (lines) => {
    const read = await readMail(mail(lines), own)
    expect(read === undefined || read.sender.includes('@')).toBe(true)
  }))
})
