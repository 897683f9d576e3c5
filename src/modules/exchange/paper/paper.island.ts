/** Compares a file with the fingerprints on the page, on the device itself: nothing is sent. Without script the page shows the fingerprints only. */

const part = document.querySelector<HTMLElement>('[data-paper]')
const input = part?.querySelector<HTMLInputElement>('input[type=file]')
const said = part?.querySelector<HTMLElement>('[role=status]')

// A browser knows no fingerprints on a page without TLS.
if (part && input && said && globalThis.crypto?.subtle !== undefined) {
  part.hidden = false
  input.addEventListener('change', () => void compare(part, { input, said }))
}

async function compare(page: HTMLElement, { input: chosen, said: answer }: { input: HTMLInputElement; said: HTMLElement }): Promise<void> {
  const file = chosen.files?.[0]
  if (file === undefined) return
  const { file: made, signed, same = '', sameSigned = '', differs = '' } = page.dataset
  const found = await fingerprintOf(file)
  answer.textContent = new Map([[signed, sameSigned], [made, same]]).get(found) ?? differs
}

async function fingerprintOf(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
