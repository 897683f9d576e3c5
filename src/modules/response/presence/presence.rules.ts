import type { Looker } from './presence.contract.ts'

/** How long somebody counts as looking after they last asked; screens ask more often than that. */
export const lookedForMs = 45_000

/** Who has which case open. In memory only: each process keeps what it was asked and what the others told it. */
export interface Presence {
  /** Notes that somebody looks at a case; tells whether they had not been there. */
  readonly note: (caseId: string, looker: Looker, atMs: number) => boolean
  /** Everybody who looks at a case at a moment, by name. */
  readonly lookersOf: (caseId: string, atMs: number) => readonly Looker[]
}

interface Look {
  readonly looker: Looker
  readonly atMs: number
}

/** An empty presence. */
export function createPresence(): Presence {
  const looks = new Map<string, Map<string, Look>>()
  const isThere = (look: Look, atMs: number): boolean => atMs - look.atMs < lookedForMs

  function forgetOld(atMs: number): void {
    for (const [caseId, byAccount] of looks) {
      for (const [accountId, look] of byAccount) if (!isThere(look, atMs)) byAccount.delete(accountId)
      if (byAccount.size === 0) looks.delete(caseId)
    }
  }

  return {
    note: (caseId, looker, atMs) => {
      const before = looks.get(caseId)?.get(looker.accountId)
      const isNew = before === undefined || !isThere(before, atMs)
      if (isNew) forgetOld(atMs)
      const byAccount = looks.get(caseId) ?? new Map<string, Look>()
      looks.set(caseId, byAccount.set(looker.accountId, { looker, atMs }))
      return isNew
    },
    lookersOf: (caseId, atMs) => {
      const there = [...(looks.get(caseId)?.values() ?? [])].filter((look) => isThere(look, atMs))
      return there.map(({ looker }) => looker).toSorted((left, right) => left.name.localeCompare(right.name))
    },
  }
}
