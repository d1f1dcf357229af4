import type { AgeRule } from '../core/types.ts'
import { titlesIn } from '../ui/asked.ts'
import { fill } from '../ui/text.ts'
import {
  type Action,
  type Asking,
  isPerson,
  isShown,
  type LayerView,
  type Link,
  listLink,
  proofOf,
  type Stage,
  textOf,
} from './stage.ts'

/** How old the visitor is: three answers of equal weight. */
export interface AgeView extends LayerView {
  readonly layer: 'age'
  readonly body: string
  readonly actions: readonly Action<'adult' | 'minor' | 'unsaid'>[]
}

/** A guardian's step, for those below the line. */
export interface GuardianView extends LayerView {
  readonly layer: 'guardian'
  readonly body: string
  /** What a guardian is to agree to, `null` where nothing waits. */
  readonly asked: {
    readonly intro: string
    readonly titles: readonly string[]
    readonly link: Link
    /** The guardian's own words: pressing `agree` says them. */
    readonly declaration: string
  } | null
  readonly actions: readonly Action<'agree' | 'go-on' | 'again'>[]
}

export interface AgeOptions extends Stage {
  /** Draws the other of the two. */
  setStep(step: 'age' | 'guardian'): void
}

export function ageView(options: AgeOptions): AgeView {
  const { consent, config, status = '', close, setStep } = options
  const { lang, age: texts } = config.texts
  const say = sayWith(config.age)
  const said = { title: say(texts.title), body: say(texts.body) }
  const labels = [say(texts.adult), say(texts.minor), say(texts.unsaid)] as const
  const words = [said.title, said.body, ...labels]
  const asking = askingOf(options, 'age', words)
  const below = (): void => {
    consent.setAge('minor')
    setStep('guardian')
  }
  const adult: Action['press'] = (by, drawn) => {
    if (!isPerson(asking, by) || !isShown(asking, textOf(drawn))) return
    consent.setAge('adult')
    close()
  }
  const [first, second, third] = labels
  return {
    layer: 'age',
    lang,
    ...said,
    status,
    words,
    actions: [
      { id: 'adult', text: first, press: adult },
      { id: 'minor', text: second, press: below },
      { id: 'unsaid', text: third, press: below },
    ],
  }
}

export function guardianView(options: AgeOptions): GuardianView {
  const { consent, config, status = '', close, setStep } = options
  const { lang, age: texts } = config.texts
  const say = sayWith(config.age)
  const said = { title: say(texts.guardianTitle), body: say(texts.guardianBody) }
  const asked = askedOf(options)
  const words = [
    ...Object.values(said),
    ...(asked
      ? [asked.intro, ...asked.titles, asked.link.text, asked.declaration, say(texts.agree)]
      : []),
    say(texts.goOn),
  ]
  const asking = askingOf(options, 'guardian', words)
  const agree: Action['press'] = (by, drawn) => {
    const shown = proofOf(asking, 'agree', drawn)
    if (!isPerson(asking, by) || !isShown(asking, shown.text)) return
    consent.setAge('guardian', { shown })
    close()
  }
  const goOn = (): void => {
    consent.decline()
    close()
  }
  return {
    layer: 'guardian',
    lang,
    ...said,
    asked,
    status,
    words,
    actions: [
      ...(asked ? [{ id: 'agree', text: say(texts.agree), press: agree } as const] : []),
      { id: 'go-on', text: say(texts.goOn), press: goOn },
      // Where the site knows the age it isn't the visitor's to say.
      ...(config.age?.ask === 'never'
        ? []
        : [{ id: 'again', text: say(texts.again), press: () => setStep('age') } as const]),
    ],
  }
}

function askedOf({ consent, config }: AgeOptions): GuardianView['asked'] {
  const { age: texts, banner } = config.texts
  const say = sayWith(config.age)
  const titles = titlesIn(consent.waiting, config)
  if (titles.length === 0) return null
  return {
    intro: say(texts.guardianList),
    titles,
    link: listLink(config, banner.recipients),
    declaration: say(texts.declaration),
  }
}

function askingOf<Layer extends string>(
  { consent, config, say }: AgeOptions,
  layer: Layer,
  words: readonly string[],
): Asking<Layer> {
  const { lang, age } = config.texts
  return { consent, layer, lang, words, pressAgain: age.pressAgain, say }
}

function sayWith(rule: AgeRule | undefined): (text: string) => string {
  const line = rule?.line ?? 0
  return (text) => fill(text, { line, below: line - 1 })
}
