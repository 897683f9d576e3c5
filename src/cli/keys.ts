import { userInfo } from 'node:os'
import { asOwner } from '#install.ts'
import { loadRegency } from '#modules/people/index.ts'
import { sealedSubjects } from '#modules/registry/index.ts'
import { assertOwnKeys } from '#platform/key-fact.ts'
import { countLeft, rotateKeys, RotationRunning } from '#platform/key-rotation.ts'
import { loadKeys } from '#platform/keys.ts'
import { columns } from './columns.ts'
import { CliProblem, type CliCall } from './command.ts'
import { withDatabase } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

const sayEveryRows = 10_000

/** `keys rotate`: a new key for everything that is closed, row by row, also beside a running server; goes on where it was broken off. */
export async function keysRotate(call: CliCall): Promise<ExitCode> {
  return withDatabase(call, async ({ config, ownerUrl }) => {
    const { regencyId } = loadRegency(config.regencyDir)
    await asOwner(ownerUrl, (client) => assertOwnKeys(client, regencyId, config.keyFile))
    const number = new Intl.NumberFormat(call.lang)
    let said = 0
    const rotated = await rotateKeys({
      ownerUrl, regencyId, keyFile: config.keyFile, subjects: sealedSubjects, now: new Date(), by: `kentongan keys rotate (${userInfo().username})`,
      onProgress: (done, table) => {
        if (done - said < sayEveryRows) return
        said = done
        call.say(call.text.done.keysProgress(number.format(done), table))
      },
    }).catch((error: unknown) => {
      if (error instanceof RotationRunning) throw new CliProblem({ kind: 'rotation_running', message: call.text.problems.rotationRunning, code: exitCode.inUse })
      throw error
    })
    const { keyId, rows } = rotated
    call.answer({ lines: [call.text.done.keysRotated(keyId, number.format(rows)), call.text.done.keysCopy(config.keyFile)], json: rotated })
    return exitCode.good
  })
}

/** `keys status`: which key closes now, and how many rows an older one still closes. */
export async function keysStatus(call: CliCall): Promise<ExitCode> {
  return withDatabase(call, async ({ config, ownerUrl }) => {
    const { regencyId } = loadRegency(config.regencyDir)
    const left = await asOwner(ownerUrl, async (client) => {
      await assertOwnKeys(client, regencyId, config.keyFile)
      return countLeft(client, loadKeys(config.keyFile).currentId(), sealedSubjects)
    })
    const keyId = loadKeys(config.keyFile).currentId()
    const number = new Intl.NumberFormat(call.lang)
    const rows = columns([...left].map(([table, count]) => [table, number.format(count)]))
    call.answer({
      lines: left.size === 0 ? [call.text.done.keysAllCurrent(keyId)] : [call.text.done.keysLeft(keyId), ...rows],
      json: { keyId, left: Object.fromEntries(left) },
    })
    return exitCode.good
  })
}
