import type { XlsxTable } from '#platform/sheets/xlsx-table.ts'
import type { Problems } from '#web/i18n/index.ts'
import { ImportField } from './field.contract.ts'

// Indonesian in every language: these are the words that lists use, and that are recognised.
const headings: Readonly<Partial<Record<ImportField, string>>> = {
  card: 'No KK', nik: 'NIK', name: 'Nama Lengkap', relation: 'Hubungan Keluarga', sex: 'Jenis Kelamin', birthPlace: 'Tempat Lahir', birthOn: 'Tanggal Lahir',
  address: 'Alamat', hamlet: 'Dusun', rt: 'RT', rw: 'RW', village: 'Desa/Kelurahan', district: 'Kecamatan', decile: 'Desil', phone: 'No HP', motherName: 'Nama Ibu Kandung',
  fatherName: 'Nama Ayah', marital: 'Status Perkawinan', education: 'Pendidikan', occupation: 'Pekerjaan', disability: 'Disabilitas', schooling: 'Partisipasi Sekolah',
  healthCover: 'Jaminan Kesehatan', chronicIllness: 'Penyakit Kronis', pregnant: 'Hamil', dwelling: 'Status Rumah', floorArea: 'Luas Lantai', floor: 'Lantai', wall: 'Dinding',
  roof: 'Atap', water: 'Sumber Air Minum', light: 'Penerangan', power: 'Daya Listrik', cookingFuel: 'Bahan Bakar Memasak', toilet: 'Jamban', income: 'Penghasilan per Bulan',
  programmes: 'Bantuan yang Diterima',
}

/** Headings of the template, in their order. */
function templateHeadings(): readonly (readonly [ImportField, string])[] {
  const fields = (Object.keys(headings) as ImportField[]).filter((field) => ImportField.options.includes(field))
  return fields.map((field) => [field, headings[field] ?? ''])
}

/** The empty list: every column is text, so that a spreadsheet cannot round numbers of identity. */
export function templateTable(m: Problems['importFiles']): XlsxTable {
  const columns = templateHeadings()
  return {
    name: m.templateSheet, columns: columns.map(([, header]) => ({ header, kind: 'text', width: 20 })), rows: [],
    notes: { name: m.notesSheet, lines: [...m.templateNotes.map((line) => ['', line]), ...columns.map(([field, header]) => [header, m.fieldHints[field]])] },
  }
}
