import { defineConfig, type EnvironmentOptions } from 'vite'
import manifest from './package.json' with { type: 'json' }

function isDependency(id: string): boolean {
  return Object.keys(manifest.dependencies).some((name) => id === name || id.startsWith(`${name}/`))
}

/** `h` as it is: the automatic runtime would cost every visitor who opens the second layer 0.3 kB. */
const preact = { jsx: { runtime: 'classic', pragma: 'h' } } as const

/** The syntax that the oldest browsers know in which banner and preferences work (README, "Browsers"). */
const target = 'es2021'

/** One file of the script-tag build, whole in itself; `cli/build.ts` fills its slots. */
function scriptTagFile(entry: string, fileName: string, format: 'iife' | 'es'): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir: 'dist/script-tag',
      emptyOutDir: false,
      target,
      // Takes white space out and leaves the rest as written.
      cssMinify: 'esbuild',
      minify: 'terser',
      terserOptions: {
        ecma: 2020,
        module: true,
        compress: { passes: 4, unsafe_arrows: true, unsafe_methods: true },
        // In one file with others, the one before it may end without a semicolon.
        format: format === 'iife' ? { preamble: ';' } : {},
      },
      rolldownOptions: {
        input: `src/script-tag/${entry}.ts`,
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  }
}

/** What a site's build puts into `consent.js` if its config asks for it. */
function part(name: string): EnvironmentOptions {
  return scriptTagFile(`parts/${name}`, `parts/${name}.js`, 'iife')
}

const SCRIPT_TAG_FILES = {
  loader: scriptTagFile('loader', 'consent.js', 'iife'),
  banner: scriptTagFile('banner', 'consent-banner.js', 'es'),
  preferences: scriptTagFile('preferences', 'consent-ui.js', 'es'),
  again: scriptTagFile('again', 'consent-again.js', 'es'),
  age: scriptTagFile('age', 'consent-age.js', 'es'),
  ask: scriptTagFile('ask', 'consent-ask.js', 'es'),
  record: scriptTagFile('record', 'consent-record.js', 'es'),
  quiet: scriptTagFile('quiet', 'consent-quiet.js', 'es'),
  remote: scriptTagFile('remote', 'consent-remote.js', 'es'),
  later: scriptTagFile('later', 'consent-later.js', 'es'),
  embeds: scriptTagFile('embeds', 'consent-embeds.js', 'es'),
  withdrawal: scriptTagFile('withdrawal', 'consent-withdrawal.js', 'es'),
  settings: scriptTagFile('settings', 'consent-settings.js', 'es'),
  disclosure: scriptTagFile('disclosure', 'consent-disclosure.js', 'es'),
  renewal: scriptTagFile('renewal', 'consent-renewal.js', 'es'),
  receipts: scriptTagFile('receipts', 'consent-receipts.js', 'es'),
  diagnosis: scriptTagFile('diagnosis', 'consent-diagnosis.js', 'es'),
  switches: scriptTagFile('switches', 'consent-switches.js', 'es'),
  sharedCookie: part('shared-cookie'),
  receiptNotes: part('receipts'),
  signals: part('signals'),
  google: part('google'),
  host: part('host'),
  languages: part('languages'),
  frames: part('frames'),
  switchMemory: part('switches'),
}

export default defineConfig({
  publicDir: false,
  oxc: preact,
  define: { __CONSENT_VERSION__: JSON.stringify(manifest.version) },
  environments: {
    npm: {
      // Apps have a bundler of their own, so no preload helper.
      consumer: 'server',
      build: {
        outDir: 'dist',
        target,
        // Takes white space out and leaves the rest as written.
        cssMinify: 'esbuild',
        minify: false,
        rolldownOptions: {
          input: {
            index: 'src/index.ts',
            ui: 'src/ui.ts',
            headless: 'src/headless.ts',
            config: 'src/config.ts',
            server: 'src/server.ts',
            parts: 'src/parts.ts',
            node: 'src/node.ts',
            metalive: 'src/metalive.ts',
            services: 'src/services.ts',
            'metalive-en': 'src/metalive-en.ts',
            'metalive-ja-easy': 'src/metalive-ja-easy.ts',
            'locales/ja': 'src/locales/ja.ts',
            'locales/ja-easy': 'src/locales/ja-easy.ts',
            'locales/en': 'src/locales/en.ts',
            cli: 'src/cli/main.ts',
          },
          external: (id) => /^(?:node:|preact)/.test(id) || isDependency(id),
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    ...SCRIPT_TAG_FILES,
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['npm', ...Object.keys(SCRIPT_TAG_FILES)]) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
})
