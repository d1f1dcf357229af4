/** Who is measured: the empty page, this package, and vanilla-cookieconsent set up as its docs say. */
import { readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Page, Site } from '../../demo/server.ts'
import type { Cookie, Purpose, Service } from '../../src/core/types.ts'
import { fill } from '../../src/ui/text.ts'
import { OWN_SCRIPT, serveBuilds } from '../site-build.ts'
import { config, labPage } from './job.ts'

/** What a measure has to find, as CSS selectors; the first leads to a shadow root, where there is one. */
export interface Contestant {
  readonly path: string
  readonly host: string
  readonly banner: string
  readonly preferences: string
  readonly accept: string
  readonly choose: string
}

export const EMPTY = '/lab/empty'
/** From the same site, so that what comes next is loaded by the same process. */
export const BEFORE = '/lab/before'

export const OURS: Contestant = {
  path: '/lab/ours',
  host: 'metalive-consent',
  banner: '.banner',
  preferences: 'dialog.preferences',
  accept: '#banner-accept',
  choose: '#banner-choose',
}

export const VCC: Contestant = {
  path: '/lab/vcc',
  host: '',
  banner: '#cc-main .cm',
  preferences: '#cc-main .pm',
  accept: '#cc-main .cm [data-role="all"]',
  choose: '#cc-main .cm [data-role="show"]',
}

/** Puts the three pages and their files on `site`: all compressed alike, and files to be cached. */
export async function serveContestants(site: Site): Promise<void> {
  const zipping: Site = { ...site, put: (path, page) => site.put(path, zipped(page)) }
  await serveBuilds(zipping, [config])
  zipping.put('/vcc/consent.js', { body: await vccScript() })
  const css = await readFile('node_modules/vanilla-cookieconsent/dist/cookieconsent.css', 'utf8')
  zipping.put('/vcc/cookieconsent.css', { body: css })

  const mark = ({ service }: { readonly service: string }): string =>
    `data-consent-service="${service}"`
  const opens = 'data-consent-open="preferences"'
  site.put(BEFORE, { body: '<!doctype html><title>METALIVE</title>' })
  site.put(EMPTY, { body: labPage({ opens, mark }) })
  site.put(OURS.path, { body: labPage({ opens, mark, head: OWN_SCRIPT }) })
  const vcc = labPage({
    head: '<link rel="stylesheet" href="/vcc/cookieconsent.css">',
    end: '<script type="module" src="/vcc/consent.js"></script>',
    opens: 'data-cc="show-preferencesModal"',
    mark: ({ service, purpose }) => `data-category="${purpose}" data-service="${service}"`,
  })
  site.put(VCC.path, { body: vcc })
}

function zipped({ body, headers, ...page }: Page): Page {
  return {
    ...page,
    body: brotliCompressSync(String(body)),
    headers: { ...headers, 'content-encoding': 'br', 'cache-control': 'max-age=31536000' },
  }
}

/** In one file, minified, as a bundler makes it; its docs load two, one after the other. */
async function vccScript(): Promise<string> {
  const contents = `
    import { run } from 'vanilla-cookieconsent'
    run(${JSON.stringify(vccConfig())})`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2021',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** The same purposes, services and words. */
function vccConfig(): object {
  const { purposes, operator, policy, disclosure, texts } = config
  const { banner, preferences } = texts
  const n = new Set(config.services.map(({ recipient }) => recipient.name)).size
  const link = (href: string, text: string): string => `<a href="${href}">${text}</a>`
  const list = link(disclosure.href, fill(banner.recipients, { n }))
  const titles = purposes
    .filter(({ required }) => !required)
    .map(({ title }) => `<li>${title}</li>`)
  const ja = {
    consentModal: {
      title: banner.title,
      description: [
        `<p>${fill(banner.intro, { service: operator.service })}</p><ul>${titles.join('')}</ul>`,
        ...[banner.held.all, banner.afterwards, banner.required].map((text) => `<p>${text}</p>`),
      ].join(''),
      acceptAllBtn: banner.acceptAll,
      acceptNecessaryBtn: banner.rejectAll,
      showPreferencesBtn: banner.choose,
      footer: list + link(policy.href, banner.policy),
    },
    preferencesModal: {
      title: preferences.title,
      acceptAllBtn: preferences.acceptAll,
      acceptNecessaryBtn: preferences.rejectAll,
      savePreferencesBtn: preferences.save,
      closeIconLabel: preferences.close,
      sections: [...purposes.map(sectionOf), { description: list }],
    },
  }
  return {
    // It shows nothing to a browser that says it is driven.
    hideFromBots: false,
    categories: Object.fromEntries(purposes.map((purpose) => [purpose.id, categoryOf(purpose)])),
    language: { default: 'ja', translations: { ja } },
  }
}

function sectionOf({ id, title, description, lost }: Purpose): object {
  const more = lost ? `<p><b>${config.texts.preferences.lost}</b> ${lost}</p>` : ''
  return { title, description: `<p>${description}</p>${more}`, linkedCategory: id }
}

function categoryOf({ id, required = false }: Purpose): object {
  const services = config.services.filter(({ purpose }) => purpose === id)
  return {
    enabled: required,
    readOnly: required,
    services: Object.fromEntries(services.map((service) => [service.id, vccService(service)])),
  }
}

function vccService({ name, recipient, cookies }: Service): object {
  const own = ({ party }: Cookie): boolean => party === 'first'
  return {
    label: `${name}<br><small>${recipient.name}</small>`,
    cookies: cookies.filter(own).map((cookie) => ({ name: cookie.name.replace('*', '') })),
  }
}
