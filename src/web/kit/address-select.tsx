import { NativeSelect } from '@mantine/core'
import { useAddressState } from './address.tsx'

interface AddressSelectProps {
  readonly name: string
  readonly label: string
  readonly all: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A filter that lives in the address. */
export function AddressSelect({ name, label, all, options }: AddressSelectProps) {
  const [value, setValue] = useAddressState(name)
  return (
    <NativeSelect label={label} value={value} onChange={(event) => setValue(event.currentTarget.value)} data={[{ value: '', label: all }, ...options]} />
  )
}
