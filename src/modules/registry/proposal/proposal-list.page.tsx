import { Group, NativeSelect } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  AddressSelect, Answered, AppLink, ButtonLink, PagedList, PageTitle, Status, useAddressState, useAnswer, usePages, type Column, type Tone,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { proposalOperations, type ProposalChoices, type ProposalRow, type ProposalState } from './proposal.contract.ts'
import { proposalKinds, proposalStates } from './state.rules.ts'

const tones: Readonly<Record<ProposalState, Tone>> = {
  submitted: 'info', returned: 'soon', checked: 'info', agreed: 'info', verified: 'info', confirmed: 'info', determined: 'info', exported: 'info',
  accepted: 'good', rejected: 'bad', declined: 'bad', withdrawn: 'neutral',
}

/** A proposal's state in words, colour and shape. */
export function ProposalStatus({ state }: { readonly state: ProposalState }) {
  const m = useMessages('proposal').proposal
  return <Status tone={tones[state]}>{m.states[state]}</Status>
}

/** Every proposal of one's area, with filters that live in the address. */
export function ProposalListPage() {
  const m = useMessages('proposal').proposal
  const mayPropose = useCan('registry.proposal.make')
  const choices = useAnswer(proposalOperations.listProposalChoices, {})
  const [state] = useAddressState('keadaan')
  const [kind] = useAddressState('jenis')
  const [month] = useAddressState('bulan')
  const [district] = useAddressState('kecamatan')
  const [village] = useAddressState('desa')
  const asked = { state, kind, month, districtId: district, areaId: village }
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  const proposals = usePages(proposalOperations.listProposals, { query })
  const create = mayPropose && <ButtonLink href={staffPaths.newProposal()}>{m.create}</ButtonLink>
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={create} />
      <Answered query={choices} rows={1}>{(known) => <Filters choices={known} />}</Answered>
      <PagedList
        query={proposals}
        caption={m.caption}
        columns={useColumns()}
        rowKey={(row) => row.proposalId}
        empty={{ title: m.emptyTitle, text: m.emptyText }}
      />
    </>
  )
}

function Filters({ choices }: { readonly choices: ProposalChoices }) {
  const m = useMessages('proposal').proposal
  const [district, setDistrict] = useAddressState('kecamatan')
  const villages = choices.districts.find((each) => String(each.areaId) === district)?.villages ?? []
  return (
    <search>
      <Group align="end" mb="md">
        <AddressSelect name="keadaan" label={m.state} all={m.anyState} options={proposalStates.map((value) => ({ value, label: m.states[value] }))} />
        <AddressSelect name="jenis" label={m.kind} all={m.anyKind} options={proposalKinds.map((value) => ({ value, label: m.kinds[value] }))} />
        {choices.homeAreaId === 0 && (
          <NativeSelect
            label={m.district}
            value={district}
            onChange={(event) => setDistrict(event.currentTarget.value)}
            data={[{ value: '', label: m.anyDistrict }, ...choices.districts.map((each) => ({ value: String(each.areaId), label: each.name }))]}
          />
        )}
        {villages.length > 0 && (
          <AddressSelect name="desa" label={m.village} all={m.anyVillage} options={villages.map((each) => ({ value: String(each.areaId), label: each.name }))} />
        )}
      </Group>
    </search>
  )
}

function useColumns(): readonly Column<ProposalRow>[] {
  const m = useMessages('proposal').proposal
  const format = useFormat()
  return [
    { key: 'name', label: m.subject, render: (row) => <AppLink href={staffPaths.proposal(row.proposalId)}>{row.subjectName}</AppLink> },
    { key: 'kind', label: m.kind, render: (row) => m.kinds[row.kind] },
    { key: 'state', label: m.state, render: (row) => <ProposalStatus state={row.state} /> },
    { key: 'place', label: m.village, render: (row) => [row.villageName, row.districtName].filter((part) => part !== null).join(', ') },
    {
      key: 'at', label: m.submittedAt,
      render: (row) => (
        <>
          {format.dayOf(row.submittedAt)}
          <div>{row.isFromResident ? m.fromResident : m.fromOfficer}</div>
        </>
      ),
    },
    { key: 'month', label: m.month, render: (row) => (row.month === null ? '–' : format.month(row.month)) },
  ]
}
