/** Channels to the people and other programs. */
export { apiKey, channel, poster } from '../channel.ts'
export { chat } from '../chat.ts'
