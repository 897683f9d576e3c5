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

/**
 * Every text in Bahasa Indonesia, the source language. A feature adds its file to a group of `group/`, whose texts travel together,
 * and what it refuses to `problems.ts`.
 */
export const id = { ...door, ...account, ...response, ...overview, ...family, ...review, ...field, ...visit, ...data, ...proposal, ...rights, ...exchange, ...server }
