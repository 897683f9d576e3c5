import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPrivateMarks, redact } from './redact.rules.ts'

function marked(text: string, known: readonly string[] = []): string {
  return redact(text, findPrivateMarks(text, known), (kind) => `[${kind}]`)
}

describe('what may tell who or where somebody is', () => {
  test.each([
    ['NIK saya 3510150101900001 ya', 'NIK saya [identity_number] ya'],
    ['35.1015.010190.0001', '[identity_number]'],
    ['hubungi 0812-3456-7890 segera', 'hubungi [phone] segera'],
    ['wa +62 812 3456 7890', 'wa [phone]'],
    ['rekening 1234567890', 'rekening [number]'],
    ['tulis ke sumi.ati@contoh.go.id', 'tulis ke [email]'],
    ['Pak Slamet Riyadi tinggal di Jalan Mawar no 5', 'Pak [name] tinggal di [address]'],
    ['mbah nah ora mangan', 'mbah [name] ora mangan'],
    ['atas nama Sumiati sudah diterima', 'atas nama [name] sudah diterima'],
    ['RT 02/RW 01 dusun Krajan', '[address] [address]'],
    ['pak kades tidak mau, ibu hamil di rt 3', 'pak kades tidak mau, ibu hamil di [address]'],
    ['rt 081234567890', '[address][phone]'],
    ['sudah 2 hari, anak 3, Rp 50.000', 'sudah 2 hari, anak 3, Rp 50.000'],
  ])('%s', (text, wanted) => {
    expect(marked(text)).toBe(wanted)
  })

  test('the names of the case are found however they are written', () => {
    expect(marked('kemarin paijah sakit, suami Paijah kerja', ['Mbah Paijah'])).toBe('kemarin [name] sakit, suami [name] kerja')
  })

  test('after redaction no long number is left, whatever stands around it', () => {
    fc.assert(fc.property(fc.string(), fc.bigInt({ min: 100_000n, max: 9_999_999_999_999_999n }), fc.string(), (before, number, after) => {
      const clean = marked(`${before.replaceAll(/\d/g, '')} ${number} ${after.replaceAll(/\d/g, '')}`)
      expect(clean).not.toMatch(/\d{6,}/)
    }), { seed: 20_261_125 })
  })
})
