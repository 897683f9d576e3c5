import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { familyOperations } from '#modules/registry/family/family.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, ErrorSummary, errorFor, PageTitle, Status, useAnswer, useCommand, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { relocationOperations } from './relocation.contract.ts'

const refreshes = [relocationOperations.listRelocations]

/** A family of one's area moves to another village. */
export function SendRelocationPage() {
  const t = useMessages('family').relocation
  const familyId = useParam('familyId')
  const family = useAnswer(familyOperations.getFamily, { params: { familyId }, query: {} })
  const [isSent, setIsSent] = useState(false)
  return (
    <>
      {!family.isSuccess && <PageTitle title={t.send} />}
      <Answered query={family} rows={5}>
        {({ members, place }) => {
          const present = members.filter(({ memberTo }) => memberTo === null)
          const head = present.find(({ relation }) => relation === 'head') ?? present[0]
          return (
            <>
              <PageTitle title={t.sendTo({ name: head?.name ?? '' })} lede={t.sendLede} />
              {isSent ? <Sent /> : <SendForm familyId={familyId} fromAreaId={place.areaId} onDone={() => setIsSent(true)} />}
            </>
          )
        }}
      </Answered>
    </>
  )
}

function Sent() {
  const t = useMessages('family').relocation
  return (
    <div role="status">
      <Status tone="good">{t.sent}</Status>
      <p>
        <AppLink href={staffPaths.relocations}>{t.see}</AppLink>
      </p>
    </div>
  )
}

function SendForm({ familyId, fromAreaId, onDone }: { readonly familyId: string; readonly fromAreaId: number; readonly onDone: () => void }) {
  const t = useMessages('family').relocation
  const [given, setGiven] = useState({ toAreaId: '', leftOn: '', words: '' })
  const sending = useCommand(relocationOperations.sendRelocation, { onDone, refreshes })
  const areas = useAnswer(areaOperations.listAreas, {}).data?.areas ?? []
  const names = new Map(areas.map((area) => [area.areaId, area.name]))
  const villages = areas.filter(({ kind, areaId }) => kind === 'village' && areaId !== fromAreaId)
  const choices = villages.map(({ areaId, name, parentId }) => ({ value: String(areaId), label: `${name} (${names.get(parentId ?? 0) ?? ''})` }))
  const field = (name: keyof typeof given) => ({
    id: name, label: t[name], value: given[name], error: errorFor(sending.problem, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setGiven({ ...given, [name]: event.currentTarget.value }),
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    void sending.run({ body: { ...given, familyId, toAreaId: Number(given.toAreaId) } })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={640}>
        <ErrorSummary problem={sending.problem} fields={{ toAreaId: t.toAreaId, leftOn: t.leftOn, words: t.words }} />
        <NativeSelect {...field('toAreaId')} data={[{ value: '', label: t.chooseVillage }, ...choices]} />
        <TextInput {...field('leftOn')} type="date" required />
        <TextInput {...field('words')} description={t.wordsHint} required maxLength={500} autoComplete="off" />
        <div>
          <Button type="submit" loading={sending.busy}>{t.send}</Button>
        </div>
      </Stack>
    </form>
  )
}
