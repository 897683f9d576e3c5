/** Calling at the houses of cases, also without network. */
export { field } from '../field.ts'
