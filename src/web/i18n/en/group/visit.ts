/** Visits to families, also without network, and their form. */
export { form } from '../form.ts'
export { survey } from '../survey.ts'
