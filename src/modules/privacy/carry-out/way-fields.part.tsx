import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect } from 'react'
import { consentOperations } from '#modules/privacy/consent/consent.contract.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, EmptyState, useAnswer } from '#web/kit/index.ts'
import { carryOutOperations, type RegisterAct } from './carry-out.contract.ts'
import { correctable, type Correctable } from './carry-out.rules.ts'

/** What is typed for each value; nothing typed: not changed. */
export type Values = Readonly<Partial<Record<Correctable, string>>>

/** The values of a person that can be put right here. */
export function ValueFields({ values, onChange }: { readonly values: Values; readonly onChange: (values: Values) => void }) {
  const messages = useMessages('rights', 'family')
  const [m, registry] = [messages.privacy, messages.registry]
  const catalogues: Readonly<Partial<Record<Correctable, Readonly<Record<string, string>>>>> = { sex: registry.words.sex, marital: registry.words.marital }
  return (
    <>
      <p>{m.valuesHint}</p>
      {correctable.map((attribute) => {
        const field = {
          id: `by-values-${attribute}`, label: registry.attributes[attribute], value: values[attribute] ?? '',
          onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange({ ...values, [attribute]: event.currentTarget.value }),
        }
        const catalogue = catalogues[attribute]
        return catalogue === undefined
          ? <TextInput key={attribute} {...field} {...(attribute === 'birthOn' ? { type: 'date' } : { maxLength: 200 })} />
          : (
            <NativeSelect key={attribute} {...field}
              data={[{ value: '', label: m.valueKept }, ...Object.entries(catalogue).map(([value, label]) => ({ value, label }))]} />
          )
      })}
    </>
  )
}

interface ChoiceProps {
  readonly chosen: string
  readonly onChange: (chosen: string) => void
}

/** A choice whose first entry counts until another one is chosen. */
function Choice({ id, label, description, options, chosen, onChange }: ChoiceProps & {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}) {
  const first = options[0]?.value ?? ''
  useEffect(() => {
    if (chosen === '') onChange(first)
  }, [chosen, first, onChange])
  return <NativeSelect id={id} label={label} description={description} value={chosen} onChange={(event) => onChange(event.currentTarget.value)} data={[...options]} />
}

/** Which processing by consent stops for the person. */
export function ProcessingField({ personId, chosen, onChange }: ChoiceProps & { readonly personId: string }) {
  const m = useMessages('rights').privacy
  const lang = useLang()
  const consents = useAnswer(consentOperations.listConsents, { params: { personId } })
  return (
    <Answered query={consents} rows={1}>
      {({ processings }) => (
        <Choice id="by-processing" label={m.whichProcessing} description={m.whichProcessingHint} chosen={chosen} onChange={onChange}
          options={processings.map(({ key, name }) => ({ value: key, label: name[lang] }))} />
      )}
    </Answered>
  )
}

/** Which act of the register carried it out. */
export function ActField({ requestId, kind, chosen, onChange }: ChoiceProps & { readonly requestId: string; readonly kind: RegisterAct['kind'] }) {
  const m = useMessages('rights', 'family')
  const format = useFormat()
  const acts = useAnswer(carryOutOperations.listRegisterActs, { params: { requestId } })
  const named = ({ eventKind, at, byName }: RegisterAct): string =>
    m.privacy.actOf({ what: eventKind === null ? m.privacy.actVisit : m.lifeEvent.kinds[eventKind], on: format.moment(at), name: byName })
  return (
    <Answered query={acts} rows={1}>
      {({ items }) => {
        const found = items.filter((act) => act.kind === kind)
        if (found.length === 0) return <EmptyState title={m.privacy.noActs} />
        return (
          <Choice id="by-actId" label={m.privacy.whichAct} chosen={chosen} onChange={onChange}
            options={found.map((act) => ({ value: act.actId, label: named(act) }))} />
        )
      }}
    </Answered>
  )
}
