/** Board, map and figures. */
export { board, map } from '../board.ts'
export { corrections } from '../corrections.ts'
export { performance } from '../performance.ts'
export { workCalendar } from '../work-calendar.ts'
