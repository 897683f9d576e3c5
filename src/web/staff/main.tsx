import './es2023.ts'
import './mantine.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem, Unreachable } from '#web/api/client.ts'
import { loadLanguage, useLang } from '#web/i18n/react.tsx'
import { TitleSuffix } from '#web/kit/index.ts'
import { Languages, speakIn } from './language.tsx'
import { registerServiceWorker, reloadWhenFileIsGone } from './service-worker.ts'
import { SessionGate } from './session.tsx'
import { SettingsContext } from './settings-context.ts'
import { readLang, readSettings, type Settings } from './settings.ts'
import { Shell } from './shell.tsx'
import { cssVariables, theme } from './theme.ts'

/** Silence is worth another try, and so is a server that is busy; a refusal is an answer. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return (error instanceof Unreachable || (error instanceof Problem && error.status === 503)) && failures < 2
}

const queries = new QueryClient({
  defaultOptions: { queries: { networkMode: 'always', staleTime: 20_000, retry: isWorthRetrying } },
})

function App({ settings }: { readonly settings: Settings }) {
  const brand = settings.brand[useLang()]
  return (
    <TitleSuffix value={brand}>
      <SessionGate>
        <Shell />
      </SessionGate>
    </TitleSuffix>
  )
}

async function start(): Promise<void> {
  reloadWhenFileIsGone()
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no root')
  const settings = readSettings()
  const lang = readLang()
  speakIn(lang)
  const language = await loadLanguage(lang, settings.timeZone)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
        <QueryClientProvider client={queries}>
          <SettingsContext value={settings}>
            <Languages initial={language} timeZone={settings.timeZone}>
              <App settings={settings} />
            </Languages>
          </SettingsContext>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
  await registerServiceWorker()
}

await start()
