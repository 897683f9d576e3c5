import { globSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { thinContracts } from './tools/vite/thin-contracts.ts'
import { serviceWorker } from './tools/vite/service-worker.ts'

/** Windows 7 ends at Chrome 109 and Firefox 115; village halls have both. */
const browsers = ['chrome109', 'firefox115', 'safari15.4']

const staffEntry = 'src/web/staff/index.html'
const islands = globSync('src/modules/**/*.island.ts').toSorted()

// Two builds from one source: the browser's (staff application, islands, service worker) and the pages that the server renders.
export default defineConfig({
  publicDir: false,
  plugins: [thinContracts(), react(), serviceWorker({ entry: 'src/web/offline/sw.ts', page: staffEntry, address: '/petugas', alsoKept: ['/icon.svg'] })],
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        target: browsers,
        manifest: true,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: [staffEntry, ...islands] },
      },
    },
    ssr: {
      resolve: { noExternal: true },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: { outDir: 'dist/server', target: 'node22', ssr: true, rolldownOptions: { input: { pages: 'src/web/public/render.tsx' } } },
    },
  },
  builder: {},
})
