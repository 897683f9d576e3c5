/** Words that are commands, in both languages, however they are written. */
export type Word =
  | { readonly kind: 'officer' } | { readonly kind: 'restart' } | { readonly kind: 'back' } | { readonly kind: 'skip' } | { readonly kind: 'send' } | { readonly kind: 'change' }
  | { readonly kind: 'status'; readonly code: string } | { readonly kind: 'opt'; readonly wantsNone: boolean }

const plain: readonly (readonly [RegExp, Word])[] = [
  [/^(petugas|officer|admin|orang)$/, { kind: 'officer' }],
  [/^(ulang|ulangi|batal|cancel|restart|again)$/, { kind: 'restart' }],
  [/^(kembali|mundur|back)$/, { kind: 'back' }],
  [/^(lewati|lewat|skip|lanjut|tidak|tidak ada|no|next)$/, { kind: 'skip' }],
  [/^(kirim|ya|ok|oke|send|yes)$/, { kind: 'send' }],
  [/^(ubah|ganti|change|edit)$/, { kind: 'change' }],
  [/^(berhenti|stop|unreg)$/, { kind: 'opt', wantsNone: true }],
  [/^(mulai|start)$/, { kind: 'opt', wantsNone: false }],
]

/** The command that a message is; undefined when it is none. */
export function readWord(text: string): Word | undefined {
  const said = text.trim().toLowerCase().replaceAll(/[.!?"'*]+/g, '')
  const status = /^(?:status|lacak|cek)\s+(.{6,40})$/.exec(said)
  if (status !== null) return { kind: 'status', code: status[1]! }
  return plain.find(([pattern]) => pattern.test(said))?.[1]
}
