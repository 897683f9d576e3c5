import type { Translation } from '#web/i18n/lang.ts'
import type { doctorId } from './doctor.id.ts'

export const doctorEn: Translation<typeof doctorId> = {
  names: {
    node: 'Node.js', folder: 'Data folder', lock: 'Folder lock', disk: 'Disk space', regency: 'Regency configuration', keys: 'NIK keys',
    web: 'Web pages', database: 'Database', migrations: 'Migrations', login: 'Server’s database login', owner: 'Owner’s database login',
    channels: 'Channels', templates: 'WhatsApp templates', mailbox: 'Mailbox', calendar: 'Calendar', clock: 'Clock', backup: 'Backup', files: 'Files', accounts: 'Accounts', audit: 'Audit',
  },
  summaryGood: 'No problems.',
  summaryWarnings: (count) => (count === 1 ? 'Nothing is broken; one thing needs attention.' : `Nothing is broken; ${count} things need attention.`),
  summaryFaults: (count) => (count === 1 ? 'One problem must be mended.' : `${count} problems must be mended.`),
  skipped: 'could not be examined, because the database cannot be reached',
  broken: (reason) => `this examination itself failed: ${reason}`,

  nodeGood: (version) => `version ${version}`,
  nodeOld: (version, needed) => `version ${version} is too old. Run it as npx kentongan, which brings its own Node ${needed}`,

  folderGood: (path) => path,
  folderMissing: (path) => `${path} does not exist yet. Run npm start, or check DATA_DIR`,
  folderOpen: (path) => `${path} is open to other users of this machine. Run: chmod 700 ${path}`,
  folderForeign: (path) => `${path} belongs to somebody else or cannot be written. Run this as its owner`,

  lockFree: 'no other process uses it',
  lockHeld: (pid) => `used by process ${pid} (the server is running)`,

  diskGood: (free) => `${free} free`,
  diskLow: (free) => `only ${free} left. Free some space, or move BACKUP_DIR to another disk`,
  diskFull: (free) => `only ${free}. When it runs out the server stops taking reports; free some space now`,

  regencyGood: (name) => name,

  keysGood: 'present, and closed to others',
  keysNone: (path) => `${path} does not exist yet; the first start makes it`,
  keysMissing: (path) =>
    `${path} is gone although there is data. Bring it back from its copy before starting the server; without it NIKs cannot be read`,
  keysOpen: (path) => `${path} can be read by other users. Run: chmod 600 ${path}`,
  keysBroken: (path) => `${path} cannot be read as a key file. Bring it back from its copy`,
  keysOld: (path) => `${path} is an old copy: rows are closed with a newer key. Bring the latest keys.json back`,
  keysRotating: (rows) =>
    `present; rows that an older key closes, or that were closed before each person had a key of their own: ${rows}. Run: npx kentongan keys rotate`,
  keysForeign: (path) => `${path} does not belong to this data. Bring the original keys.json back from its copy`,

  templatesGood: (count) => `all ${count} approved`,
  templatesNotConnected: 'WhatsApp is not connected',
  templatesSkipped: 'could not be examined, because the regency configuration cannot be read',
  templatesUnknown: {
    account_unset: 'not known. Set WHATSAPP_BUSINESS_ACCOUNT_ID, so that the approved templates can be looked up',
    unreachable: 'not known: WhatsApp cannot be reached', timed_out: 'not known: WhatsApp does not answer',
    provider_error: 'not known: WhatsApp is in trouble. Try again later',
    not_authorised: 'not known: WhatsApp refuses. Check WHATSAPP_BUSINESS_ACCOUNT_ID, and the permission whatsapp_business_management of its token',
  },
  templatesMissing: (which) =>
    `not usable yet (${which}). Meanwhile their news goes by the reporter’s SMS or e-mail, and always stands on the follow-up page. Submit them by docs/operations/channels.md`,
  templateStates: {
    pending: 'awaiting approval', rejected: 'rejected', paused: 'stopped by WhatsApp', missing: 'not submitted', differs: 'has other blanks',
  },

  channelsGood: (which) => `connected: ${which}`,
  channelsNone: 'no channel is connected; news stands on the report’s page only',
  channelsUnsent: (which) => `not connected, so news was not sent: ${which}. It stands on the report’s page only; connect the channel as docs/operations/channels.md says`,
  channelUnsent: (channel, count) => `${channel} (messages: ${count})`,
  channelNames: { whatsapp: 'WhatsApp', sms: 'SMS', email: 'e-mail' },

  mailboxNotConnected: 'no mailbox is connected',
  mailboxNever: 'never read yet. Start the server; the mailbox is read every minute',
  mailboxGood: (lookedAt, mailAt) => `last read ${lookedAt}, last mail taken in ${mailAt}`,
  mailboxNoMail: 'never',
  mailboxFailing: (since, reason) => `cannot be read since ${since}: ${reason}. Mails stay at the mail server; check IMAP_URL by docs/operations/channels.md`,
  mailboxStill: (since) => `not read since ${since}. See whether the server runs`,
  mailboxReasons: {
    unreachable: 'the mail server cannot be reached', timed_out: 'the mail server does not answer', provider_error: 'the mail server refuses a command',
    not_authorised: 'the password is refused',
  },

  webGood: 'built from these sources',
  webStale: 'not built for this version. npm start builds them, or run: npm run build',

  databaseGood: (version, where) => `PostgreSQL ${version} (${where})`,
  embedded: 'built in',
  external: 'DATABASE_URL',
  databaseOld: (version) => `PostgreSQL ${version} is too old. Kentongan needs 15 or later`,
  databaseGone: (reason) => `cannot be reached: ${reason}. Check DATABASE_URL, and whether PostgreSQL is running`,
  databaseUnsynced: 'fsync is off; data may be lost when the power fails. Turn fsync on in postgresql.conf',

  migrationsGood: (count) => `all ${count} applied`,
  migrationsPending: (count) => `${count} missing. Make a backup, then: npx kentongan migrate`,
  migrationsNewer: (name) => `the database is newer than this program (${name}). Install the version of Kentongan that belongs to it`,
  migrationsChanged: (name) => `${name} was changed after it was applied. Install the original sources`,

  loginGood: 'has no privileges; row security holds on every table',
  loginUnsafe: (reasons) => `row security does not hold: ${reasons}. Follow docs/operations/production.md`,
  loginFails: (reason) => `the server’s login cannot sign in: ${reason}. Run: npx kentongan migrate`,

  ownerGood: 'can make complete backups',
  ownerBound: (login) => `${login} is bound by row security, so kentongan backup will refuse. To use it: alter role ${login} bypassrls`,

  calendarGood: 'the holidays of this year and of the next are known',
  calendarProvisional: (years) =>
    `the holidays of ${years} are provisional. Replace them by the decree in regency.yaml, with its number and the tag sourced; without it promises in working days come out too short`,
  calendarMissing: (years) =>
    `the holidays of ${years} are not known. Add holidays and holidayYears to regency.yaml; without them promises in working days come out too short`,
  clockGood: (difference) => `${difference} seconds from the database’s`,
  clockOff: (difference) =>
    `${difference} seconds from the database’s. Set up NTP on both machines; the promises to reporters are counted by this clock`,

  backupGood: (age) => `the last one ${age} ago`,
  backupNone: 'never made. Run npx kentongan backup, or set BACKUP_EVERY_HOURS (docs/operations/backup.md)',
  backupOld: (age) => `the last one ${age} ago. Check its schedule, and the space in BACKUP_DIR`,
  hours: (count) => `${count} hours`,
  days: (count) => `${count} days`,

  filesGood: (age) => `the last sweep ${age} ago`,
  filesNotYet: 'not swept yet; the server does it by itself',
  filesOld: (age) => `the last sweep ${age} ago. Is the server running? Photos that were never sent stay until it is`,

  accountsGood: (approvers, waiting) => `${approvers} people can approve roles; ${waiting} wait for it`,
  accountsAlone: (approvers) =>
    `${approvers} can approve roles, so that nobody can give one that takes two people. Add another: npx kentongan users grant USERNAME --role administrator`,

  auditGood: (seals, entries) => `${seals} seals and ${entries} entries fit`,
  auditFaults: (count, first) =>
    `${count} seals do not fit, from seal ${first} on. Entries were changed outside the application: follow docs/operations/incident.md`,
  auditUnsealed: (count) => `${count} old entries were never sealed. Is the server running?`,
}
