import type { JSX } from 'preact'
import type { Purpose, Recipient, Service } from '../core/types.ts'
import { plainText } from './annotations.ts'
import type { Draft } from './draft.ts'
import { h } from './h.ts'
import { fill, type PreferencesTexts } from './text.ts'

export interface ServiceShown
  extends Pick<Service, 'id' | 'purpose' | 'name' | 'basis' | 'honorsGpc'> {
  readonly recipient: Pick<Recipient, 'name'>
}

interface Switching {
  readonly draft: Draft
  readonly texts: PreferencesTexts
  /** Services that the operator has switched off. */
  readonly off: readonly string[]
  readonly onSwitch: (id: string, on: boolean) => void
}

export interface PurposeRowProps extends Switching {
  readonly purpose: Omit<Purpose, 'clauses'>
  readonly services: readonly ServiceShown[]
}

export function PurposeRow({ purpose, services, ...switching }: PurposeRowProps): JSX.Element {
  const { texts } = switching
  const { id, title, required, description, lost } = purpose
  return (
    <section class="purpose">
      <div class="row">
        <h3>{title}</h3>
        {required ? texts.required : <Switch id={id} name={title} {...switching} />}
      </div>
      <p>{description}</p>
      {lost && (
        <p class="note">
          <b>{texts.lost}</b> {lost}
        </p>
      )}
      {services.length > 0 && (
        <details>
          <summary>{texts.services}</summary>
          <ul>
            {services.map((service) => (
              <li key={service.id} class="row">
                <p>
                  {service.name}
                  <br />
                  <span class="note">{service.recipient.name}</span>
                </p>
                <ServiceState service={service} required={required} {...switching} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

interface ServiceStateProps extends Switching {
  readonly service: ServiceShown
  readonly required: boolean | undefined
}

/** A switch, where there is something to choose. */
function ServiceState({ service, required, ...switching }: ServiceStateProps): JSX.Element | null {
  const { id, name, basis } = service
  const { off, texts } = switching
  if (off.includes(id)) return <span class="note">{texts.stopped}</span>
  if (required) return null
  if (basis === 'exempt') return <span>{texts.required}</span>
  return <Switch id={id} name={name} {...switching} />
}

interface SwitchProps extends Switching {
  readonly id: string
  readonly name: string
}

/** A native check box, which every contrast mode knows how to draw. Ticked is allowed. */
function Switch({ id, name, draft, texts, onSwitch }: SwitchProps): JSX.Element {
  return (
    <label class="switch">
      <span aria-hidden="true">{texts.on}</span>
      <input
        type="checkbox"
        role="switch"
        aria-label={plainText(fill(texts.allow, { purpose: name }))}
        checked={draft[id] === true}
        onChange={(event) => onSwitch(id, event.currentTarget.checked)}
      />
    </label>
  )
}
