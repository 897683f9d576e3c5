import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { AppLink, ErrorSummary, errorFor, PageTitle, Status, useAnswer, useCommand } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useSession } from '#web/staff/session.tsx'
import { claimOperations } from './claim.contract.ts'

const refreshes = [claimOperations.listRelocationClaims]

/** A family of another village lives here already: the village that it came from is asked. */
export function NewClaimPage() {
  const t = useMessages('family').relocationClaim
  const [isAsked, setIsAsked] = useState(false)
  return (
    <>
      <PageTitle title={t.title} lede={t.lede} />
      {isAsked ? <Asked /> : <ClaimForm onDone={() => setIsAsked(true)} />}
    </>
  )
}

function Asked() {
  const { relocation, relocationClaim: t } = useMessages('family')
  return (
    <div role="status">
      <Status tone="good">{t.done}</Status>
      <p>{t.doneText}</p>
      <p>
        <AppLink href={staffPaths.relocations}>{relocation.see}</AppLink>
      </p>
    </div>
  )
}

const empty = { nik: '', card: '', name: '', birthOn: '', fromAreaId: '', toAreaId: '', arrivedOn: '', hamlet: '', rt: '', rw: '', addressText: '', words: '' }
type Given = typeof empty

/** What was typed as it is sent; what was left empty is not said. */
function bodyOf(given: Given, toAreaId: string) {
  const number = (text: string): number | null => (text === '' ? null : Number(text))
  return {
    nik: given.nik || null, card: given.card || null, name: given.name || null, birthOn: given.birthOn || null, fromAreaId: Number(given.fromAreaId),
    toAreaId: Number(toAreaId), arrivedOn: given.arrivedOn, hamlet: given.hamlet || null, rt: number(given.rt), rw: number(given.rw),
    addressText: given.addressText || null, words: given.words,
  }
}

function ClaimForm({ onDone }: { readonly onDone: () => void }) {
  const { relocation, relocationClaim } = useMessages('family')
  const t = { ...relocation, ...relocationClaim }
  const [given, setGiven] = useState<Given>(empty)
  const asking = useCommand(claimOperations.claimRelocation, { onDone, refreshes })
  const { own, others } = useVillages()
  const toAreaId = own.length === 1 ? own[0]!.value : given.toAreaId
  const field = (name: keyof Given) => ({
    id: name, label: t[name], value: given[name], error: errorFor(asking.problem, name), autoComplete: 'off',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setGiven({ ...given, [name]: event.currentTarget.value }),
  })
  const labels = Object.fromEntries(Object.keys(empty).map((name) => [name, t[name as keyof Given]]))

  function submit(event: FormEvent): void {
    event.preventDefault()
    void asking.run({ body: bodyOf(given, toAreaId) })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={640}>
        <ErrorSummary problem={asking.problem} fields={labels} />
        <p>{t.named}</p>
        <TextInput {...field('nik')} inputMode="numeric" />
        <TextInput {...field('card')} inputMode="numeric" />
        <TextInput {...field('name')} />
        <TextInput {...field('birthOn')} type="date" />
        <NativeSelect {...field('fromAreaId')} data={[{ value: '', label: t.chooseVillage }, ...others]} />
        {own.length > 1 && <NativeSelect {...field('toAreaId')} data={[{ value: '', label: t.chooseVillage }, ...own]} />}
        <TextInput {...field('arrivedOn')} type="date" required />
        <TextInput {...field('hamlet')} />
        <Group grow>
          <TextInput {...field('rt')} inputMode="numeric" />
          <TextInput {...field('rw')} inputMode="numeric" />
        </Group>
        <TextInput {...field('addressText')} />
        <TextInput {...field('words')} description={t.wordsHint} required maxLength={500} />
        <div>
          <Button type="submit" loading={asking.busy}>{t.ask}</Button>
        </div>
      </Stack>
    </form>
  )
}

interface VillageChoice {
  readonly value: string
  readonly label: string
}

/** The villages of one's own area, and all there are; where one's area is a village, without it. */
function useVillages(): { readonly own: readonly VillageChoice[]; readonly others: readonly VillageChoice[] } {
  const homeAreaId = useSession().scope.areaId
  const areas = useAnswer(areaOperations.listAreas, {}).data?.areas ?? []
  const names = new Map(areas.map((area) => [area.areaId, area.name]))
  const villages = areas.filter(({ kind }) => kind === 'village')
  const isOwn = (village: (typeof villages)[number]): boolean => homeAreaId === 0 || village.areaId === homeAreaId || village.parentId === homeAreaId
  const choices = (some: typeof villages): VillageChoice[] => (
    some.map(({ areaId, name, parentId }) => ({ value: String(areaId), label: `${name} (${names.get(parentId ?? 0) ?? ''})` })))
  return { own: choices(villages.filter(isOwn)), others: choices(villages.filter(({ areaId }) => areaId !== homeAreaId)) }
}
