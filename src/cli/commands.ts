import type { CliCommand } from './command.ts'

const roleOptions = { role: { value: 'ROLE', required: true }, area: { value: 'CODE' }, office: { value: 'KEY' } }

/**
 * Everything that can be asked on the command line, in the order of the help. The work is loaded when it is asked for, so that a help or a
 * mistyped word is answered at once.
 */
export const commands: readonly CliCommand[] = [
  { name: 'migrate', arguments: [], options: {}, load: async () => (await import('./migrate.ts')).migrate },
  {
    name: 'backup', arguments: [], load: async () => (await import('./backup.ts')).backup,
    options: { to: { value: 'DIR' }, 'to-key': { value: 'age1…' }, 'passphrase-file': { value: 'FILE' }, 'with-keys': {} },
  },
  {
    name: 'backup check', arguments: ['FILE'], load: async () => (await import('./backup.ts')).backupCheck,
    options: { identity: { value: 'FILE' }, 'passphrase-file': { value: 'FILE' } },
  },
  { name: 'backup key', arguments: ['FILE'], options: {}, load: async () => (await import('./backup.ts')).backupKey },
  {
    name: 'restore', arguments: ['FILE'], load: async () => (await import('./restore.ts')).restore,
    options: {
      to: { value: 'DIR|URL', required: true }, identity: { value: 'FILE' }, 'passphrase-file': { value: 'FILE' },
      keys: { value: 'FILE' }, 'without-keys': {},
    },
  },
  { name: 'audit verify', arguments: [], options: { anchor: { value: 'HASH' } }, load: async () => (await import('./audit.ts')).auditVerify },
  {
    name: 'audit export', arguments: [], load: async () => (await import('./audit.ts')).auditExport,
    options: { to: { value: 'FILE' }, reason: { value: 'TEXT', required: true } },
  },
  {
    name: 'audit reads', arguments: [], load: async () => (await import('./audit-reads.ts')).auditReads,
    options: {
      account: { value: 'USERNAME' }, subject: { value: 'ID' }, from: { value: 'YYYY-MM-DD' }, to: { value: 'YYYY-MM-DD' },
      reason: { value: 'TEXT', required: true },
    },
  },
  { name: 'keys rotate', arguments: [], options: {}, load: async () => (await import('./keys.ts')).keysRotate },
  { name: 'keys status', arguments: [], options: {}, load: async () => (await import('./keys.ts')).keysStatus },
  { name: 'doctor', arguments: [], options: {}, load: async () => (await import('./doctor.ts')).doctor },
  {
    name: 'twin', arguments: [], load: async () => (await import('./twin.ts')).twin,
    options: { families: { value: 'N', required: true }, seed: { value: 'S', required: true }, load: {}, to: { value: 'DIR' } },
  },
  {
    name: 'import', arguments: ['FILE'], load: async () => (await import('./import.ts')).importList,
    options: {
      village: { value: 'CODE', required: true }, as: { value: 'USERNAME', required: true }, source: { value: 'KEY' },
      'as-of': { value: 'YYYY-MM-DD' }, check: {}, rejected: { value: 'FILE' },
    },
  },
  { name: 'clocks check', arguments: [], options: {}, load: async () => (await import('./clocks.ts')).clocksCheck },
  {
    name: 'link', arguments: [], load: async () => (await import('./link.ts')).link,
    options: { learn: {}, 'dry-run': {}, report: {}, calibrate: {}, threads: { value: 'N' }, seed: { value: 'S' } },
  },
  {
    name: 'sheets', arguments: [], load: async () => (await import('./sheets.ts')).sheets,
    options: { out: { value: 'DIR', required: true }, role: { value: 'ROLE' } },
  },
  { name: 'triage train', arguments: [], options: {}, load: async () => (await import('./triage.ts')).triageTrain },
  {
    name: 'users list', arguments: [], load: async () => (await import('./users.ts')).usersList,
    options: { search: { value: 'TEXT' }, role: { value: 'ROLE' } },
  },
  {
    name: 'users add', arguments: ['USERNAME'], load: async () => (await import('./users.ts')).usersAdd,
    options: { name: { value: 'NAME', required: true }, ...roleOptions },
  },
  { name: 'users disable', arguments: ['USERNAME'], options: {}, load: async () => (await import('./users.ts')).usersDisable },
  { name: 'users enable', arguments: ['USERNAME'], options: {}, load: async () => (await import('./users.ts')).usersEnable },
  { name: 'users reset-password', arguments: ['USERNAME'], options: {}, load: async () => (await import('./users.ts')).usersResetPassword },
  { name: 'users grant', arguments: ['USERNAME'], options: roleOptions, load: async () => (await import('./users.ts')).usersGrant },
]
