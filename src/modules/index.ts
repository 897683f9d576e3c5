import type { Deps } from '#deps.ts'
import type { Module } from '#platform/module.ts'
import { exchangeModule } from './exchange/index.ts'
import { peopleModule } from './people/index.ts'
import { privacyModule } from './privacy/index.ts'
import { registryModule } from './registry/index.ts'
import { responseModule } from './response/index.ts'

/** Every module of the product, lowest first: a module may use those above it in this list, never those below. */
export const modules: readonly Module<Deps>[] = [peopleModule, registryModule, responseModule, privacyModule, exchangeModule]
