import type { UserConfig } from 'vite'

const PAGES = ['index', 'watch', 'headless', 'privacy', 'qa']

/** The pages of the demo; its app takes the package as any other would, from the built files. */
const config: UserConfig = {
  root: 'demo',
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    rolldownOptions: { input: PAGES.map((page) => `demo/${page}.html`) },
  },
}

export default config
