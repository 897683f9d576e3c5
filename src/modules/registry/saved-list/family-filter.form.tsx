import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ChangeEvent, type FormEvent } from 'react'
import { useAreaChoices } from '#modules/registry/search/area-choices.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import type { FamilyFilter } from './family-filter.contract.ts'

type Typed = Readonly<Partial<Record<keyof FamilyFilter, string>>>

/** The filter of families; shown families follow when it is sent. */
export function FamilyFilterForm({ initial }: { readonly initial: FamilyFilter }) {
  const m = useMessages('family').lists
  const go = useGo()
  const areas = useAreaChoices()
  const [typed, setTyped] = useState<Typed>(Object.fromEntries(Object.entries(initial).map(([name, value]) => [name, String(value)])))
  const field = (name: keyof FamilyFilter) => ({
    value: typed[name] ?? '',
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => setTyped({ ...typed, [name]: event.currentTarget.value }),
  })

  function show(event: FormEvent): void {
    event.preventDefault()
    const given = Object.entries(typed).map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value !== '')
    go(staffPaths.familyList(Object.fromEntries(given)))
  }

  const deciles = [{ value: '', label: m.anyDecile }, ...Array.from({ length: 10 }, (_, at) => String(at + 1))]
  const number = { inputMode: 'numeric' as const, w: '6rem' }
  return (
    <search>
      <form onSubmit={show}>
        <Group align="end" mb="lg" gap="sm">
          {areas.length > 1 && <NativeSelect label={m.area} data={areas} {...field('area')} />}
          <TextInput label={m.hamlet} maxLength={60} {...field('hamlet')} />
          <TextInput label={m.rw} maxLength={3} pattern="\d*" {...number} {...field('rw')} />
          <TextInput label={m.rt} maxLength={3} pattern="\d*" {...number} {...field('rt')} />
          <NativeSelect label={m.decileFrom} data={deciles} {...field('decileFrom')} />
          <NativeSelect label={m.decileTo} data={deciles} {...field('decileTo')} />
          <TextInput label={m.ageFrom} maxLength={3} pattern="\d*" inputMode="numeric" {...field('ageFrom')} />
          <TextInput label={m.ageTo} maxLength={3} pattern="\d*" {...number} w="8rem" {...field('ageTo')} />
          <NativeSelect
            label={m.without} {...field('without')}
            data={[{ value: '', label: m.anyone }, { value: 'nik', label: m.withoutNik }, { value: 'decile', label: m.withoutDecile }]}
          />
          <Button type="submit">{m.show}</Button>
          <Button variant="default" onClick={() => go(staffPaths.familyList())}>{m.clear}</Button>
        </Group>
      </form>
    </search>
  )
}
