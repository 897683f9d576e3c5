/**
 * The parts that staff screens are made of. They know no domain; texts come from `m.common`.
 *
 * A screen is a named component in `src/modules/<module>/<feature>/<feature>.page.tsx`, listed in `src/web/staff/screens.tsx`:
 *
 *   export function InboxPage() {
 *     const m = useMessages('response')                                     // #web/i18n/react.tsx
 *     const [tab, setTab] = useAddressState('tab', 'new')         // filters live in the address
 *     const inbox = usePages(caseOperations.listInbox, { query: { tab } })   // key-set pages: { items, next }, asked with ?after=
 *     return (
 *       <>
 *         <PageTitle title={m.inbox.title} lede={m.inbox.lede} />
 *         <PagedList query={inbox} columns={columns} rowKey={(row) => row.caseId} empty={{ title: m.inbox.empty, next: … }} />
 *       </>
 *     )
 *   }
 *
 * Reading one thing: `const found = useAnswer(op, input)` with `<Answered query={found}>{(value) => …}</Answered>`; loading
 * (after 300 ms), "still loading" (after 3 s), error with retry and offline are shown for you. Refresh after live events with
 * `useLive((event) => refresh(op))` where `const refresh = useRefresh()`.
 *
 * Doing one thing: `const answer = useCommand(op, { onDone, refreshes: [op…] })`, then `answer.run({ params, body })`. The command
 * id stays the same until it went through, so pressing twice or sending again after silence is safe; what was typed stays.
 * Show `<ErrorSummary problem={answer.problem} fields={{ phone: m.….phone }} />` above the form, `errorFor(answer.problem, 'phone')`
 * at the field (its element id is the pointer's path with dashes: `phone`, `reporter-phone`), and `<Button loading={answer.busy}>`.
 *
 * Dialogs: `ConfirmDialog`, `ReasonDialog` (a reason is asked and kept), `Dialog` for anything else. An open one holds the screen around it: no
 * refetch, error or change of the window's width takes it away. A form that stands in the screen itself says so with `useHold(true)`. State is colour, word and shape: `Status`, `TimeLeft`.
 * Links inside the application: `<AppLink href={staffPaths.case(id)}>`; programmatically `const go = useGo()`.
 * Addresses of files: `addressOf(op, input)` of `#web/api/client.ts` in a plain `<a href download>`.
 * Mantine components may be used freely; a component whose CSS is not yet in `src/web/staff/mantine.css` needs its line there.
 */
export { AddressSelect } from './address-select.tsx'
export { AppLink, ButtonLink, PlaceParameters, useAddressState, useGo, useParam, usePrivateState } from './address.tsx'
export { useCommand, type CommandState } from './command.ts'
export { ConfirmDialog, Dialog, ReasonDialog } from './dialogs.tsx'
export { FileDrop } from './file-drop.tsx'
export { ErrorSummary, errorFor, type Failure } from './form.tsx'
export { useHandOver } from './hand-over.ts'
export { Held, useHold, useHolder, useRoom } from './hold.tsx'
export { DataList, PagedList, type Column } from './list.tsx'
export { useCalmLive, useLive, type LiveEvent } from './live.ts'
export { FoldingSection, HelpPlace, PageTitle, Section, TitleSuffix } from './page.tsx'
export { PhotoPicker } from './photo-picker.tsx'
export { useAnswer, usePages, useRefresh } from './query.ts'
export { Answered, EmptyState, ErrorState, Loading } from './states.tsx'
export { Status, TimeLeft, type Tone } from './status.tsx'
export { useNow } from './now.ts'
export { matchPlace, useIsBigScreen, usePlace } from './place.ts'
