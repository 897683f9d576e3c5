import { describe, expect, test } from 'vitest'
import { plainText, readSms, writeSms } from './sms.rules.ts'

const text = { kind: 'text', text: 'Kode "BWI-1" & lain' } as const
const members = { inboundMembers: { from: 'from', text: 'text', id: 'id', status: 'status' } }

test.each([
  ['to={to}&text={text}', 'to=%2B62812&text=Kode%20%22BWI-1%22%20%26%20lain', 'application/x-www-form-urlencoded'],
  ['{"to":"{to}","body":"{text}","ref":"{ref}"}', '{"to":"+62812","body":"Kode \\"BWI-1\\" & lain","ref":"m1"}', 'application/json'],
])('%s', (sendBody, body, type) => {
  expect(writeSms({ sendBody }, { messageId: 'm1', to: '+62812', content: text })).toEqual({ body, type })
})

test('choices become numbered lines', () => {
  const items = [{ id: 'a', title: 'Pangan' }, { id: 'b', title: 'Kesehatan' }]
  expect(plainText({ ...text, choices: { style: 'list', open: 'Pilih', items } })).toBe('Kode "BWI-1" & lain\n1. Pangan\n2. Kesehatan')
})

describe('what a gateway brings', () => {
  test.each<[string, Record<string, unknown>, unknown]>([
    ['a message', { from: '0812', text: 'halo', id: 7 }, { kind: 'message', sender: '0812', text: 'halo', providerId: '7' }],
    ['a message without its name', { from: '0812', text: '' }, { kind: 'message', sender: '0812', text: '', providerId: null }],
    ['a delivery', { id: 'x', status: 'DELIVRD' }, { kind: 'delivery', delivery: { providerId: 'x', messageId: null, state: 'delivered' } }],
    ['that it is on its way', { id: 'x', status: 'accepted' }, { kind: 'delivery', delivery: { providerId: 'x', messageId: null, state: 'sent' } }],
    ['any other state', { id: 'x', status: 'EXPIRED' }, { kind: 'delivery', delivery: { providerId: 'x', messageId: null, state: 'failed' } }],
    ['nothing that we know', { hello: 1 }, undefined],
  ])('%s', (_what, given, read) => {
    expect(readSms(members, given)).toEqual(read)
  })
})
