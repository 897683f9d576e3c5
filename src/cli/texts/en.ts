import type { Translation } from '#web/i18n/lang.ts'
import { doctorEn } from './doctor.en.ts'
import type { id } from './id.ts'

const frame = {
  about: 'Kentongan – commands for whoever runs the server',
  usage: 'Usage',
  commandWord: 'COMMAND',
  optionsWord: 'options',
  commands: 'Commands',
  options: 'Options',
  everyCommand: 'Options of every command',
  exitCodes: 'Exit codes',
  exitGood: 'done',
  exitFailed: 'failed, or faults were found',
  exitUsage: 'not understood; nothing was done',
  exitInUse: 'the folder, file or database is in use or holds something already; nothing was done',
  moreHelp: (command: string) => `About one command: npx kentongan ${command} --help`,
  settings: 'Where the data is: DATA_DIR (folder) or DATABASE_URL (a PostgreSQL of your own), as for npm start.',
}

const options = {
  help: 'show this',
  json: 'the result as JSON, for programs',
  lang: 'language of the messages: id or en (otherwise as LANG says)',
  version: 'show the version of Kentongan',
}

const commands = {
  migrate: {
    summary: 'prepare the database for this version, without starting the server',
    options: {},
  },
  import: {
    summary: 'bring in a list of families (XLSX or CSV) of one village',
    options: {
      village: 'the village’s code, for example 12.34.05.2003',
      as: 'user name of the officer who answers for this list',
      source: 'where the list comes from, for example siks_ng or opensid (otherwise the village\'s own list)',
      'as-of': 'the day for which the list holds (otherwise today)',
      check: 'only check; storing goes on on the screen',
      rejected: 'write the rows that were refused, with the reason, to this XLSX file',
    },
  },
  'clocks check': { summary: 'reckon every case and its clocks anew from its history and name what differs', options: {} },
  link: {
    summary: 'look for the same person in the whole registry; what is found becomes questions, nothing is merged',
    options: {
      learn: 'first learn from this registry how rows of one person differ',
      'dry-run': 'only count, ask nothing',
      report: 'show how right the model is by what officers decided; looks for nothing',
      calibrate: 'put the model\'s probabilities right by what officers decided, as a new version; what was decided does not change',
      threads: 'how many processor cores to use (otherwise all)',
      seed: 'start number of the sample to learn from (otherwise 1)',
    },
  },
  sheets: {
    summary: 'print the one-page sheet of each role, in both languages, with the promises and offices of today',
    options: { out: 'folder for the PDF files', role: 'one role only, by roles.yaml (without it: all)' },
  },
  'triage train': {
    summary: 'train the suggestion of a kind anew, from the samples and from what officers corrected, and report how well it does',
    options: {},
  },
  twin: {
    summary: 'make a synthetic regency: invented families to show, to train and to load with',
    options: {
      families: 'how many families',
      seed: 'start number; the same number gives the same data',
      load: 'bring them into the database (otherwise only files are written)',
      to: 'folder for the JSONL files (otherwise standard output)',
    },
  },
  backup: {
    summary: 'save everything (database and files) into one backup file',
    options: {
      to: 'folder to write to (otherwise BACKUP_DIR)',
      'to-key': 'encrypt to this public key (age1…)',
      'passphrase-file': 'encrypt with the passphrase in this file',
      'with-keys': 'include the NIK keys; only in an encrypted backup, because whoever holds such a file can read every NIK',
    },
  },
  'backup check': {
    summary: 'check whether a backup is whole, from its first byte to its last',
    options: {
      identity: 'file with the secret key (AGE-SECRET-KEY-…)',
      'passphrase-file': 'file with the passphrase of the backup',
    },
  },
  'backup key': {
    summary: 'make a pair of keys to encrypt backups with',
    options: {},
  },
  restore: {
    summary: 'restore a backup into a new data folder or an empty database, and check the result',
    options: {
      to: 'a new data folder, or the address of an empty database (postgres://…)',
      identity: 'file with the secret key (AGE-SECRET-KEY-…)',
      'passphrase-file': 'file with the passphrase of the backup',
      keys: 'the NIK key file (keys.json) of the installation that was backed up',
      'without-keys': 'restore without NIK keys; NIK and KK numbers will not be readable',
    },
  },
  'audit verify': {
    summary: 'recompute every seal of the audit; name the seal that does not fit',
    options: { anchor: 'a seal that was kept outside this server; it must still stand in the chain' },
  },
  'audit export': {
    summary: 'write the audit and its seals for an outsider to verify (tools/verify-audit.mjs)',
    options: {
      to: 'file to write to (otherwise standard output)',
      reason: 'why it is taken out; recorded in the audit',
    },
  },
  'audit reads': {
    summary: 'who looked at whose data between two days; the first list of an incident',
    options: {
      account: 'this account only (user name)',
      subject: 'only what was seen of the person, family or case with this id',
      from: 'first day',
      to: 'last day',
      reason: 'why this is asked; recorded in the audit',
    },
  },
  'keys rotate': {
    summary: 'close NIKs, phone numbers and other secrets with a new key; goes on where it was broken off',
    options: {},
  },
  'keys status': {
    summary: 'which key is used, and how many rows an older one still closes',
    options: {},
  },
  doctor: {
    summary: 'examine the installation and say what to do',
    options: {},
  },
  'users list': {
    summary: 'list accounts',
    options: { search: 'part of the user name or the name', role: 'this role only' },
  },
  'users add': {
    summary: 'make an account with one role; shows the password for the first sign-in',
    options: {
      name: 'full name', role: 'a role of regencies/…/roles.yaml', area: 'the area’s code (otherwise the whole regency)',
      office: 'an office’s key in regencies/…/offices.yaml',
    },
  },
  'users disable': { summary: 'close an account; all its sessions end', options: {} },
  'users enable': { summary: 'open a closed account again', options: {} },
  'users reset-password': { summary: 'give a new password for one sign-in', options: {} },
  'users grant': {
    summary: 'give an account one more role',
    options: {
      role: 'a role of regencies/…/roles.yaml', area: 'the area’s code (otherwise the whole regency)',
      office: 'an office’s key in regencies/…/offices.yaml',
    },
  },
}

const usageErrors = {
  noCommand: 'No command was given.',
  unknownCommand: (typed: string) => `There is no command "${typed}".`,
  didYouMean: (meant: string) => `Did you mean: ${meant}`,
  unknownOption: (name: string) => `This command has no option ${name}.`,
  optionNeedsValue: (name: string) => `The option ${name} needs a value.`,
  optionTakesNoValue: (name: string) => `The option ${name} takes no value.`,
  optionMissing: (name: string) => `The option ${name} is required.`,
  optionsExclude: (first: string, second: string) => `Choose one: ${first} or ${second}.`,
  notANumber: (name: string, minimum: number, maximum: number) => `${name} must be a whole number from ${minimum} to ${maximum}.`,
  argumentMissing: (name: string) => `${name} is missing.`,
  argumentSurplus: (text: string) => `"${text}" is not expected here.`,
  notADay: (name: string) => `${name} must be a day, for example 2026-11-25.`,
  notAmong: (name: string, known: string) => `${name} takes one of: ${known}.`,
  unknownVillage: (code: string) => `This regency has no village with the code ${code}.`,
  unknownLang: 'The option --lang takes id or en.',
}

const problems = {
  folderInUse: (pid: number) =>
    `The data folder is in use by process ${pid}, and its database cannot be reached yet. Wait a moment and repeat, or stop that process.`,
  connectionEnded: 'The database server stopped in the middle of this command. Repeat the command.',
  nothingInstalled: (folder: string) => `There is no data in ${folder} yet. Run npm start or npx kentongan migrate, or check DATA_DIR.`,
  userMayNotImport: (username: string, village: string) => `${username} does not exist, is closed, or may not bring in lists for ${village}.`,
  secretMissing: (path: string) => `${path} does not exist, so the server’s login cannot sign in. Run: npx kentongan migrate`,
  migrationsPending: (count: number) => `The database is not prepared for this version (${count} migrations missing). Run: npx kentongan migrate`,
  databaseUnreachable: (reason: string) => `The database cannot be reached: ${reason}. Check DATABASE_URL, and whether PostgreSQL is running.`,
  noSuchFile: (path: string) => `The file ${path} does not exist or cannot be read.`,
  fileExists: (path: string) => `${path} exists already and is not overwritten. Choose another name.`,
  wrongKeys: {
    missing: (path: string) => `The NIK key file ${path} is missing. Bring keys.json back from its copy; without it no NIK or KK number can be read.`,
    old: (path: string) => `The NIK key file ${path} is an old copy: rows are closed with a newer key. Bring the latest keys.json back.`,
    other: (path: string) => `The NIK key file ${path} does not belong to this data. Bring the original keys.json back from its copy.`,
  },
  rotationRunning: 'Keys are being rotated by somebody else at this moment.',
  registryNotEmpty: 'The registry holds families already. Synthetic people only go into an empty one, so that nobody takes them for real.',
  diskFull: 'The disk is full. Free some space and repeat; the unfinished file was removed.',
}

const refusals: (typeof id)['refusals'] = {
  not_a_backup: () => 'This file is not a backup of Kentongan, or its beginning is damaged.',
  backup_damaged: ({ where }) => `This backup is damaged at ${where}. Do not use it; fetch another copy. Nothing was restored.`,
  backup_incomplete: () => 'This backup is cut off: the copy was interrupted or the disk was full. Fetch another copy. Nothing was restored.',
  backup_encrypted: () => 'This backup is encrypted. Add --identity FILE or --passphrase-file FILE.',
  backup_key_wrong: () => 'This key or passphrase does not open this backup.',
  age_key_invalid: ({ text }) => `"${text}" is not a valid key. A public key begins with age1…, a secret key with AGE-SECRET-KEY-1…`,
  backup_of_other_version: ({ madeBy, reason }) =>
    `This backup was made by Kentongan ${madeBy} and does not fit this version (${reason}). Restore it with that version, then upgrade.`,
  target_not_empty: ({ target }) => `${target} holds something already. A restore goes into an empty place only, so that nothing is overwritten.`,
  login_sees_too_little: ({ login }) =>
    `The login ${login} is bound by row security, so its backup would not be complete. Use the tables’ owner, or: alter role ${login} bypassrls`,
  backup_running: () => 'Another backup is being made. Wait until it is done.',
  keys_needed: () =>
    'This backup does not carry the NIK keys. Add --keys FILE (keys.json of the installation), or --without-keys if NIKs need not be readable.',
  keys_differ: () =>
    'This key file does not belong to this backup; NIKs would not be readable. Find keys.json of the installation that was backed up.',
  keys_need_encryption: () => 'Keys may only be part of an encrypted backup. Add --to-key or --passphrase-file.',
  restored_differs: ({ where }) => `What was restored into ${where} differs from the backup. Nothing was kept.`,
}

const done = {
  migrated: (count: number) => (count === 0 ? 'The database is as this version needs it.' : `${count} migrations applied.`),
  table: (name: string, rows: string) => `${name}: ${rows} rows`,
  backup: (path: string, size: string) => `Backup saved: ${path} (${size})`,
  backupContents: (rows: string, files: string) => `It holds ${rows} rows and ${files} files.`,
  keysApart: (path: string) => `The NIK keys are not in it. Keep ${path} in another place; without it NIK and KK numbers can never be read again.`,
  keysProgress: (done: string, table: string) => `${done} rows … (${table})`,
  keysRotated: (keyId: string, rows: string) => `Key ${keyId} is in use; ${rows} rows were closed with it anew.`,
  keysCopy: (path: string) => `Put a copy of ${path} into the safe now. It also holds the earlier keys, which older backups need.`,
  keysAllCurrent: (keyId: string) => `Everything is closed with key ${keyId}.`,
  keysLeft: (keyId: string) => `Key ${keyId} is in use. Rows that an older key still closes (npx kentongan keys rotate goes on with them):`,
  backupGood: (when: string) => `The backup is whole. Made ${when}.`,
  keyMade: (path: string) => `The secret key was written to ${path}. Move it to another machine; making backups only takes this public key:`,
  restored: (target: string) => `The backup was restored into ${target}: every table was read back and equals the backup.`,
  startIt: (folder: string) => `Start it with: DATA_DIR=${folder} npm start`,
  audit: (seals: string, entries: string) => `${seals} seals recomputed, ${entries} entries.`,
  auditGood: 'Nothing was changed since it was sealed.',
  auditHead: (hash: string) => `The last seal (keep it outside this server): ${hash}`,
  auditFault: (seal: number, reason: string) => `Seal ${seal}: ${reason}`,
  auditUnsealed: (count: number) => `${count} old entries were never sealed.`,
  anchorMissing: (hash: string) => `The seal ${hash} is no longer in the chain: the chain was made anew.`,
  exported: (path: string, entries: string) => `${entries} entries written to ${path}. Verify with: node tools/verify-audit.mjs ${path}`,
  listChecked: (rows: string, good: string, bad: string) => `${rows} rows checked: ${good} can be stored, ${bad} refused.`,
  listStored: (added: string, changed: string, same: string) => `Stored: ${added} new people, ${changed} changed, ${same} as before.`,
  listOnlyChecked: 'Not stored yet. The list waits on the import screen.',
  reads: (entries: string, subjects: string) => `${entries} looks at ${subjects} people, families, cases or lists.`,
  noReads: 'Nothing was looked at, as far as the audit knows.',
  trained: (p: { version: string; samples: string; corrections: string }) => `Model ${p.version} trained on ${p.samples} samples and ${p.corrections} corrections of officers.`,
  trainedScore: (p: { top1: string; top2: string; before: string; samples: string }) => `On ${p.samples} held-out samples: first suggestion right ${p.top1} (before ${p.before}), one of two right ${p.top2}.`,
  trainedKind: (p: { category: string; precision: string; recall: string; samples: string }) => `${p.category}: precision ${p.precision}, recall ${p.recall} of ${p.samples}`,
  clocksChecked: (clocks: string, cases: string) => `${clocks} clocks of ${cases} cases reckoned anew.`,
  clockWrong: (p: { number: string; clockId: string; about: string; stored: string; replayed: string }) =>
    `${p.number} clock ${p.clockId}: ${p.about} is kept as ${p.stored}, by the history ${p.replayed}`,
  caseWrong: (p: { number: string; about: string; stored: string; replayed: string }) =>
    `${p.number}: ${p.about} is kept as ${p.stored}, by the history ${p.replayed}`,
  clockAbout: {
    start: 'start', stop: 'stop', pause: 'pauses', due: 'due time', escalation: 'escalation', version: 'number of events', status: 'status',
    verdict: 'verdict', answered: 'first answer', rung: 'rung', task: 'end of a task',
  },
  linkedPersons: (persons: string, model: string) => `${persons} persons compared with model ${model}.`,
  linkedPairs: (likely: string, doubtful: string) => `${likely} pairs are almost certainly one person, ${doubtful} need a look.`,
  linkedAsked: (asked: string) => `${asked} new questions.`,
  linkModel: (p: { version: string; rows: string }) => `Model ${p.version}, learned from ${p.rows} rows.`,
  linkCalibratedBy: (p: { pairs: string }) => `Its probabilities were put right by ${p.pairs} decisions of officers.`,
  linkNotCalibrated: 'Its probabilities were not put right by decisions of officers yet.',
  linkDecisions: (p: { same: string; different: string; needed: string; ofEach: string }) =>
    `Decisions of officers: ${p.same} the same person, ${p.different} different persons. To put the model right takes ${p.needed} decisions, at least ${p.ofEach} of each kind.`,
  linkBand: (p: { shown: string; found: string; pairs: string }) => `Shown ${p.shown}, found true ${p.found} (${p.pairs} pairs).`,
  linkCalibrated: (p: { version: string; pairs: string }) => `Model ${p.version} was kept, put right by ${p.pairs} decisions. What was decided did not change.`,
  twinLoaded: (families: string, persons: string) => `${families} synthetic families (${persons} persons) loaded.`,
  sheetsWritten: (count: string, folder: string) => `${count} sheets written to ${folder}.`,
  twinWritten: (path: string) => `Synthetic data written to ${path}.`,
  progress: (count: string, total: string) => `${count} of ${total}`,
  password: (username: string, password: string) => `One-time password for ${username}: ${password}`,
  passwordOnce: 'Hand it to the person directly. It is not shown again.',
  userChanged: (username: string) => `The account ${username} was changed.`,
  noUsers: 'No account matches.',
}

const auditReasons = {
  root_differs: 'an entry inside it was changed',
  chain_broken: 'it does not continue the seal before it',
  seal_changed: 'the seal itself was changed',
  entries_missing: 'entries were removed or added',
  seal_missing: 'the seal before it is missing',
}

const users = {
  username: 'user', name: 'name', state: 'state', roles: 'roles', active: 'active', disabled: 'closed',
}

export const en: Translation<typeof id> = { frame, options, commands, usageErrors, problems, refusals, done, auditReasons, users, doctor: doctorEn }
