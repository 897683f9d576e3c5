/** Accounts, one's own account, the trail. */
export { account } from '../account.ts'
export { audit } from '../audit.ts'
export { kinship } from '../kinship.ts'
export { help } from '../help.ts'
export { self } from '../self.ts'
