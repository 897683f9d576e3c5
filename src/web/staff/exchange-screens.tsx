import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

/** Channels to the people, conversations with them, keys of other programs. */
export const exchangeScreens: readonly Screen[] = [
  {
    path: staffPaths.chats,
    grant: 'exchange.chat.answer',
    nav: 'chats',
    load: async () => (await import('#modules/exchange/chat/chats.page.tsx')).ChatsPage,
  },
  {
    path: staffPaths.chat('$conversationId'), grant: 'exchange.chat.answer',
    load: async () => (await import('#modules/exchange/chat/chats.page.tsx')).ChatPage,
  },
  {
    path: staffPaths.channels,
    grant: 'exchange.channel.manage',
    nav: 'channels',
    load: async () => (await import('#modules/exchange/channel/channels.page.tsx')).ChannelsPage,
  },
  {
    path: staffPaths.apiKeys,
    grant: 'exchange.channel.manage',
    nav: 'apiKeys',
    load: async () => (await import('#modules/exchange/key/keys.page.tsx')).KeysPage,
  },
  {
    path: staffPaths.posters(),
    grant: ['response.report.assist', 'exchange.channel.manage'],
    nav: 'posters',
    load: async () => (await import('#modules/exchange/poster/posters.page.tsx')).PostersPage,
  },
]
