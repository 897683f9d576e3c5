import type { Words } from './form.contract.ts'

const named = /\$\{\s*([A-Za-z_]\w*)\s*\}/g

/** The questions whose answers a text shows (`Apakah ${name} bersekolah?`). */
export function namesInText({ id, en }: Words): readonly string[] {
  return [...`${id} ${en}`.matchAll(named)].map(([, name]) => name ?? '')
}

/** A text with the answers that it names put in; what nobody has answered is an ellipsis. */
export function withAnswers(words: Words, answerOf: (name: string) => Words | undefined): Words {
  return {
    id: words.id.replaceAll(named, (_, name: string) => answerOf(name)?.id ?? '…'),
    en: words.en.replaceAll(named, (_, name: string) => answerOf(name)?.en ?? '…'),
  }
}

/** A text where no answers are at hand. */
export function withoutAnswers(words: Words): Words {
  return withAnswers(words, () => undefined)
}
