import { Fragment, type JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { pageAddress } from '../ui/address.ts'
import { plainText } from '../ui/annotations.ts'
import { h } from '../ui/h.ts'
import { type DisclosureTexts, fill } from '../ui/text.ts'
import type { Change } from './changes.ts'
import { changeText } from './changes.ts'
import { dayText } from './day.ts'
import type { DisclosureDocument } from './document.ts'
import { DisclosureList } from './list.tsx'
import { listStyle, pageStyle } from './style.ts'

export interface PageOptions {
  readonly document: DisclosureDocument
  readonly texts: DisclosureTexts
  /** Address of `consent.js`, which makes the list live. The page is whole without it. */
  readonly script?: string
}

/** The published page: readable as it comes, with scripts off and before any choice. */
export function toHtml(options: PageOptions): string {
  return `<!doctype html>\n${renderToString(<Page {...options} />)}\n`
}

function Page({ document, texts, script }: PageOptions): JSX.Element {
  const { operator, lang, updated } = document
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${plainText(texts.title)}|${operator.service}`}</title>
        {/* Not text: a quote in it must not be escaped. */}
        <style dangerouslySetInnerHTML={{ __html: pageStyle + listStyle }} />
        {script && <script src={script} />}
      </head>
      <body>
        <main>
          <header>
            <h1>{texts.title}</h1>
            <p>{texts.subtitle}</p>
            <p>{fill(texts.intro, { service: operator.service })}</p>
            <noscript>
              <p>{texts.withoutScripts}</p>
            </noscript>
            <p>{fill(texts.updated, { date: dayText(updated, lang) })}</p>
          </header>
          <div data-consent-disclosure="">
            <DisclosureList document={document} texts={texts} />
          </div>
          <History document={document} texts={texts} />
          <section>
            <p>{fill(texts.contact, { ...operator })}</p>
            <p>
              <a href={pageAddress(document.policy.href)}>{texts.policy}</a>
            </p>
          </section>
        </main>
      </body>
    </html>
  )
}

function History({ document, texts }: Omit<PageOptions, 'script'>): JSX.Element {
  const { history, lang } = document
  return (
    <section aria-labelledby="disclosure-history">
      <h2 id="disclosure-history">{texts.history.title}</h2>
      {history.length === 0 ? (
        <p>{texts.history.none}</p>
      ) : (
        <dl>
          {history.map(({ updated, revision, changes }) => (
            <Fragment key={`${updated} ${revision}`}>
              <dt>
                <time dateTime={updated}>{dayText(updated, lang)}</time>
              </dt>
              {changes.map((change) => (
                <dd key={change.id}>{changeText(change, texts, lang)}</dd>
              ))}
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  )
}
