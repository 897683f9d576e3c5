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
    ['that it was lost', { id: 'x', status: 'EXPIRED' }, { kind: 'delivery', delivery: { providerId: 'x', messageId: null, state: 'failed' } }],
    ['a stage that we do not know', { id: 'x', status: 'ENROUTE' }, { kind: 'delivery', delivery: { providerId: 'x', messageId: null, state: 'sent' } }],
    ['nothing that we know', { hello: 1 }, undefined],
  ])('%s', (_what, given, read) => {
    expect(readSms(members, given)).toEqual(read)
  })
})

describe('gateways as they document themselves', () => {
  test('Twilio: a form out, forms in, each stage of a delivery told', () => {
    const sendBody = 'To={to}&From=%2B62811&Body={text}&StatusCallback=https%3A%2F%2Fcontoh.id%2Fhook%2Fsms'
    expect(new URLSearchParams(writeSms({ sendBody }, { messageId: 'm1', to: '+62812', content: text }).body).get('Body')).toBe('Kode "BWI-1" & lain')
    const settings = { inboundMembers: { from: 'From', text: 'Body', id: 'MessageSid', status: 'MessageStatus' } }
    expect(readSms(settings, { From: '+62812', Body: 'halo', MessageSid: 'SM1', SmsStatus: 'received', NumMedia: '0' })).toMatchObject({ kind: 'message', providerId: 'SM1' })
    const stateFor = (MessageStatus: string) => readSms(settings, { MessageSid: 'SM1', MessageStatus, To: '+62812', From: '+62811' })
    const states = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'].map((each) => stateFor(each))
    expect(states.map((each) => each?.kind === 'delivery' && each.delivery.state)).toEqual(['sent', 'sent', 'sent', 'delivered', 'failed', 'failed'])
  })

  test('a telephone as gateway (SMS Gateway for Android): members within members', () => {
    const sendBody = '{"textMessage":{"text":"{text}"},"phoneNumbers":["{to}"],"id":"{ref}"}'
    expect(JSON.parse(writeSms({ sendBody }, { messageId: 'm1', to: '+62812', content: text }).body)).toEqual({ textMessage: { text: text.text }, phoneNumbers: ['+62812'], id: 'm1' })
    const settings = { inboundMembers: { from: 'payload.phoneNumber', text: 'payload.message', id: 'payload.messageId', status: 'event' } }
    const payload = { messageId: 'a1', phoneNumber: '+62812', simNumber: 1 }
    expect(readSms(settings, { event: 'sms:received', payload: { ...payload, message: 'halo' } })).toEqual({ kind: 'message', sender: '+62812', text: 'halo', providerId: 'a1' })
    const states = ['sms:sent', 'sms:delivered', 'sms:failed'].map((event) => readSms(settings, { event, payload }))
    expect(states.map((each) => each?.kind === 'delivery' && each.delivery.state)).toEqual(['sent', 'delivered', 'failed'])
    expect(readSms(settings, { event: 'sms:received', payload: 'bukan isi' })).toBeUndefined()
  })
})
