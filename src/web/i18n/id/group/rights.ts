/** Personal data and the rights of those it is about. */
export { privacy } from '../privacy.ts'
