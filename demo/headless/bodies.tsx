import type { BannerView, GuardianView, Link } from '@metalive/consent/headless'
import { Fragment, h, type JSX } from 'preact'

export function BannerBody({ view }: { readonly view: BannerView }): JSX.Element {
  return (
    <>
      {view.reasons.map((reason) => (
        <p key={reason} class="reason">
          {reason}
        </p>
      ))}
      <p>{view.intro}</p>
      <ul class="purposes">
        {view.purposes.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
      {view.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Links links={view.links} />
    </>
  )
}

export function GuardianBody({ view }: { readonly view: GuardianView }): JSX.Element {
  const { body, asked } = view
  return (
    <>
      <p>{body}</p>
      {asked && (
        <>
          <p>{asked.intro}</p>
          <ul class="purposes">
            {asked.titles.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
          <Links links={[asked.link]} />
          <p>{asked.declaration}</p>
        </>
      )}
    </>
  )
}

export function Links({ links }: { readonly links: readonly Link[] }): JSX.Element {
  return (
    <p class="layer-links">
      {links.map(({ href, text }) => (
        <a key={href} href={href}>
          {text}
        </a>
      ))}
    </p>
  )
}
