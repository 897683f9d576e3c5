import { Button, Select, Stack, Text } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { areaOperations, type AreaTree } from '#modules/people/area/area.contract.ts'
import { buildAreaTree, findDistrictOf, listVillages } from '#modules/people/area/area.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ErrorSummary, Section, useAnswer, useCommand } from '#web/kit/index.ts'
import { importOperations, type ImportDetail, type PlaceQuestion } from './import.contract.ts'
import styles from './import.module.css'

/** Villages that are written so that only a person can tell which is meant; one answer holds for every row with the words. */
export function PlaceQuestions({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const areas = useAnswer(areaOperations.listAreas, {})
  return (
    <Section title={m.placesTitle}>
      <Text mb="sm">{m.placesLede}</Text>
      <Answered query={areas}>
        {(value) => {
          const tree = buildAreaTree(value.areas)
          return (
            <ul className={styles['rows']}>
              {list.placeQuestions.map((question) => (
                <li key={question.placeKey} className={styles['row']}>
                  <Question importId={list.importId} question={question} areas={tree} />
                </li>
              ))}
            </ul>
          )
        }}
      </Answered>
    </Section>
  )
}

interface QuestionProps {
  readonly importId: string
  readonly question: PlaceQuestion
  readonly areas: AreaTree
}

function Question({ importId, question, areas }: QuestionProps) {
  const m = useMessages('data').importList
  const format = useFormat()
  const [areaId, setAreaId] = useState<string | null>(null)
  const answer = useCommand(importOperations.answerImportPlace, { refreshes: [importOperations.getImport, importOperations.listImportRows] })
  const title = m.placeQuestion({ written: question.written, rows: format.number(question.rows) })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (areaId !== null) void answer.run({ params: { importId }, body: { placeKey: question.placeKey, areaId: Number(areaId) } })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <ErrorSummary problem={answer.problem} />
        <div className={styles['answer']}>
          <Select label={title} placeholder={m.placeChoose} data={choicesOf(question, areas, m)} value={areaId} onChange={setAreaId} searchable allowDeselect={false} />
          <Button type="submit" variant="default" loading={answer.busy} disabled={areaId === null} aria-label={`${m.placeAnswer}: ${question.written}`}>
            {m.placeAnswer}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

/** The likely villages first, then every other one. */
function choicesOf(question: PlaceQuestion, areas: AreaTree, m: { placeLikely: string; placeOthers: string }) {
  const likely = question.candidates.map((candidate) => ({ value: `${candidate.areaId}`, label: candidate.label }))
  const others = listVillages(areas).filter((village) => question.candidates.every((candidate) => candidate.areaId !== village.areaId))
    .map((village) => ({ value: `${village.areaId}`, label: `${village.name}, ${findDistrictOf(areas, village.areaId)?.name ?? ''}` }))
  return [...(likely.length === 0 ? [] : [{ group: m.placeLikely, items: likely }]), { group: m.placeOthers, items: others }]
}
