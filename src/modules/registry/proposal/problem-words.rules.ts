import type { PhotoProblem } from '#platform/http/photo-problem.ts'
import { formatters } from '#web/i18n/format.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { publicMessages } from '#web/public/texts.ts'
import { proposalLimits, type ProposalProblem } from './proposal.contract.ts'

/** What can be wrong with a form beyond what can be wrong with a proposal: a file that is no photo. */
export type FormProblem = ProposalProblem | PhotoProblem

/** What to do about one problem, in the sender's language. */
export function problemWords(lang: Lang, problem: FormProblem): string {
  const m = publicMessages(lang).proposalProblems
  const format = formatters(lang)
  switch (problem.kind) {
    case 'too_long': return m.too_long({ maximum: format.number(problem.maximum), length: format.number(problem.length) })
    case 'too_many_photos': return m.too_many_photos({ maximum: format.number(problem.maximum) })
    case 'photo_too_large': return m.photo_too_large({ name: problem.name, limit: format.fileSize(proposalLimits.photoBytes) })
    case 'photo_unreadable': return m.photo_unreadable({ name: problem.name })
    case 'photo_too_many_pixels': return m.photo_too_many_pixels({ name: problem.name })
    default: return m[problem.kind]
  }
}
