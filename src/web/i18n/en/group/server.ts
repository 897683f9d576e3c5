/** What only the server reads; it never travels to the staff application. */
export { open311 } from '../open311.ts'
