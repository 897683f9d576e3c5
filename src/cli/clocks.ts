import { checkClocks } from '#modules/response/index.ts'
import type { CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** `clocks check`: reckons every clock anew from the histories of the cases and names what differs. Changes nothing. */
export async function clocksCheck(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => {
    const checked = await checkClocks(deps)
    const number = new Intl.NumberFormat(call.lang)
    const text = call.text.done
    call.answer({
      lines: [
        text.clocksChecked(number.format(checked.clocks), number.format(checked.cases)),
        ...checked.wrong.map((one) => text.clockWrong({
          number: one.caseNumber, clockId: one.clockId, about: text.clockAbout[one.about], stored: one.stored ?? '–', replayed: one.replayed ?? '–',
        })),
      ],
      json: checked,
    })
    return checked.wrong.length === 0 ? exitCode.good : exitCode.failed
  })
}
