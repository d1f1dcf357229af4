import type { Action, Drawn, Press, View } from '@metalive/consent/headless'
import { type ComponentChildren, h, type JSX } from 'preact'
import { BannerBody, GuardianBody, Links } from './bodies.tsx'
import { RecordBody } from './record-body.tsx'
import { Rows } from './rows.tsx'

export interface LayerProps {
  readonly view: View
  /** What the view is drawn in: each press says it. */
  drawn(): Drawn
}

/** Every view of this page, in the site's own look. */
export function Layer({ view, drawn }: LayerProps): JSX.Element {
  switch (view.layer) {
    case 'banner':
      return (
        <Sheet view={view} drawn={drawn}>
          <BannerBody view={view} />
        </Sheet>
      )
    case 'age':
      return (
        <Sheet view={view} drawn={drawn}>
          <p>{view.body}</p>
        </Sheet>
      )
    case 'guardian':
      return (
        <Sheet view={view} drawn={drawn}>
          <GuardianBody view={view} />
        </Sheet>
      )
    case 'wording':
    case 'unsaved':
      return (
        <Sheet view={view} drawn={drawn}>
          <p>{view.body}</p>
          <Links links={view.links} />
        </Sheet>
      )
    case 'preferences': {
      const [record, close] = view.ways
      return (
        <Drawer view={view} drawn={drawn} close={close}>
          <Rows rows={view.rows} />
          <Links links={view.links} />
          {record && <Way action={record} drawn={drawn} />}
        </Drawer>
      )
    }
    case 'record': {
      const close = view.actions.find(({ id }) => id === 'close')
      return (
        <Drawer view={view} drawn={drawn} close={close}>
          <RecordBody view={view} />
        </Drawer>
      )
    }
  }
}

interface FrameProps extends LayerProps {
  readonly children: ComponentChildren
}

/** Not modal: the page goes on beside it. */
function Sheet({ view, drawn, children }: FrameProps): JSX.Element {
  return (
    <section class="sheet" lang={view.lang} aria-labelledby="layer-title">
      <h2 id="layer-title" tabIndex={-1}>
        {view.title}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <div class="sheet-text" tabIndex={0}>
        {children}
      </div>
      <Foot view={view} drawn={drawn} />
    </section>
  )
}

interface DrawerProps extends FrameProps {
  readonly close: Action | undefined
}

function Drawer({ view, drawn, close, children }: DrawerProps): JSX.Element {
  const leave = (event: Press & Pick<Event, 'preventDefault'>): void => {
    event.preventDefault()
    close?.press(event, drawn())
  }
  return (
    <dialog
      class="drawer"
      lang={view.lang}
      aria-labelledby="layer-title"
      onCancel={leave}
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal()
      }}
    >
      <header>
        <h2 id="layer-title" tabIndex={-1}>
          {view.title}
        </h2>
        {close && (
          <button class="leave" type="button" aria-label={close.text} onClick={leave}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M5 5l14 14M19 5 5 19" />
            </svg>
          </button>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <div class="drawer-text" tabIndex={0}>
        {children}
      </div>
      <Foot view={view} drawn={drawn} />
    </dialog>
  )
}

/** Each answer is the same button: none is louder than another. */
function Foot({ view, drawn }: LayerProps): JSX.Element {
  return (
    <footer>
      <p role="status">{view.status}</p>
      <div class="answers">
        {view.actions.map(({ id, text, press }) => (
          <button key={id} type="button" onClick={(event) => press(event, drawn())}>
            {text}
          </button>
        ))}
      </div>
    </footer>
  )
}

function Way({ action, drawn }: Pick<LayerProps, 'drawn'> & { action: Action }): JSX.Element {
  return (
    <button class="way" type="button" onClick={(event) => action.press(event, drawn())}>
      {action.text}
    </button>
  )
}
