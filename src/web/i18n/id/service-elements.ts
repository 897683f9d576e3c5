/** Sembilan unsur survei kepuasan (SKM), dengan nama yang dimengerti warga. */
export const serviceElements = {
  requirements: 'Persyaratan',
  procedure: 'Prosedur',
  time: 'Waktu',
  cost: 'Biaya',
  product: 'Hasil layanan',
  competence: 'Kemampuan petugas',
  behaviour: 'Kesopanan petugas',
  complaints: 'Tanggapan atas keluhan',
  facilities: 'Halaman, balai, dan loket',
}
