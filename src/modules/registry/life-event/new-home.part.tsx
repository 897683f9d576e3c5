import { Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { errorFor, useAnswer, type Failure } from '#web/kit/index.ts'
import type { EventFields } from './life-event-form.rules.ts'

interface NewHomeFieldProps {
  readonly fields: EventFields
  readonly change: (changed: Partial<EventFields>) => void
  readonly problem: Failure | undefined
}

const kinds = ['same', 'elsewhere', 'village'] as const

/** Where a new family lives: in the same house, elsewhere in the village, or in another village, which is then asked. */
export function NewHomeField({ fields, change, problem }: NewHomeFieldProps) {
  const t = useMessages('family').lifeEvent
  return (
    <>
      <Radio.Group id="newHome" label={t.newHome} value={fields.newHome} onChange={(newHome) => change({ newHome: newHome as EventFields['newHome'] })}>
        <Stack gap="xs" mt="xs">
          {kinds.map((kind) => <Radio key={kind} value={kind} label={t.newHomes[kind]} />)}
        </Stack>
      </Radio.Group>
      {fields.newHome === 'elsewhere' && <Address fields={fields} change={change} problem={problem} />}
      {fields.newHome === 'village' && <Village fields={fields} change={change} problem={problem} />}
    </>
  )
}

function Address({ fields, change, problem }: NewHomeFieldProps) {
  const t = useMessages('family').relocation
  const field = (name: 'hamlet' | 'rt' | 'rw' | 'addressText') => ({
    id: name, label: t[name], value: fields[name], error: errorFor(problem, `home.${name}`), autoComplete: 'off',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => change({ [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextInput {...field('hamlet')} />
      <Group grow>
        <TextInput {...field('rt')} inputMode="numeric" />
        <TextInput {...field('rw')} inputMode="numeric" />
      </Group>
      <TextInput {...field('addressText')} />
    </>
  )
}

function Village({ fields, change, problem }: NewHomeFieldProps) {
  const { lifeEvent: t, relocation } = useMessages('family')
  const areas = useAnswer(areaOperations.listAreas, {}).data?.areas ?? []
  const names = new Map(areas.map((area) => [area.areaId, area.name]))
  const choices = areas.filter(({ kind }) => kind === 'village').map(({ areaId, name, parentId }) => ({ value: String(areaId), label: `${name} (${names.get(parentId ?? 0) ?? ''})` }))
  return (
    <NativeSelect id="toAreaId" label={relocation.toAreaId} description={t.newHomeVillageHint} value={fields.toAreaId} error={errorFor(problem, 'home.toAreaId')}
      onChange={(event) => change({ toAreaId: event.currentTarget.value })} data={[{ value: '', label: relocation.chooseVillage }, ...choices]} />
  )
}
