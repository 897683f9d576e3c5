const stillAfterMs = 15 * 60_000

/** Whether nobody has looked into the mailbox for a quarter of an hour, though it is looked into every minute. While it fails, that is told instead. */
export function isMailboxStill(known: { readonly lastLookedAt: Date | null; readonly failingSince: Date | null } | undefined, now: Date): boolean {
  if (known === undefined || known.failingSince !== null || known.lastLookedAt === null) return false
  return now.getTime() - known.lastLookedAt.getTime() > stillAfterMs
}
