import { Group, NativeSelect, TextInput } from '@mantine/core'
import { useContext } from 'react'
import { addDays, dayOf } from '#platform/day.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, DataList, EmptyState, PagedList, PageTitle, Section, useAddressState, useAnswer, useNow, usePages, type Column,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { SettingsContext } from '#web/staff/settings-context.ts'
import { Aspect, correctionOperations, type ConfusedPair, type Confusion, type Correction } from './corrections.contract.ts'

interface Chosen {
  readonly from: string
  readonly to: string
  readonly of: Aspect
}

/** Where people decided otherwise than the words of a report suggested: how often, and by which words, so that samples can be added. */
export function CorrectionsPage() {
  const m = useMessages('overview').corrections
  const { timeZone } = useContext(SettingsContext)
  const today = dayOf(new Date(useNow()), timeZone)
  const [from, setFrom] = useAddressState('dari')
  const [to, setTo] = useAddressState('sampai')
  const [of, setOf] = useAddressState('tentang', 'kind')
  const aspect = Aspect.safeParse(of)
  const chosen = { from: from === '' ? addDays(today, -89) : from, to: to === '' ? today : to, of: aspect.success ? aspect.data : 'kind' }
  const found = useAnswer(correctionOperations.countCorrections, { query: chosen })
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Group align="end" mb="lg">
        <TextInput type="date" label={m.from} value={chosen.from} max={chosen.to} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={m.to} value={chosen.to} min={chosen.from} max={today} onChange={(event) => setTo(event.currentTarget.value)} />
        <NativeSelect
          label={m.about}
          value={chosen.of}
          onChange={(event) => setOf(event.currentTarget.value)}
          data={Aspect.options.map((value) => ({ value, label: m.aspects[value] }))}
        />
      </Group>
      <Answered query={found} rows={6}>
        {(confusion) => (confusion.decided === 0
          ? <EmptyState title={m.none} text={m.noneText} />
          : <Outcome confusion={confusion} chosen={chosen} />)}
      </Answered>
    </>
  )
}

function Outcome({ confusion, chosen }: { readonly confusion: Confusion; readonly chosen: Chosen }) {
  const m = useMessages('overview').corrections
  const format = useFormat()
  const { decided, asSuggested, pairs } = confusion
  return (
    <>
      <p>{m.outcome({ decided: format.number(decided), asSuggested: format.number(asSuggested), share: format.percent(asSuggested / decided) })}</p>
      {pairs.length > 0 && (
        <>
          <Section title={m.pairsTitle}>
            <Pairs pairs={pairs} chosen={chosen} />
          </Section>
          <Corrections chosen={chosen} pairs={pairs} />
        </>
      )}
    </>
  )
}

/** The span and the aspect as they stand in the address. */
function chosenIn({ from, to, of }: Chosen): Readonly<Record<string, string>> {
  return { dari: from, sampai: to, tentang: of }
}

/** The name of a kind, the word of an urgency, or that nothing was suggested. */
function useNameOf(): (named: ConfusedPair['suggested']) => string {
  const m = useMessages('overview').corrections
  const lang = useLang()
  const words: Readonly<Record<string, string>> = { none: m.nothing, ...m.urgencies }
  return ({ key, name }) => name?.[lang] ?? words[key] ?? key
}

function Pairs({ pairs, chosen }: { readonly pairs: readonly ConfusedPair[]; readonly chosen: Chosen }) {
  const m = useMessages('overview').corrections
  const format = useFormat()
  const nameOf = useNameOf()
  const columns: readonly Column<ConfusedPair>[] = [
    {
      key: 'pair', label: m.pair,
      render: ({ suggested, confirmed }) => (
        <AppLink href={staffPaths.corrections({ ...chosenIn(chosen), saran: suggested.key, jadi: confirmed.key })}>
          {m.pairOf({ suggested: nameOf(suggested), confirmed: nameOf(confirmed) })}
        </AppLink>
      ),
    },
    { key: 'count', label: m.count, isNumber: true, render: ({ count }) => format.number(count) },
  ]
  const keyOf = ({ suggested, confirmed }: ConfusedPair): string => `${suggested.key} ${confirmed.key}`
  return <DataList isSlim caption={m.pairsTitle} columns={columns} rows={pairs} rowKey={keyOf} />
}

function Corrections({ chosen, pairs }: { readonly chosen: Chosen; readonly pairs: readonly ConfusedPair[] }) {
  const m = useMessages('overview').corrections
  const nameOf = useNameOf()
  const [suggested] = useAddressState('saran')
  const [confirmed] = useAddressState('jadi')
  // An address of another span may name a pair that is not in this one: then the whole list stands there.
  const pair = pairs.find((each) => each.suggested.key === suggested && each.confirmed.key === confirmed)
  const sides = pair === undefined ? {} : { suggested: pair.suggested.key as 'none', confirmed: pair.confirmed.key as 'none' }
  const found = usePages(correctionOperations.listCorrections, { query: { ...chosen, ...sides } })
  const title = pair === undefined ? m.listTitle : m.pairOf({ suggested: nameOf(pair.suggested), confirmed: nameOf(pair.confirmed) })
  return (
    <Section
      title={title}
      action={pair !== undefined && <AppLink href={staffPaths.corrections(chosenIn(chosen))}>{m.showAll}</AppLink>}
    >
      <PagedList
        query={found}
        caption={title}
        columns={useColumns(chosen.of)}
        rowKey={(row) => row.reportId}
        empty={{ title: m.none, text: m.noneText }}
      />
      {chosen.of === 'kind' && <p>{m.howTo}</p>}
    </Section>
  )
}

function useColumns(of: Aspect): readonly Column<Correction>[] {
  const m = useMessages('overview').corrections
  const lang = useLang()
  const format = useFormat()
  const nameOf = useNameOf()
  const sure = (row: Correction): string => (row.share === null || row.suggested.key === 'none'
    ? nameOf(row.suggested)
    : m.sure({ name: nameOf(row.suggested), percent: format.percent(row.share) }))
  const others = ({ otherWords }: Correction): readonly string[] => (otherWords > 0 ? [m.otherWords({ count: otherWords })] : [])
  const words = (row: Correction): string => [...row.words, ...others(row)].join(', ') || m.noWords
  const signs = (row: Correction): string => row.signs.map((name) => name[lang]).join(', ') || m.noSigns
  return [
    { key: 'suggested', label: m.suggested, render: sure },
    { key: 'confirmed', label: m.confirmed, render: (row) => nameOf(row.confirmed) },
    of === 'kind' ? { key: 'words', label: m.words, render: words } : { key: 'signs', label: m.signs, render: signs },
    { key: 'on', label: m.decidedOn, render: (row) => format.day(row.decidedOn) },
  ]
}
