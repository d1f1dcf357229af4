import { defineConfig } from 'vitest/config'
import './.ci/seed.ts'
import manifest from './package.json' with { type: 'json' }

/** What needs a document. What needs a real browser is in `e2e/`. */
const UI = [
  'src/*.test.tsx',
  'src/ui/*.test.tsx',
  'src/start.test.ts',
  'src/tabs-model.test.ts',
  'src/later.test.ts',
  'src/renewal.test.ts',
  'src/switches.test.ts',
  'src/diagnosis.test.ts',
  'src/receipts.test.ts',
  'src/embeds.test.ts',
  'src/cookie.test.ts',
  'src/gate/*.test.ts',
  'src/signals/contracts.test.ts',
  'src/signals/tabs.test.ts',
]
const PACKAGE = ['src/package.test.ts', 'src/packed.test.ts']
/** Frames load nothing, and happy-dom doesn't call that an error. */
const QUIET = {
  enableIframePageLoading: true,
  disableIframePageLoading: false,
  navigation: { disableChildFrameNavigation: true },
}

export default defineConfig({
  oxc: { jsx: { runtime: 'classic', pragma: 'h' } },
  define: { __CONSENT_VERSION__: JSON.stringify(manifest.version) },
  test: {
    setupFiles: '.ci/seed.ts',
    // Ten thousand random runs take their time on a busy machine.
    testTimeout: 180_000,
    // By default one processor is left idle.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'demo/*.test.ts'],
          exclude: [...UI, ...PACKAGE],
        },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          environment: 'happy-dom',
          setupFiles: ['.ci/seed.ts', '.ci/inline.ts'],
          environmentOptions: { happyDOM: { url: 'https://metalive.test/', settings: QUIET } },
          include: UI,
        },
      },
      // On the built files: `npm run build` comes first.
      { extends: true, test: { name: 'package', environment: 'node', include: PACKAGE } },
    ],
  },
})
