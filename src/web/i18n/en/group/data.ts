/** Lists, sources, quality and what is taken out. */
export { area } from '../area.ts'
export { exporting } from '../exporting.ts'
export { importList } from '../import.ts'
export { quality } from '../quality.ts'
export { source } from '../source.ts'
