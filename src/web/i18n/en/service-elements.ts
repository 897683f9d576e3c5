import type { serviceElements as source } from '../id/service-elements.ts'
import type { Translation } from '../lang.ts'

/** The nine elements of the satisfaction survey (SKM), in words that residents understand. */
export const serviceElements: Translation<typeof source> = {
  requirements: 'Requirements',
  procedure: 'Procedure',
  time: 'Time',
  cost: 'Cost',
  product: 'What was delivered',
  competence: 'Competence of officers',
  behaviour: 'Behaviour of officers',
  complaints: 'Handling of complaints',
  facilities: 'Pages, halls and counters',
}
