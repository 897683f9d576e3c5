/**
 * Every address a person can open, in one place. Residents' pages exist in both languages (English under /en);
 * staff screens live under /petugas and take their language from the person.
 */
import type { Lang } from './i18n/lang.ts'

/** The addresses of the residents' pages in a language. */
export function publicPaths(lang: Lang) {
  const root = lang === 'id' ? '' : `/${lang}`
  return {
    home: root === '' ? '/' : root,
    report: (query: { village?: number } = {}) => withQuery(`${root}/lapor`, { desa: query.village }),
    reportSent: (code: string) => `${root}/lapor/terkirim/${encodeURIComponent(code)}`,
    follow: `${root}/lacak`,
    receipt: (code: string) => `${root}/lacak/${encodeURIComponent(code)}`,
    referral: (code: string) => `${root}/rujukan/${encodeURIComponent(code)}`,
    satisfaction: (code: string) => `${root}/lacak/${encodeURIComponent(code)}/penilaian`,
    performance: (query: { month?: string } = {}) => withQuery(`${root}/kinerja`, { bulan: query.month }),
    object: () => `${root}/sanggah`,
    objection: (code: string) => `${root}/sanggah/${encodeURIComponent(code)}`,
    check: (code?: string) => (code === undefined ? `${root}/cek` : `${root}/cek/${encodeURIComponent(code)}`),
    propose: (query: { kind?: string } = {}) => withQuery(`${root}/usul`, { jenis: query.kind }),
    proposal: (code: string) => `${root}/usul/${encodeURIComponent(code)}`,
    privacy: `${root}/privasi`,
  }
}

/** The address of the same residents' page in the other language; the query stays. */
export function inLanguage(lang: Lang, address: string): string {
  const plain = address.replace(/^\/en(?=\/|\?|$)/, '')
  const rooted = plain.startsWith('/') ? plain : `/${plain}`
  if (lang === 'id') return rooted
  return rooted === '/' ? '/en' : `/en${rooted}`
}

/** Where the staff application starts. */
export const staffRoot = '/petugas'

/** The addresses of the staff screens. */
export const staffPaths = {
  home: staffRoot,
  inbox: (query: { tab?: string; office?: string; district?: string } = {}) => withQuery(`${staffRoot}/meja`, query),
  case: (caseId: string) => `${staffRoot}/kasus/${caseId}`,
  glassBreaks: `${staffRoot}/akses-darurat`,
  setApart: `${staffRoot}/disisihkan`,
  breakGlass: `${staffRoot}/buka-dilindungi`,
  assistedReport: `${staffRoot}/lapor`,
  /** A report about somebody of the registry: the form is filled in as far as the registry knows. */
  reportAbout: (personId: string) => withQuery(`${staffRoot}/lapor`, { orang: personId }),
  ownReports: `${staffRoot}/laporan-saya`,
  performance: (query: Readonly<Record<string, string | undefined>> = {}) => withQuery(`${staffRoot}/kinerja`, query),
  rung: (query: { kotak?: string } = {}) => withQuery(`${staffRoot}/jenjang`, query),
  referrals: (query: { kotak?: string } = {}) => withQuery(`${staffRoot}/rujukan`, query),
  unmetNeeds: `${staffRoot}/kebutuhan`,
  replay: `${staffRoot}/kinerja/uji-coba`,
  publications: `${staffRoot}/kinerja/terbitan`,
  corrections: (query: Readonly<Record<string, string | undefined>> = {}) => withQuery(`${staffRoot}/kinerja/saran`, query),
  fieldList: `${staffRoot}/kunjungan-saya`,
  fieldStop: (caseId: string) => `${staffRoot}/kunjungan-saya/${caseId}`,
  roster: `${staffRoot}/jadwal-jaga`,
  workCalendar: (query: { tahun?: string } = {}) => withQuery(`${staffRoot}/kalender`, query),
  board: `${staffRoot}/papan`,
  /** The board alone, for a screen on the wall. */
  bigBoard: `${staffRoot}/papan?layar=1`,
  map: (query: { district?: number } = {}) => withQuery(`${staffRoot}/peta`, { kecamatan: query.district }),
  families: (query: { q?: string; wilayah?: string } = {}) => withQuery(`${staffRoot}/keluarga`, query),
  family: (familyId: string) => `${staffRoot}/keluarga/${familyId}`,
  familyList: (query: Readonly<Record<string, string>> = {}) => withQuery(`${staffRoot}/daftar-keluarga`, query),
  bulkActs: `${staffRoot}/usulan-tindakan`,
  bulkAct: (bulkActId: string) => `${staffRoot}/usulan-tindakan/${bulkActId}`,
  rechecks: `${staffRoot}/periksa-ulang`,
  exports: `${staffRoot}/ekspor`,
  export: (exportId: string) => `${staffRoot}/ekspor/${exportId}`,
  exportTrail: `${staffRoot}/jejak-ekspor`,
  savedLists: `${staffRoot}/daftar-simpanan`,
  savedList: (listId: string) => `${staffRoot}/daftar-simpanan/${listId}`,
  person: (personId: string) => `${staffRoot}/orang/${personId}`,
  /** The queue of pairs that may be one person or (`jenis=keluarga`) one family; `pasangan`: the pair at hand. */
  reviews: (query: { jenis?: string | undefined; keadaan?: string | undefined; alasan?: string | undefined; wilayah?: string | undefined; pasangan?: string | undefined } = {}) =>
    withQuery(`${staffRoot}/ganda`, query),
  quality: `${staffRoot}/mutu-data`,
  qualityTask: (task: string, query: { wilayah?: number | undefined } = {}) => withQuery(`${staffRoot}/mutu-data/${task}`, query),
  qualityArea: (areaId: number | string) => `${staffRoot}/mutu-data/wilayah/${areaId}`,
  verifications: `${staffRoot}/verifikasi`,
  verification: (personId: string) => `${staffRoot}/verifikasi/${personId}`,
  lifeEvents: `${staffRoot}/peristiwa`,
  newRegistration: `${staffRoot}/peristiwa/baru`,
  familyEvent: (familyId: string) => `${staffRoot}/peristiwa/keluarga/${familyId}`,
  personPapers: (personId: string) => `${staffRoot}/peristiwa/orang/${personId}`,
  relocations: `${staffRoot}/perpindahan`,
  newClaim: `${staffRoot}/perpindahan/datang`,
  newRelocation: (familyId: string) => `${staffRoot}/perpindahan/keluarga/${familyId}`,
  sources: `${staffRoot}/sumber`,
  source: (sourceKey: string) => `${staffRoot}/sumber/${sourceKey}`,
  snapshot: (snapshotId: string) => `${staffRoot}/cuplikan/${snapshotId}`,
  proposals: (query: { keadaan?: string; bulan?: string; kecamatan?: string; desa?: string } = {}) => withQuery(`${staffRoot}/usulan`, query),
  newProposal: (query: { keluarga?: string; ulang?: string } = {}) => withQuery(`${staffRoot}/usulan/baru`, query),
  proposal: (proposalId: string) => `${staffRoot}/usulan/${proposalId}`,
  month: (query: { bulan?: string } = {}) => withQuery(`${staffRoot}/bulan-usulan`, query),
  determinations: `${staffRoot}/penetapan`,
  newDetermination: `${staffRoot}/penetapan/baru`,
  determination: (determinationId: string) => `${staffRoot}/penetapan/${determinationId}`,
  objections: `${staffRoot}/sanggah`,
  newObjection: `${staffRoot}/sanggah/baru`,
  objection: (objectionId: string) => `${staffRoot}/sanggah/${objectionId}`,
  batches: `${staffRoot}/kiriman`,
  newBatch: `${staffRoot}/kiriman/baru`,
  batch: (batchId: string) => `${staffRoot}/kiriman/${batchId}`,
  batchResult: (batchId: string, resultId: string) => `${staffRoot}/kiriman/${batchId}/jawaban/${resultId}`,
  deliberations: `${staffRoot}/musyawarah`,
  newDeliberation: `${staffRoot}/musyawarah/baru`,
  deliberation: (deliberationId: string) => `${staffRoot}/musyawarah/${deliberationId}`,
  ownProposals: `${staffRoot}/usulan-saya`,
  lists: `${staffRoot}/daftar`,
  list: (importId: string) => `${staffRoot}/daftar/${importId}`,
  forms: `${staffRoot}/formulir`,
  visits: `${staffRoot}/kunjungan`,
  /** One part of the visit's form, or the check before sending (`periksa`). */
  visit: (familyId: string, part?: string) => withQuery(`${staffRoot}/kunjungan/${familyId}`, { bagian: part }),
  conflicts: `${staffRoot}/jawaban-berbeda`,
  channels: `${staffRoot}/kanal`,
  apiKeys: `${staffRoot}/kunci`,
  posters: (query: { kecamatan?: string; desa?: string } = {}) => withQuery(`${staffRoot}/poster`, query),
  chats: `${staffRoot}/percakapan`,
  chat: (conversationId: string) => `${staffRoot}/percakapan/${conversationId}`,
  accounts: `${staffRoot}/akun`,
  newAccount: `${staffRoot}/akun/baru`,
  askedScopes: `${staffRoot}/persetujuan-peran`,
  account: (accountId: string) => `${staffRoot}/akun/${accountId}`,
  areas: `${staffRoot}/wilayah`,
  audit: `${staffRoot}/jejak`,
  help: (query: { layar?: string } = {}) => withQuery(`${staffRoot}/bantuan`, query),
  self: `${staffRoot}/saya`,
  looksAtMe: `${staffRoot}/data-saya`,
  ownRequests: `${staffRoot}/hak-saya`,
  takenRequests: (query: { keadaan?: string } = {}) => withQuery(`${staffRoot}/permohonan-data`, query),
  dataRequest: (requestId: string) => `${staffRoot}/permohonan-data/${requestId}`,
  requestsToDecide: `${staffRoot}/permohonan-data/dijawab`,
  personRights: (personId: string) => `${staffRoot}/orang/${personId}/hak-data`,
  processing: `${staffRoot}/pemrosesan-data`,
  breaches: `${staffRoot}/insiden`,
  breach: (breachId: string) => `${staffRoot}/insiden/${breachId}`,
}

function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined)
  if (given.length === 0) return path
  return `${path}?${given.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`
}
