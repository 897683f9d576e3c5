import type { Deps } from '#deps.ts'
import type { Module } from '#platform/module.ts'
import { exchangeModule, exchangePiles } from './exchange/index.ts'
import { peopleModule, peoplePiles, type Pile } from './people/index.ts'
import { privacyModule, privacyPiles } from './privacy/index.ts'
import { registryModule, registryPiles } from './registry/index.ts'
import { responseModule, responsePiles } from './response/index.ts'

/** Every module of the product, lowest first: a module may use those above it in this list, never those below. */
export const modules: readonly Module<Deps>[] = [peopleModule, registryModule, responseModule, privacyModule, exchangeModule]

/** Everything that waits for somebody, from all modules. */
export const piles: readonly Pile[] = [...peoplePiles, ...registryPiles, ...responsePiles, ...privacyPiles, ...exchangePiles]
