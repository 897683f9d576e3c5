import type { id } from '../id/index.ts'
import type { Translation } from '../lang.ts'
import * as door from './group/door.ts'
import * as account from './group/account.ts'
import * as response from './group/response.ts'
import * as overview from './group/overview.ts'
import * as family from './group/family.ts'
import * as review from './group/review.ts'
import * as field from './group/field.ts'
import * as visit from './group/visit.ts'
import * as data from './group/data.ts'
import * as proposal from './group/proposal.ts'
import * as rights from './group/rights.ts'
import * as exchange from './group/exchange.ts'
import * as server from './group/server.ts'

/** Every text in English; its type is the source's, so that nothing can be missing. */
export const en: Translation<typeof id> = { ...door, ...account, ...response, ...overview, ...family, ...review, ...field, ...visit, ...data, ...proposal, ...rights, ...exchange, ...server }
