import { createContext } from 'react'
import type { Settings } from './settings.ts'

/** What the server wrote into the page. */
export const SettingsContext = createContext<Settings>({ brand: { id: 'Kentongan', en: 'Kentongan' }, timeZone: 'Asia/Jakarta', isSynthetic: false })
