/** How a command ended, for scripts; listed in `kentongan --help` and in docs/operations. */
export const exitCode = {
  good: 0,
  /** It did not work, or it worked and found faults. */
  failed: 1,
  /** The command was not understood; nothing was done. */
  usage: 2,
  /** The folder, file or database is in use or holds something already; nothing was done. */
  inUse: 3,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
