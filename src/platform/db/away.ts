/**
 * Classes and codes of PostgreSQL: connection lost (08), shut down or starting (57P), out of connections, memory or disk (53); a standby that took
 * over for reading only, and a connection given up because its transaction stood still.
 */
const awayStates = /^(08...|57P..|53...|25006|25P03)$/

/** Codes of the system and of Node for a connection that could not be made, broke, or was spoken to after it broke. */
const awayCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENOTFOUND', 'EAI_AGAIN',
  'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_SOCKET_CLOSED',
])

/** What the driver says, without a code, when a connection broke under a query or none could be had. */
const awayMessages = /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|timeout expired)/

/** Nobody answers at the address of the settings, or PostgreSQL does not know their login (28…) or their database (3D000). */
const unreachableCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', '28P01', '28000', '3D000'])

/** Whoever set the database's address can mend this; asked where a program starts, not while it serves. */
export function isUnreachable(error: { readonly code?: unknown }): boolean {
  return unreachableCodes.has(String(error.code))
}

/** The database is restarting, failing over, full or gone. Not our mistake, and not the caller's: the same command may be sent again. */
export function isDatabaseAway(error: Error & { readonly code?: string | undefined }): boolean {
  const code = error.code ?? ''
  if (awayStates.test(code) || awayCodes.has(code)) return true
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every((each: unknown) => each instanceof Error && isDatabaseAway(each))
  return code === '' && awayMessages.test(error.message)
}
