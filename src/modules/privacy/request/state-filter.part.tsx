import { Group, NativeSelect } from '@mantine/core'
import { useMessages } from '#web/i18n/react.tsx'
import { useAddressState } from '#web/kit/index.ts'
import type { RequestsShown } from './request-list.part.tsx'

const states: readonly RequestsShown[] = ['open', 'to_do', 'all']

/** Which requests the screen shows; lives in the address. */
export function useRequestsShown(first: RequestsShown): readonly [RequestsShown, (state: RequestsShown) => void] {
  const [state, setState] = useAddressState('keadaan', first)
  return [states.find((each) => each === state) ?? first, setState]
}

/** Chooses which requests a list shows. */
export function StateFilter({ state, onChange }: { readonly state: RequestsShown; readonly onChange: (state: RequestsShown) => void }) {
  const m = useMessages('rights').privacy
  const names: Readonly<Record<RequestsShown, string>> = { open: m.onlyOpen, to_do: m.onlyToDo, all: m.all }
  return (
    <Group mb="md">
      <NativeSelect
        label={m.show}
        value={state}
        onChange={(event) => onChange(event.currentTarget.value as RequestsShown)}
        data={states.map((value) => ({ value, label: names[value] }))}
      />
    </Group>
  )
}
