import { accountFieldProblems, accountRefusals } from './account.ts'
import { areaRefusals } from './area.ts'
import { batchRefusals } from './batch.ts'
import { boardRefusals } from './board.ts'
import { rosterRefusals } from './roster.ts'
import { performanceRefusals } from './performance.ts'
import { helpRefusals } from './help.ts'
import { planRefusals } from './plan.ts'
import { referralRefusals } from './referral.ts'
import { bulkActRefusals } from './bulk-act.ts'
import { channelRefusals } from './channel.ts'
import { caseRefusals } from './case.ts'
import { formProblems, formRefusals } from './form.ts'
import { deliberationRefusals } from './deliberation.ts'
import { determinationRefusals } from './determination.ts'
import { signedCopyRefusals } from './signed-copy.ts'
import { importFiles, importKinds, importProblems } from './import-problems.ts'
import { exportRefusals } from './exporting.ts'
import { importRefusals } from './import.ts'
import { proposalRefusals } from './proposal.ts'
import { fieldProblems, platformRefusals } from './refusals.ts'
import { listRefusals } from './lists.ts'
import { privacyRefusals } from './privacy.ts'
import { lifeEventRefusals } from './life-event.ts'
import { relocationRefusals } from './relocation.ts'
import { registryRefusals } from './registry.ts'
import { reportRefusals } from './report.ts'
import { reviewRefusals } from './review.ts'
import { fieldRefusals } from './field.ts'
import { surveyRefusals } from './survey.ts'
import { sessionRefusals } from './self.ts'
import { joinRefusals } from './join.ts'
import { publicWordsRefusals } from './public-words.ts'
import { protectionRefusals } from './protection.ts'
import { setApartRefusals } from './set-apart.ts'
import { triageRefusals } from './triage.ts'
import { verificationRefusals } from './verification.ts'

/** Why the server refuses, in Bahasa Indonesia. For the server alone: its answers carry the words. A feature adds its kinds here. */
export const idProblems = {
  fieldProblems: {
    ...fieldProblems,
    ...accountFieldProblems,
  },
  refusals: {
    ...platformRefusals,
    ...sessionRefusals,
    ...accountRefusals,
    ...areaRefusals,
    ...batchRefusals,
    ...boardRefusals,
    ...rosterRefusals,
    ...performanceRefusals,
    ...helpRefusals,
    ...planRefusals,
    ...referralRefusals,
    ...bulkActRefusals,
    ...caseRefusals,
    ...joinRefusals,
    ...protectionRefusals,
    ...publicWordsRefusals,
    ...setApartRefusals,
    ...channelRefusals,
    ...triageRefusals,
    ...formRefusals,
    ...exportRefusals,
    ...deliberationRefusals,
    ...determinationRefusals,
    ...signedCopyRefusals,
    ...importRefusals,
    ...privacyRefusals,
    ...proposalRefusals,
    ...lifeEventRefusals,
    ...relocationRefusals,
    ...registryRefusals,
    ...listRefusals,
    ...reportRefusals,
    ...reviewRefusals,
    ...verificationRefusals,
    ...fieldRefusals,
    ...surveyRefusals,
  },
  formProblems,
  importProblems,
  importKinds,
  importFiles,
}
