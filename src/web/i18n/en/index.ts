import type { id } from '../id/index.ts'
import type { Translation } from '../lang.ts'
import { account } from './account.ts'
import { area } from './area.ts'
import { board, map } from './board.ts'
import { audit } from './audit.ts'
import { batch } from './batch.ts'
import { bulkAct, recheck } from './bulk-act.ts'
import { caseWork, inbox } from './case.ts'
import { apiKey, channel, poster } from './channel.ts'
import { chat } from './chat.ts'
import { common } from './common.ts'
import { form } from './form.ts'
import { exporting } from './exporting.ts'
import { deliberation } from './deliberation.ts'
import { determination } from './determination.ts'
import { importList } from './import.ts'
import { lifeEvent } from './life-event.ts'
import { linkage } from './linkage.ts'
import { lists } from './lists.ts'
import { open311 } from './open311.ts'
import { objection } from './objection.ts'
import { privacy } from './privacy.ts'
import { proposal } from './proposal.ts'
import { performance } from './performance.ts'
import { quality } from './quality.ts'
import { referral } from './referral.ts'
import { registry } from './registry.ts'
import { report } from './report.ts'
import { merge, review } from './review.ts'
import { month } from './month.ts'
import { roster } from './roster.ts'
import { self } from './self.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { source } from './source.ts'
import { verification } from './verification.ts'
import { join } from './join.ts'
import { publicWords } from './public-words.ts'
import { protection } from './protection.ts'
import { setApart } from './set-apart.ts'
import { triage } from './triage.ts'
import { situation } from './situation.ts'
import { survey } from './survey.ts'

/** Every text in English; its type is the source's, so that nothing can be missing. */
export const en: Translation<typeof id> = {
  area,
  common,
  deliberation,
  determination,
  shell,
  signIn,
  self,
  account,
  audit,
  batch,
  board,
  bulkAct,
  caseWork,
  channel,
  apiKey,
  poster,
  chat,
  inbox,
  form,
  exporting,
  importList,
  lifeEvent,
  linkage,
  lists,
  map,
  open311,
  privacy,
  proposal,
  merge,
  month,
  objection,
  performance,
  quality,
  referral,
  registry,
  roster,
  report,
  recheck,
  source,
  review,
  verification,
  situation,
  join,
  protection,
  publicWords,
  setApart,
  triage,
  survey,
}
