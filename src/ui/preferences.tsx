import { type JSX, render } from 'preact'
import type { Choices, Config, Purpose } from '../core/types.ts'
import { pageAddress } from './address.ts'
import { plainText } from './annotations.ts'
import dialogCss from './dialog.css?inline'
import { allSwitched, choicesOf, type Draft, draftOf, switched } from './draft.ts'
import { acceptButton, acceptText, type Honoring, refusedByGpc } from './gpc.ts'
import { h } from './h.ts'
import { openModal } from './host.ts'
import type { LayerOptions } from './layers.ts'
import css from './preferences.css?inline'
import { PurposeRow, type ServiceShown } from './purpose-row.tsx'
import { wordsOf } from './shadow.ts'
import { fill, type PreferencesTexts, type RecordTexts } from './text.ts'

/** As much of the config as the second layer shows. */
export interface PreferencesConfig {
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  /** How many companies receive something. */
  readonly recipients: number
  readonly purposes: readonly Omit<Purpose, 'clauses'>[]
  readonly services: readonly ServiceShown[]
  readonly texts: {
    readonly lang: string
    readonly preferences: PreferencesTexts
    /** Names the way to the visitor's own record. */
    readonly record: Pick<RecordTexts, 'open'>
  }
}

/** By its name in the texts. */
type Button = 'save' | 'rejectAll' | ReturnType<typeof acceptButton>

export interface PreferencesOptions extends LayerOptions {
  readonly config: PreferencesConfig
}

/** The second layer. */
export interface Preferences {
  show(): void
}

/** A native modal dialog: nothing in it counts before one of its three buttons is pressed. */
export function createPreferences(options: PreferencesOptions): Preferences {
  const { config, consent, host, isTrusted } = options
  const texts = config.texts.preferences
  const box = host.root.ownerDocument.createElement('div')
  let draft: Draft = {}

  const dialog = (): HTMLDialogElement | null => box.querySelector('dialog')

  const decide = (choices: Choices, button: Button, event: Event): void => {
    const grants = Object.values(choices).includes('granted')
    if (grants && !isTrusted(event)) {
      draw(draft, texts.pressAgain)
      return
    }
    const before = consent.state
    const shown = {
      layer: 'preferences',
      button,
      lang: config.texts.lang,
      text: wordsOf(host.document, box),
    } as const
    consent.decide(choices, { source: 'preferences', shown })
    // A first answer clears the way to the page, and one that waits to what it waits for; a later
    // change is confirmed where it was made.
    if (before.status !== 'decided' || consent.waiting.length > 0) {
      dialog()?.close()
      return
    }
    const withdraws = Object.keys(before.choices).some(
      (id) => before.choices[id] === 'granted' && !consent.granted(id),
    )
    draw(draftOf(config, consent.state), withdraws ? texts.withdrawn : texts.saved)
  }

  const refused = (): readonly Honoring[] => refusedByGpc(consent.state, config.purposes)
  const all = (on: boolean): Choices =>
    choicesOf(config, allSwitched(config, draft, { state: consent.state, on }))

  const draw = (next: Draft, status = ''): void => {
    draft = next
    render(
      <PreferencesDialog
        config={config}
        draft={draft}
        off={consent.state.off}
        status={status}
        accept={acceptText(refused(), texts)}
        onSwitch={(id, on) => draw(switched(config, draft, { id, on }))}
        onSave={(event) => decide(choicesOf(config, draft), 'save', event)}
        onAll={(on, event) => decide(all(on), on ? acceptButton(refused()) : 'rejectAll', event)}
        onRecord={() => {
          dialog()?.close()
          consent.show('record')
        }}
        onClose={() => dialog()?.close()}
      />,
      box,
    )
  }

  host.addStyle(dialogCss + css)
  host.root.append(box)
  return {
    show() {
      draw(draftOf(config, consent.state))
      const it = dialog()
      if (it && !it.open) openModal(it)
    },
  }
}

interface PreferencesDialogProps {
  readonly config: PreferencesConfig
  readonly draft: Draft
  /** Services that the operator has switched off. */
  readonly off: readonly string[]
  readonly status: string
  /** What the button is called that grants all. */
  readonly accept: string
  readonly onSwitch: (id: string, on: boolean) => void
  readonly onSave: (event: Event) => void
  readonly onAll: (on: boolean, event: Event) => void
  readonly onRecord: () => void
  readonly onClose: () => void
}

function PreferencesDialog(props: PreferencesDialogProps): JSX.Element {
  const { config, draft, off, status, accept, onSwitch, onSave, onAll, onRecord, onClose } = props
  const { lang, preferences: texts, record } = config.texts
  return (
    <dialog
      class="box preferences"
      part="preferences"
      lang={lang}
      aria-label={plainText(texts.title)}
    >
      <div class="head">
        <h2>{texts.title}</h2>
        <button
          class="close"
          type="button"
          part="button"
          id="preferences-close"
          aria-label={plainText(texts.close)}
          onClick={onClose}
        >
          ×
        </button>
      </div>
      <div class="content">
        {config.purposes.map((purpose) => (
          <PurposeRow
            key={purpose.id}
            purpose={purpose}
            services={config.services.filter((service) => service.purpose === purpose.id)}
            draft={draft}
            texts={texts}
            off={off}
            onSwitch={onSwitch}
          />
        ))}
        <p class="links">
          <a href={pageAddress(config.disclosure.href)}>
            {fill(texts.recipients, { n: config.recipients })}
          </a>
          <button
            class="link"
            type="button"
            part="button"
            id="preferences-record"
            onClick={onRecord}
          >
            {record.open}
          </button>
        </p>
      </div>
      <div class="tail">
        <p role="status">{status}</p>
        <div class="actions">
          <Answer id="preferences-accept" text={accept} onClick={(event) => onAll(true, event)} />
          <Answer
            id="preferences-reject"
            text={texts.rejectAll}
            onClick={(event) => onAll(false, event)}
          />
          <Answer id="preferences-save" text={texts.save} onClick={onSave} />
        </div>
      </div>
    </dialog>
  )
}

interface AnswerProps {
  readonly id: string
  readonly text: string
  readonly onClick: (event: Event) => void
}

/** Each answer is the same: only its id, which no page's style reaches, and its words differ. */
function Answer({ id, text, onClick }: AnswerProps): JSX.Element {
  return (
    <button type="button" part="button" id={id} onClick={onClick}>
      {text}
    </button>
  )
}
