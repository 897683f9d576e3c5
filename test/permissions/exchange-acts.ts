import type { Act } from './acts.ts'

/** What may be done about channels, conversations and keys of other programs. */
export const exchangeActs = {
  'watches the channels': { grant: 'exchange.channel.manage', isAnywhere: true, run: ({ client }) => client.get('/api/exchange/channels') },
  'sends a message again': {
    grant: 'exchange.channel.manage', isAnywhere: true,
    run: ({ client, place }) => client.send('POST', `/api/exchange/messages/${place.exchange.messageId}/resending`),
  },
  'makes a key for a program': {
    grant: 'exchange.channel.manage', isAnywhere: true,
    run: ({ client }) => client.send('POST', '/api/exchange/api-keys', { purpose: 'open311', name: 'Aplikasi lain', perMinute: 5 }),
  },
  'reads a conversation': {
    grant: 'exchange.chat.answer', isAnywhere: true, run: ({ client, place }) => client.get(`/api/exchange/chats/${place.exchange.conversationId}`),
  },
  'opens what came along in a conversation': {
    grant: 'exchange.chat.answer', isAnywhere: true,
    run: ({ client, place }) => client.get(`/api/exchange/chats/${place.exchange.conversationId}/lines/${place.exchange.lineNo}/media`),
  },
  'answers in a conversation': {
    grant: 'exchange.chat.answer', isAnywhere: true,
    run: ({ client, place }) => client.send('POST', `/api/exchange/chats/${place.exchange.conversationId}/answers`, { words: 'Kami telepon sore ini' }),
  },
  'sees what the reporter was told': { grant: 'response.case.read', run: ({ client, place }) => client.get(`/api/exchange/cases/${place.case.caseId}/messages`) },
  'listens to a voice message': {
    grant: 'response.case.read', run: ({ client, place }) => client.get(`/api/exchange/cases/${place.case.caseId}/voice-notes/${place.exchange.voiceNoteId}`),
  },
} as const satisfies Readonly<Record<string, Act>>
