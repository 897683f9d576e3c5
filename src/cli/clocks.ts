import { checkClocks } from '#modules/response/index.ts'
import type { CliCall } from './command.ts'
import { withDeps } from './database.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** `clocks check`: reckons every case and its clocks anew from their histories and names what differs. Changes nothing. */
export async function clocksCheck(call: CliCall): Promise<ExitCode> {
  return withDeps(call, async (deps) => {
    const checked = await checkClocks(deps)
    const number = new Intl.NumberFormat(call.lang)
    const text = call.text.done
    call.answer({
      lines: [
        text.clocksChecked(number.format(checked.clocks), number.format(checked.cases)),
        ...checked.wrong.map(({ caseNumber: number, clockId, ...one }) => {
          const said = { number, about: text.clockAbout[one.about], stored: one.stored ?? '–', replayed: one.replayed ?? '–' }
          return clockId === null ? text.caseWrong(said) : text.clockWrong({ ...said, clockId })
        }),
      ],
      json: checked,
    })
    return checked.wrong.length === 0 ? exitCode.good : exitCode.failed
  })
}
