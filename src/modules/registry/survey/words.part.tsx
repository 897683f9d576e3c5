import { isDeclined, type Field } from '#modules/registry/form/answer.rules.ts'
import type { AnswerValue, CompiledForm } from '#modules/registry/form/form.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'

/** How an answer reads: the words of its choices, a day as a day, a number as a number. */
export function useAnswerWords(form: CompiledForm): (field: Field, value: AnswerValue) => string {
  const m = useMessages('visit').survey
  const format = useFormat()
  const lang = useLang()
  return (field, value) => {
    if (value === null || value === '') return m.noAnswer
    if (isDeclined(value)) return m.declined[value.declined]
    const list = form.choices[field.question.list ?? ''] ?? []
    const wordOf = (name: string): string => list.find((choice) => choice.name === name)?.label[lang] ?? name
    if (Array.isArray(value)) return value.length === 0 ? m.noneOfThese : format.list(value.map(wordOf))
    if (typeof value === 'number') return format.number(value)
    return field.question.type === 'date' ? format.day(String(value)) : wordOf(String(value))
  }
}
