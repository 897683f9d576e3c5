import { account, accountFieldProblems, accountRefusals } from './account.ts'
import { area, areaRefusals } from './area.ts'
import { board, boardRefusals, map } from './board.ts'
import { audit } from './audit.ts'
import { caseRefusals, caseWork, inbox } from './case.ts'
import { common } from './common.ts'
import { importList, importRefusals } from './import.ts'
import { fieldProblems, platformRefusals } from './refusals.ts'
import { report, reportRefusals } from './report.ts'
import { self, sessionRefusals } from './self.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

/** Every text in Bahasa Indonesia, the source language. A feature adds its file here, and its refusals below. */
export const id = {
  area,
  common,
  shell,
  signIn,
  self,
  account,
  audit,
  board,
  caseWork,
  inbox,
  importList,
  map,
  report,
  fieldProblems: {
    ...fieldProblems,
    ...accountFieldProblems,
  },
  refusals: {
    ...platformRefusals,
    ...sessionRefusals,
    ...accountRefusals,
    ...areaRefusals,
    ...boardRefusals,
    ...caseRefusals,
    ...importRefusals,
    ...reportRefusals,
  },
}
