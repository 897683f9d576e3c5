import { Anchor, NativeSelect, Stack, Text } from '@mantine/core'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { buildAreaTree, listDistricts, listVillagesOf } from '#modules/people/area/area.rules.ts'
import { addressOf } from '#web/api/client.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, PageTitle, useAddressState, useAnswer } from '#web/kit/index.ts'
import { posterOperations, type Paper } from './poster.contract.ts'

/** Posters with the QR code of a village's report page: for one village, a district, or all. */
export function PostersPage() {
  const m = useMessages('exchange').poster
  const areas = useAnswer(areaOperations.listAreas, {})
  const [district, setDistrict] = useAddressState('kecamatan')
  const [village, setVillage] = useAddressState('desa')
  const [paper, setPaper] = useAddressState('kertas', 'a4')
  const chosen = Number(village !== '' ? village : district)
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Answered query={areas} rows={4}>
        {(value) => {
          const tree = buildAreaTree(value.areas)
          const option = (area: { areaId: number; name: string }) => ({ value: String(area.areaId), label: area.name })
          const chooseDistrict = (areaId: string): void => {
            setDistrict(areaId)
            setVillage('')
          }
          return (
            <Stack maw={480}>
              <NativeSelect
                label={m.district} value={district} onChange={(event) => chooseDistrict(event.currentTarget.value)}
                data={[{ value: '', label: m.allDistricts }, ...listDistricts(tree).map(option)]}
              />
              {district !== '' && (
                <NativeSelect
                  label={m.village} value={village} onChange={(event) => setVillage(event.currentTarget.value)}
                  data={[{ value: '', label: m.allVillages }, ...listVillagesOf(tree, Number(district)).map(option)]}
                />
              )}
              <NativeSelect
                label={m.paper} value={paper} onChange={(event) => setPaper(event.currentTarget.value)} data={[{ value: 'a4', label: 'A4' }, { value: 'a3', label: 'A3' }]}
              />
              <Anchor href={addressOf(posterOperations.readPosters, { query: { areaId: chosen, paper: paper as Paper } })} download>
                {m.download}
              </Anchor>
              <Text size="sm">{m.hint}</Text>
            </Stack>
          )
        }}
      </Answered>
    </>
  )
}
