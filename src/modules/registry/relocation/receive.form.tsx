import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Section, useCommand } from '#web/kit/index.ts'
import { relocationOperations, type Relocation } from './relocation.contract.ts'

interface ReceiveFormProps {
  readonly relocation: Relocation
  readonly onDone: () => void
}

const refreshes = [relocationOperations.listRelocations]

/** The family arrived: since when, and where it lives. */
export function ReceiveForm({ relocation, onDone }: ReceiveFormProps) {
  const t = useMessages('family').relocation
  const [given, setGiven] = useState({ arrivedOn: '', hamlet: '', rt: '', rw: '', addressText: '' })
  const receiving = useCommand(relocationOperations.receiveRelocation, { onDone, refreshes })
  const field = (name: keyof typeof given) => ({
    id: name, label: t[name], value: given[name], error: errorFor(receiving.problem, name), autoComplete: 'off',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setGiven({ ...given, [name]: event.currentTarget.value }),
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    const { arrivedOn, hamlet, rt, rw, addressText } = given
    const body = { arrivedOn, hamlet: hamlet || null, rt: rt === '' ? null : Number(rt), rw: rw === '' ? null : Number(rw), addressText: addressText || null }
    void receiving.run({ params: { relocationId: relocation.relocationId }, body })
  }

  return (
    <Section title={t.receiveOf({ name: relocation.people[0]?.name ?? '' })}>
      <form onSubmit={submit} noValidate>
        <Stack maw={640}>
          <p>{t.receiveText}</p>
          <ErrorSummary problem={receiving.problem} fields={{ arrivedOn: t.arrivedOn, hamlet: t.hamlet, rt: t.rt, rw: t.rw, addressText: t.addressText }} />
          <TextInput {...field('arrivedOn')} type="date" required />
          <TextInput {...field('hamlet')} />
          <Group grow>
            <TextInput {...field('rt')} inputMode="numeric" />
            <TextInput {...field('rw')} inputMode="numeric" />
          </Group>
          <TextInput {...field('addressText')} />
          <Group>
            <Button type="submit" loading={receiving.busy}>{t.confirmReceive}</Button>
            <Button variant="default" onClick={onDone}>{t.cancel}</Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
