import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, ConfirmDialog, DataList, Section, Status, useCommand, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { importOperations, type ImportDetail, type ImportResult } from './import.contract.ts'

type Family = ImportResult['firstFamilies'][number]

/** What came of the list, and its first families to open. */
export function ImportResultPart({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const { result } = list
  if (result === null) return null
  const columns: readonly Column<Family>[] = [
    { key: 'family', label: m.family, render: (family) => <AppLink href={staffPaths.family(family.familyId)}>{m.familyOf({ name: family.headName })}</AppLink> },
    { key: 'area', label: m.area, render: (family) => family.areaName },
    { key: 'members', label: m.members, render: (family) => format.number(family.members), isNumber: true },
  ]
  const bad = list.counts?.bad ?? 0
  return (
    <Section title={m.resultTitle}>
      <Stack>
        <Status tone="good">{m.resultText({ new: format.number(result.new), changed: format.number(result.changed), same: format.number(result.same) })}</Status>
        <Text>
          {m.resultFamilies({ new: format.number(result.familiesNew), changed: format.number(result.familiesChanged) })} {bad > 0 && m.resultBad({ bad: format.number(bad) })}
        </Text>
        <DataList caption={m.firstFamilies} columns={columns} rows={result.firstFamilies} rowKey={(family) => family.familyId} />
        <Group>
          <ButtonLink href={staffPaths.families()}>{m.allFamilies}</ButtonLink>
          <ButtonLink variant="default" href={staffPaths.lists}>
            {m.uploadAnother}
          </ButtonLink>
        </Group>
        {list.undoableUntil !== null && <TakeBack importId={list.importId} until={list.undoableUntil} />}
      </Stack>
    </Section>
  )
}

/** Taking the list back, as long as it can be. */
function TakeBack({ importId, until }: { readonly importId: string; readonly until: string }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const [isAsked, setIsAsked] = useState(false)
  const undo = useCommand(importOperations.undoImport, { refreshes: [importOperations.getImport, importOperations.listImports], onDone: () => setIsAsked(false) })
  return (
    <div>
      <Text>{m.undoHint({ until: format.moment(until) })}</Text>
      <Button variant="subtle" color="red" onClick={() => setIsAsked(true)}>
        {m.undo}
      </Button>
      <ConfirmDialog
        isOpen={isAsked} onClose={() => setIsAsked(false)} title={m.undoTitle} confirm={m.undo} isDangerous busy={undo.busy} problem={undo.problem}
        onConfirm={() => void undo.run({ params: { importId } })}
      >
        {m.undoText}
      </ConfirmDialog>
    </div>
  )
}
