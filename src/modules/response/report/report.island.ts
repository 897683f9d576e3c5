/**
 * The few lines that the report form gains where scripts run: a draft that survives a closed tab, villages by district, the phone's place,
 * small photos, and a report that waits on the phone until there is a signal. Without it the form works as it is.
 */

type Texts = Readonly<Record<
  | 'district' | 'districtChoose' | 'locate' | 'locating' | 'located' | 'notLocated' | 'unlocate' | 'shrinking' | 'draftRestored' | 'draftDiscard'
  | 'sending' | 'queuedTitle' | 'queuedWords' | 'queuedBusy' | 'sendNow' | 'dropQueued' | 'notKept' | 'counted',
  string
>>

interface Draft {
  readonly at: number
  readonly fields: readonly (readonly [string, string])[]
}

/** A report that could not be sent yet. */
interface Waiting {
  readonly action: string
  readonly entries: readonly (readonly [string, FormDataEntryValue])[]
  readonly texts: Texts
}

const draftKey = 'kentongan-lapor'
const draftLastsMs = 24 * 60 * 60_000
/** Never left lying on a phone that others may use. */
const notDrafted: ReadonlySet<string> = new Set(['subjectNik', 'keptPhoto'])
const photoSide = 1_600
const mostPhotos = 3

void begin()

async function begin(): Promise<void> {
  const waiting = await read().catch(() => undefined)
  if (waiting !== undefined) {
    showWaiting(waiting, waiting.texts.queuedWords)
    await flush(waiting)
    return
  }
  const form = document.querySelector<HTMLFormElement>('form[data-report]')
  if (form !== null) enhance(form)
}

function enhance(form: HTMLFormElement): void {
  const texts = JSON.parse(form.dataset['report'] ?? '{}') as Texts
  restoreDraft(form, texts)
  form.addEventListener('input', () => saveDraft(form))
  form.addEventListener('change', () => saveDraft(form))
  addDistricts(form, texts)
  addPlace(form, texts)
  addCounter(form, texts)
  const photos = form.querySelector<HTMLInputElement>('input[type=file]')
  photos?.addEventListener('change', () => void shrinkAll(photos, texts))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send(form, texts)
  })
}

// Draft

function saveDraft(form: HTMLFormElement): void {
  const fields = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !notDrafted.has(entry[0]))
  try {
    localStorage.setItem(draftKey, JSON.stringify({ at: Date.now(), fields } satisfies Draft))
  } catch {
    // Private windows refuse; the form itself still holds everything.
  }
}

function forgetDraft(): void {
  try {
    localStorage.removeItem(draftKey)
  } catch {
    // As above: there is nothing to forget.
  }
}

function findDraft(): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(draftKey) ?? 'null') as Draft | null
    return draft !== null && Date.now() - draft.at < draftLastsMs ? draft : undefined
  } catch {
    return undefined
  }
}

/** Puts a draft back, unless the server has just sent the form back with what was typed. */
function restoreDraft(form: HTMLFormElement, texts: Texts): void {
  const draft = findDraft()
  if (draft === undefined || document.querySelector('.errors, [role=status] h2') !== null) return
  const isPoster = location.search.includes('desa=')
  const typed = new Map<string, string[]>()
  for (const [name, value] of draft.fields) typed.set(name, [...(typed.get(name) ?? []), value])
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('[name]')) {
    if (control.type === 'file' || (isPoster && control.name === 'area') || notDrafted.has(control.name)) continue
    const values = typed.get(control.name) ?? []
    if (control.type === 'radio' || control.type === 'checkbox') (control as HTMLInputElement).checked = values.includes(control.value)
    else if (values[0] !== undefined) control.value = values[0]
    if (control.type === 'radio' && (control as HTMLInputElement).checked) control.closest('details')?.setAttribute('open', '')
  }
  const note = notice(texts.draftRestored)
  note.append(' ', button(texts.draftDiscard, 'link', () => {
    forgetDraft()
    form.reset()
    note.remove()
  }))
  form.before(note)
}

// Villages by district

function addDistricts(form: HTMLFormElement, texts: Texts): void {
  const area = form.querySelector<HTMLSelectElement>('#area')
  const groups = [...(area?.querySelectorAll('optgroup') ?? [])]
  const empty = area?.options[0]
  if (area === null || empty === undefined) return
  const district = document.createElement('select')
  district.id = 'district'
  district.append(new Option(texts.districtChoose, ''), ...groups.map((group, index) => new Option(group.label, String(index))))
  const field = document.createElement('div')
  field.className = 'field'
  const label = document.createElement('label')
  label.htmlFor = district.id
  label.textContent = texts.district
  field.append(label, district)
  area.closest('.field')?.before(field)
  const options = groups.map((group) => [...group.children])
  const chosen = groups.findIndex((group) => group.contains(area.selectedOptions[0] ?? null))
  const narrow = (index: number): void => area.replaceChildren(empty, ...(options[index] ?? groups))
  if (chosen >= 0) {
    const { value } = area
    district.value = String(chosen)
    narrow(chosen)
    area.value = value
  }
  district.addEventListener('change', () => {
    groups.forEach((group, index) => group.append(...(options[index] ?? [])))
    narrow(district.value === '' ? -1 : Number(district.value))
    area.value = ''
  })
}

// The phone's place

function addPlace(form: HTMLFormElement, texts: Texts): void {
  const said = form.querySelector<HTMLElement>('[data-place]')
  if (said === null || !('geolocation' in navigator)) return
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement
  const write = (lat: string, lng: string, accuracy: string): void => {
    field('lat').value = lat
    field('lng').value = lng
    field('accuracyMeters').value = accuracy
    pressed.textContent = lat === '' ? texts.locate : texts.unlocate
    saveDraft(form)
  }
  const locate = (): void => {
    said.textContent = texts.locating
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const meters = String(Math.round(coords.accuracy))
      write(coords.latitude.toFixed(6), coords.longitude.toFixed(6), meters)
      said.textContent = texts.located.replace('{meters}', meters)
    }, () => (said.textContent = texts.notLocated), { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 })
  }
  const forget = (): void => {
    write('', '', '')
    said.textContent = ''
  }
  const pressed = button(field('lat').value === '' ? texts.locate : texts.unlocate, 'second', () => (field('lat').value === '' ? locate() : forget()))
  said.before(pressed)
}

// Length of the story

function addCounter(form: HTMLFormElement, texts: Texts): void {
  const story = form.querySelector<HTMLTextAreaElement>('#story')
  const limit = Number(story?.dataset['limit'] ?? 0)
  if (story === null || limit === 0) return
  const count = document.createElement('p')
  count.className = 'hint'
  story.after(count)
  const show = (): void => {
    const length = [...story.value].length
    count.textContent = length < limit * 0.75 ? '' : `${length} · ${texts.counted}`
    count.className = length > limit ? 'problem' : 'hint'
  }
  story.addEventListener('input', show)
  show()
}

// Photos

/** Makes camera photos small before they travel; one that this browser cannot open goes as it is, for the server to judge. */
async function shrinkAll(input: HTMLInputElement, texts: Texts): Promise<void> {
  const shown = document.querySelector<HTMLElement>('[data-photos]')
  if (shown === null) return
  shown.textContent = texts.shrinking
  const small = new DataTransfer()
  const pictures: HTMLImageElement[] = []
  for (const file of [...(input.files ?? [])].slice(0, mostPhotos)) {
    const photo = await shrink(file).catch(() => file)
    small.items.add(photo)
    const picture = new Image(88, 88)
    picture.alt = photo.name
    picture.src = URL.createObjectURL(photo)
    pictures.push(picture)
  }
  input.files = small.files
  shown.replaceChildren(...pictures)
}

async function shrink(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, photoSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.75))
  return blob === null || blob.size >= file.size ? file : new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
}

// Sending, now or later

async function send(form: HTMLFormElement, texts: Texts): Promise<void> {
  const submit = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (submit === null || submit.disabled) return
  const waiting: Waiting = { action: form.action, entries: [...new FormData(form)], texts }
  const label = submit.textContent
  submit.disabled = true
  submit.textContent = texts.sending
  const why = await deliver(waiting)
  if (why === undefined) return
  submit.disabled = false
  submit.textContent = label
  await keep(waiting).then(() => {
    forgetDraft()
    showWaiting(waiting, why)
  }, () => {
    const note = notice(texts.notKept)
    form.before(note)
    note.focus()
  })
}

/** Posts the form. Undefined: the server has spoken and its page is shown; otherwise why the report must wait. */
async function deliver({ action, entries, texts }: Waiting): Promise<string | undefined> {
  const body = new FormData()
  for (const [name, value] of entries) body.append(name, value)
  try {
    const signal = 'timeout' in AbortSignal ? AbortSignal.timeout(90_000) : null
    const response = await fetch(action, { method: 'POST', body, headers: { accept: 'text/html' }, signal })
    if (response.status === 429 || response.status >= 500) return texts.queuedBusy
    show(await response.text(), response)
    return undefined
  } catch {
    return texts.queuedWords
  }
}

/** Shows a page that came as an answer, as if the browser had gone there. */
function show(html: string, response: Response): void {
  const page = new DOMParser().parseFromString(html, 'text/html')
  document.title = page.title
  document.body.replaceWith(page.body)
  scrollTo(0, 0)
  if (response.redirected) {
    forgetDraft()
    history.pushState(null, '', response.url)
  }
  const target = document.querySelector<HTMLElement>('.errors') ?? document.querySelector<HTMLElement>('main')
  target?.focus()
  const form = document.querySelector<HTMLFormElement>('form[data-report]')
  if (form !== null) enhance(form)
}

async function flush(waiting: Waiting): Promise<void> {
  const why = await deliver(waiting)
  if (why === undefined) await drop()
  else showWaiting(waiting, why)
}

let retry: number | undefined

/** Says plainly that nothing has reached the office yet, and tries again by itself. */
function showWaiting(waiting: Waiting, why: string): void {
  const { texts } = waiting
  const note = notice(why)
  note.classList.add('soon')
  const title = document.createElement('h1')
  title.textContent = texts.queuedTitle
  const actions = document.createElement('p')
  actions.className = 'actions'
  const again = (): void => {
    clearTimeout(retry)
    removeEventListener('online', again)
    void flush(waiting)
  }
  actions.append(button(texts.sendNow, '', again), button(texts.dropQueued, 'second', () => void drop().then(() => location.reload())))
  document.querySelector('main')?.replaceChildren(title, note, actions)
  note.focus()
  clearTimeout(retry)
  retry = setTimeout(again, 60_000)
  addEventListener('online', again, { once: true })
}

// The one report that may wait on this phone

function store(mode: IDBTransactionMode, work: (reports: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('kentongan', 1)
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('report'))
    opening.addEventListener('error', () => reject(opening.error))
    opening.addEventListener('success', () => {
      const database = opening.result
      const transaction = database.transaction('report', mode)
      const request = work(transaction.objectStore('report'))
      transaction.addEventListener('complete', () => {
        database.close()
        resolve(request.result)
      })
      transaction.addEventListener('abort', () => reject(transaction.error))
    })
  })
}

async function keep(waiting: Waiting): Promise<void> {
  await store('readwrite', (reports) => reports.put(waiting, 1))
}

async function read(): Promise<Waiting | undefined> {
  return (await store('readonly', (reports) => reports.get(1))) as Waiting | undefined
}

async function drop(): Promise<void> {
  await store('readwrite', (reports) => reports.delete(1))
}

// Small parts

function notice(words: string): HTMLElement {
  const note = document.createElement('div')
  note.className = 'notice'
  note.setAttribute('role', 'status')
  note.tabIndex = -1
  note.textContent = words
  return note
}

function button(words: string, className: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = className
  made.textContent = words
  made.addEventListener('click', press)
  return made
}
