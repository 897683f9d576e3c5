import type { IdentityKeys } from '#modules/registry/person/identity.rules.ts'

/** The hidden mark of each row of one export, by the name in it: without the key file nobody can tell or make it. */
export function markOf(keys: Pick<IdentityKeys, 'mac'>, exportId: string): (name: string) => 0 | 1 {
  return (name) => ((keys.mac('export-mark', `${exportId}\n${name}`)[0]! & 1) === 1 ? 1 : 0)
}
