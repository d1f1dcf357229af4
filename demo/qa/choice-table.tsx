import { h, type JSX } from 'preact'
import type { Choice, Choices, Config, Consent } from '../../src/core/types.ts'

const WORDS = { granted: '許可', denied: '拒否', unasked: '未回答' } as const
const CLASSES = { granted: 'chip good', denied: 'chip bad', unasked: 'chip held' } as const

export interface ChoiceTableProps {
  readonly consent: Consent
  readonly config: Config
  readonly choices: Choices
}

/** One row for each purpose, with its services below it. */
export function ChoiceTable({ consent, config, choices }: ChoiceTableProps): JSX.Element {
  const rows = config.purposes.flatMap((purpose) => [
    { id: purpose.id, name: purpose.title, level: 'purpose', required: purpose.required },
    ...config.services
      .filter((service) => service.purpose === purpose.id)
      .map(({ id, name }) => ({ id, name, level: 'service', required: purpose.required })),
  ])
  return (
    <table class="choices">
      <tbody>
        {rows.map(({ id, name, level, required }) => (
          <tr key={id} class={level}>
            <th scope="row">{name}</th>
            <td>
              <Badge choice={choices[id]} />
            </td>
            <td class="buttons">
              {!required && <Decide consent={consent} id={id} name={name} choice="granted" />}
              {!required && <Decide consent={consent} id={id} name={name} choice="denied" />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Badge({
  choice = 'unasked',
}: {
  readonly choice: Choice | 'unasked' | undefined
}): JSX.Element {
  return <span class={CLASSES[choice]}>{WORDS[choice]}</span>
}

interface DecideProps {
  readonly consent: Consent
  readonly id: string
  readonly name: string
  readonly choice: Choice
}

function Decide({ consent, id, name, choice }: DecideProps): JSX.Element {
  const word = WORDS[choice]
  return (
    <button
      type="button"
      aria-label={`${name}:${word}`}
      onClick={() => consent.decide({ [id]: choice })}
    >
      {word}
    </button>
  )
}
