import type { Regency } from '#modules/people/index.ts'
import { systemClock } from '#platform/clock.ts'
import { columns } from './columns.ts'
import { CliProblem, type CliCall } from './command.ts'
import { withDatabase, type Database } from './database.ts'
import {
  examineAudit, examineBackup, examineClock, examineDatabase, examineFiles, examineLogin, examineMigrations, examineOwner, readFacts, type Facts,
} from './doctor/database.ts'
import { examineChannels, examineMailbox, examineTemplates } from './doctor/channels.ts'
import { examineAccounts } from './doctor/accounts.ts'
import { findings, type CheckName, type Examined, type Finding } from './doctor/finding.ts'
import { examineCalendar, examineDisk, examineFolder, examineKeys, examineLock, examineNode, examineRegency, examineWeb } from './doctor/machine.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

const marks = { good: '✓', warning: '!', fault: '✗', skipped: '–' } as const

/** `doctor`: examines an installation from outside, says what is wrong and what to do; changes nothing. */
export async function doctor(call: CliCall): Promise<ExitCode> {
  const examined: Examined = { config: call.config(), text: call.text.doctor, lang: call.lang }
  const regency = examineRegency(examined)
  // Before the database is reached: reaching it may take the lock ourselves.
  const machine = [
    examineNode(examined), examineFolder(examined),
    guarded('lock', examined, () => examineLock(examined)), guarded('disk', examined, () => examineDisk(examined)),
  ]
  const database = await examineThroughDatabase(call, examined, regency.regency)
  const templates = await examineTemplates(examined, regency.regency)
  const all = [...machine, regency.finding, examineCalendar(examined, regency.regency, systemClock.now()), templates, guarded('web', examined, () => examineWeb(examined)), ...database]
  const faults = all.filter((finding) => finding.state === 'fault').length
  call.answer({ lines: report(all, examined), json: { healthy: faults === 0, findings: all } })
  return faults === 0 ? exitCode.good : exitCode.failed
}

async function examineThroughDatabase(call: CliCall, examined: Examined, regency: Regency | undefined): Promise<readonly Finding[]> {
  try {
    return await withDatabase(call, async (database) => {
      const facts = await readFacts(database.ownerUrl, { regencyId: regency?.regencyId, keyFile: examined.config.keyFile })
      return examineFacts({ database, facts, regency }, examined)
    })
  } catch (error) {
    const unexamined: readonly CheckName[] = ['migrations', 'login', 'owner', 'clock', 'backup', 'files', 'accounts', 'channels', 'mailbox', 'audit']
    return [
      examineKeys(examined),
      findings('database').fault(error instanceof CliProblem ? error.message : examined.text.databaseGone((error as Error).message)),
      ...unexamined.map((check): Finding => ({ check, state: 'skipped', message: examined.text.skipped })),
    ]
  }
}

async function examineFacts(
  { database, facts, regency }: { database: Database; facts: Facts; regency: Regency | undefined }, examined: Examined,
): Promise<readonly Finding[]> {
  return [
    examineKeys(examined, facts), examineDatabase(facts, examined), examineMigrations(facts, examined),
    await examineLogin(database, examined),
    examineOwner(facts, examined), examineClock(facts, examined), examineBackup(facts, examined),
    examineFiles(facts, examined),
    ...await Promise.all([
      ofInstallation('accounts', { facts, regency }, { examined, examine: (known) => examineAccounts(database.ownerUrl, known, examined) }),
      ofInstallation('channels', { facts, regency }, { examined, examine: (known) => examineChannels(database.ownerUrl, known, examined) }),
      ofInstallation('mailbox', { facts, regency }, { examined, examine: (known) => examineMailbox(database.ownerUrl, known, examined) }),
      ofInstallation('audit', { facts, regency }, { examined, examine: (known) => examineAudit(database, known.regencyId, examined) }),
    ]),
  ]
}

/** An examination that needs tables of this version and the regency's configuration. */
async function ofInstallation(
  check: CheckName, { facts, regency }: { facts: Facts; regency: Regency | undefined },
  { examined, examine }: { examined: Examined; examine: (regency: Regency) => Promise<Finding> },
): Promise<Finding> {
  if (!facts.hasData || regency === undefined) return { check, state: 'skipped', message: examined.text.skipped }
  try {
    return await examine(regency)
  } catch (error) {
    return findings(check).fault(examined.text.broken((error as Error).message))
  }
}

/** An examination that cannot be made is a finding, not the end of the visit. */
function guarded(check: CheckName, { text }: Examined, examine: () => Finding): Finding {
  try {
    return examine()
  } catch (error) {
    return findings(check).fault(text.broken((error as Error).message))
  }
}

function report(all: readonly Finding[], { text }: Examined): string[] {
  const faults = all.filter((finding) => finding.state === 'fault').length
  const warnings = all.filter((finding) => finding.state === 'warning').length
  const whenNoFault = warnings > 0 ? text.summaryWarnings(warnings) : text.summaryGood
  return [
    ...columns(all.map((finding) => [marks[finding.state], text.names[finding.check], finding.message])), '',
    faults > 0 ? text.summaryFaults(faults) : whenNoFault,
  ]
}
