import type { AgeRule, Config, Purpose, Service } from '../core/types.ts'
import { map } from '../plain.ts'
import { pageAddress } from './address.ts'
import css from './age.css?inline'
import { titlesIn } from './asked.ts'
import { focusedIn, isOurs, openPopover } from './host.ts'
import type { LayerOptions } from './layers.ts'
import { scrolling } from './scrolling.ts'
import { drawn, element, wordsOf } from './shadow.ts'
import { type AgeTexts, fill } from './text.ts'

/** As much of the config as this takes. */
export interface AgeConfig {
  readonly age: AgeRule
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  /** How many companies receive something. */
  readonly recipients: number
  readonly purposes: readonly Pick<Purpose, 'id' | 'title'>[]
  readonly services: readonly Pick<Service, 'id' | 'name'>[]
  readonly texts: {
    readonly lang: string
    readonly age: AgeTexts
    /** Names the list; knows `{n}`. */
    readonly banner: { readonly recipients: string }
  }
}

export interface AgeOptions extends LayerOptions {
  readonly config: AgeConfig
}

export interface AgeLayer {
  /** Asks for the age; of one who is below the line, for a guardian. */
  show(): void
}

type Task = (event: Event) => void

/**
 * How old the visitor is, and a guardian's step for those below the line. Asked after a press that
 * grants, never of those who refuse. Nothing is granted before one of its buttons is pressed.
 */
export function createAgeLayer({ config, consent, host, isTrusted }: AgeOptions): AgeLayer {
  const { document } = host
  host.addStyle(css)
  const { age: rule, texts } = config
  const { age: words, lang } = texts
  const region = element(document, 'section', {
    class: 'box banner age',
    part: 'age',
    lang,
    'aria-labelledby': 'age-title',
  })
  let opener: HTMLElement | null = null
  let waited = false
  const say = (text: string): string => fill(text, { line: rule.line, below: rule.line - 1 })
  const paragraph = (text: string): HTMLElement => element(document, 'p', {}, say(text))

  const draw = (
    title: string,
    content: readonly Node[],
    actions: readonly (readonly [id: string, text: string, task: Task])[],
  ): void => {
    const buttons = map(actions, ([id, text, task]) => {
      const attributes = { type: 'button', part: 'button', id: `age-${id}` }
      const button = element(document, 'button', attributes, say(text))
      button.addEventListener('click', task)
      return button
    })
    region.replaceChildren(
      element(document, 'h2', { id: 'age-title' }, title),
      scrolling(document, 'text', ...content),
      element(document, 'p', { role: 'status' }),
      element(document, 'div', { class: 'actions' }, ...buttons),
    )
    const follows = region.isConnected || consent.waiting.length > 0
    if (!region.isConnected) {
      host.root.append(region)
      openPopover(region)
    }
    // Whoever pressed something of ours is taken along; on a page that was only opened nobody is.
    if (!follows || !isOurs(document)) return
    // Orca says the words of a dialog that gets the focus, and nothing of a heading that is new.
    region.setAttribute('role', 'dialog')
    region.tabIndex = -1
    region.focus({ preventScroll: true })
  }

  /** What lets something run is a person's to press. */
  const byPerson =
    (task: () => void): Task =>
    (event) => {
      if (isTrusted(event)) task()
      else
        region.querySelector('[role=status]')?.replaceChildren(...drawn(document, words.pressAgain))
    }

  const question = (): void => {
    const below = (): void => {
      consent.setAge('minor')
      guardian()
    }
    draw(
      words.title,
      [paragraph(words.body)],
      [
        ['adult', words.adult, byPerson(() => end(() => consent.setAge('adult')))],
        ['minor', words.minor, below],
        ['unsaid', words.unsaid, below],
      ],
    )
  }

  const guardian = (): void => {
    const waiting = titlesIn(consent.waiting, config)
    const agree = (): void => {
      const shown = {
        layer: 'guardian',
        button: 'agree',
        lang,
        text: wordsOf(document, region),
      } as const
      end(() => consent.setAge('guardian', { shown }))
    }
    draw(
      words.guardianTitle,
      [paragraph(words.guardianBody), ...(waiting.length > 0 ? whatFor(waiting) : [])],
      [
        ...(waiting.length > 0 ? ([['agree', words.agree, byPerson(agree)]] as const) : []),
        ['go-on', words.goOn, () => end(consent.decline)],
        // Where the site knows the age it isn't the visitor's to say.
        ...(rule.ask === 'never' ? [] : ([['again', words.again, question]] as const)),
      ],
    )
  }

  const whatFor = (titles: readonly string[]): readonly Node[] => [
    paragraph(words.guardianList),
    element(document, 'ul', {}, ...map(titles, (title) => element(document, 'li', {}, title))),
    element(
      document,
      'p',
      {},
      element(
        document,
        'a',
        { href: pageAddress(config.disclosure.href) },
        fill(texts.banner.recipients, { n: config.recipients }),
      ),
    ),
    paragraph(words.declaration),
  ]

  const end = (task: () => void): void => {
    region.remove()
    if (isOurs(document)) opener?.focus({ preventScroll: true })
    task()
    if (consent.state.asks.length > 0) consent.show('banner')
  }

  // Answered elsewhere: in another layer, another tab, or by the site.
  consent.subscribe(({ age }) => {
    const isDone = waited ? consent.waiting.length === 0 : age === 'adult'
    if (region.isConnected && isDone) end(() => {})
  })

  return {
    show() {
      opener = focusedIn(document)
      waited = consent.waiting.length > 0
      const { age } = consent.state
      if (age === 'minor' || age === 'guardian') guardian()
      else question()
    },
  }
}
