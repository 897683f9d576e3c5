import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, EmptyState, PagedList, Section, useAddressState, useAnswer, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { ComparisonKind, comparisonOperations, type ComparedPerson, type Comparison } from './comparison.contract.ts'
import styles from './import.module.css'

/** The list beside the one before of its source: numbers, the matrix of deciles, and the people behind each number. */
export function ComparisonPart({ importId }: { readonly importId: string }) {
  const m = useMessages('data').importList
  const compared = useAnswer(comparisonOperations.compareImport, { params: { importId } })
  return (
    <Section title={m.comparisonTitle}>
      <Answered query={compared}>{(comparison) => <Compared importId={importId} comparison={comparison} />}</Answered>
    </Section>
  )
}

function Compared({ importId, comparison }: { readonly importId: string; readonly comparison: Comparison }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const [shown, show] = useAddressState('banding')
  const { previous, counts, refused } = comparison
  const kind = ComparisonKind.safeParse(shown).data
  if (previous === null) return <EmptyState title={m.comparisonNone} text={m.comparisonNoneNext} />
  return (
    <Stack>
      <Text>
        {m.comparisonWith({ file: previous.fileName, date: format.day(previous.asOfOn) })} {m.comparisonBoth({ both: format.number(counts.both) })}
      </Text>
      <dl className={styles['figures']}>
        {ComparisonKind.options.map((each) => (
          <div key={each}>
            <dt>{m.comparisonKinds[each]}</dt>
            <dd>{format.number(counts[each])}</dd>
          </div>
        ))}
      </dl>
      {counts.gone > 0 && refused > 0 && <Text>{m.comparisonRefused({ refused: format.number(refused) })}</Text>}
      {counts.gone > 0 && <Text>{m.goneHint}</Text>}
      {counts.decile > 0 && <DecileMatrix deciles={comparison.deciles} />}
      <Group role="group" aria-label={m.comparisonShow}>
        {ComparisonKind.options.map((each) => (
          <Button key={each} variant={kind === each ? 'filled' : 'default'} aria-pressed={kind === each} onClick={() => show(kind === each ? '' : each)}>
            {m.comparisonKinds[each]}
          </Button>
        ))}
      </Group>
      {kind !== undefined && <People key={kind} importId={importId} kind={kind} />}
    </Stack>
  )
}

function DecileMatrix({ deciles }: { readonly deciles: Comparison['deciles'] }) {
  const m = useMessages('data').importList
  const format = useFormat()
  const froms = [...new Set(deciles.map((cell) => cell.from))].toSorted((one, other) => one - other)
  const tos = [...new Set(deciles.map((cell) => cell.to))].toSorted((one, other) => one - other)
  const families = (from: number, to: number): number => deciles.find((cell) => cell.from === from && cell.to === to)?.families ?? 0
  return (
    <Table.ScrollContainer minWidth={0} type="native">
      <Table withTableBorder withColumnBorders w="auto">
        <Table.Caption>{m.decileMatrix}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{m.decileFrom}</Table.Th>
            {tos.map((to) => (
              <Table.Th key={to} scope="col" ta="right">
                {to}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {froms.map((from) => (
            <Table.Tr key={from}>
              <Table.Th scope="row">{from}</Table.Th>
              {tos.map((to) => (
                <Table.Td key={to} ta="right" fw={from === to ? 400 : 700}>
                  {families(from, to) === 0 ? '–' : format.number(families(from, to))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function People({ importId, kind }: { readonly importId: string; readonly kind: ComparisonKind }) {
  const m = useMessages('data').importList
  const people = usePages(comparisonOperations.listImportComparison, { params: { importId }, query: { kind } })
  const columns: readonly Column<ComparedPerson>[] = [
    { key: 'name', label: m.comparisonName, render: (person) => (person.personId === null ? person.name : <AppLink href={staffPaths.person(person.personId)}>{person.name}</AppLink>) },
    { key: 'nik', label: m.comparisonNik, render: (person) => person.nikMasked ?? '–' },
    ...(kind === 'new' ? [] : [{ key: 'before', label: m.comparisonBefore, render: (person: ComparedPerson) => person.before ?? '–' }]),
    ...(kind === 'gone' ? [] : [{ key: 'now', label: m.comparisonNow, render: (person: ComparedPerson) => person.now ?? '–' }]),
  ]
  return (
    <PagedList
      caption={m.comparisonPersons({ kind: m.comparisonKinds[kind] })} query={people} columns={columns} rowKey={(person) => `${person.rowNumber}`}
      empty={{ title: m.comparisonEmpty }}
    />
  )
}
