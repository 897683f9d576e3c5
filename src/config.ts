import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ChannelEnvironment, readChannelSettings, type ChannelSettings } from './config-channels.ts'

export const projectFolder = fileURLToPath(new URL('..', import.meta.url))

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
  DATA_DIR: z.string().default('data'),
  /** The owner's login of an existing PostgreSQL (15 or later). Without it the embedded one is used. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The server's own login without rights, where the owner's login may not make one. */
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Name or path of the regency's folder; needed only where `regencies/` holds several. */
  REGENCY: z.string().optional(),
  /** Whether to load the demo regency (synthetic people, published passwords) into an empty database. */
  DEMO: z.enum(['on', 'off']).optional(),
  DEMO_FAMILIES: z.coerce.number().int().min(1).max(600_000).default(2_000),
  DEMO_SEED: z.coerce.number().int().default(2_026),
  PUBLIC_URL: z.url().optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  KEY_FILE: z.string().optional(),
  /** How long an uploaded file that no row names yet is kept for whoever may still send what it belongs to. */
  FILE_GRACE_HOURS: z.coerce.number().min(24).max(87_600).default(720),
  /** A backup of its own every so many hours; without it none is made. */
  BACKUP_EVERY_HOURS: z.coerce.number().min(0.1).max(8_760).optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(7),
  /** The public key (age1…) that backups made by the schedule are encrypted to. */
  BACKUP_TO_KEY: z.string().regex(/^age1[0-9a-z]+$/).optional(),
  ...ChannelEnvironment.shape,
})

/** Where and how this installation runs; parsed once at the start. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly databaseAppUrl: string | undefined
  readonly regencyDir: string
  readonly demo: { readonly families: number; readonly seed: number } | undefined
  readonly publicUrl: string | undefined
  readonly trustedProxies: number
  readonly logLevel: string
  readonly keyFile: string
  readonly fileGraceHours: number
  readonly backup: BackupSettings
  readonly channels: ChannelSettings
}

export interface BackupSettings {
  readonly folder: string
  /** Undefined: only when somebody asks for one. */
  readonly everyHours: number | undefined
  readonly keep: number
  readonly toKey: string | undefined
}

/** Reads the environment; throws a list of what is wrong with which variable. */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`The settings cannot be used:\n${wrong.join('\n')}`)
  }
  const values = read.data
  const channels = readChannelSettings(values)
  if (channels.wrong.length > 0) throw new ConfigError(`The settings cannot be used:\n${channels.wrong.map((line) => `  ${line}`).join('\n')}`)
  const dataDir = resolve(values.DATA_DIR)
  const isDemo = values.DEMO === undefined ? values.DATABASE_URL === undefined && environment['NODE_ENV'] !== 'production' : values.DEMO === 'on'
  return {
    host: values.HOST, port: values.PORT, dataDir, databaseUrl: values.DATABASE_URL, databaseAppUrl: values.DATABASE_APP_URL,
    regencyDir: regencyFolder(values.REGENCY), demo: isDemo ? { families: values.DEMO_FAMILIES, seed: values.DEMO_SEED } : undefined,
    publicUrl: values.PUBLIC_URL, trustedProxies: values.TRUSTED_PROXIES, logLevel: values.LOG_LEVEL ?? (isDemo ? 'warn' : 'info'),
    keyFile: values.KEY_FILE === undefined ? join(dataDir, 'keys.json') : resolve(values.KEY_FILE),
    fileGraceHours: values.FILE_GRACE_HOURS,
    backup: {
      folder: values.BACKUP_DIR === undefined ? join(dataDir, 'backups') : resolve(values.BACKUP_DIR),
      everyHours: values.BACKUP_EVERY_HOURS, keep: values.BACKUP_KEEP, toKey: values.BACKUP_TO_KEY,
    },
    channels: channels.settings,
  }
}

/** A problem that the person who starts the server can mend; shown without a stack. */
export class ConfigError extends Error {}

function regencyFolder(given: string = onlyRegency()): string {
  const folder = isAbsolute(given) || given.startsWith('.') ? resolve(given) : join(projectFolder, 'regencies', given)
  if (!existsSync(folder)) throw new ConfigError(`REGENCY: there is no folder ${folder}`)
  return folder
}

/** The regency there is, besides the template; where there are several, somebody must choose. */
function onlyRegency(): string {
  const folders = readdirSync(join(projectFolder, 'regencies'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map((entry) => entry.name).filter((name) => !name.startsWith('_'))
  const [only, ...others] = names
  if (only === undefined || others.length > 0) throw new ConfigError(`REGENCY: choose one of ${names.join(', ')}`)
  return only
}
