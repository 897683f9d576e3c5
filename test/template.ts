import { fileURLToPath } from 'node:url'

export const templateName = 'kentongan_template'

/** The regency that the tests run in: the demo regency, as every user first meets it. */
export const regencyDir = fileURLToPath(new URL('../regencies/banyuwangi', import.meta.url))
