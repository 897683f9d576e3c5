import { auditExportCommand, auditVerifyCommand } from './audit.ts'
import { backupCheckCommand, backupCommand, backupKeyCommand } from './backup.ts'
import type { CliCommand } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { migrateCommand } from './migrate.ts'
import { restoreCommand } from './restore.ts'
import { twinCommand } from './twin.ts'
import { usersAddCommand, usersDisableCommand, usersEnableCommand, usersGrantCommand, usersListCommand, usersResetCommand } from './users.ts'

/** Everything that can be asked on the command line, in the order of the help. */
export const commands: readonly CliCommand[] = [
  migrateCommand, backupCommand, backupCheckCommand, backupKeyCommand, restoreCommand, auditVerifyCommand, auditExportCommand,
  doctorCommand, twinCommand, usersListCommand, usersAddCommand, usersDisableCommand, usersEnableCommand, usersResetCommand, usersGrantCommand,
]
