import type { Choice, Config } from '../core/types.ts'
import { dayText } from '../disclosure/day.ts'
import { summaryOf } from '../disclosure/summary.ts'
import { pageAddress } from '../ui/address.ts'
import { purposesAsked, sameForAll } from '../ui/asked.ts'
import { acceptButton, acceptText, refusedByGpc } from '../ui/gpc.ts'
import { reasonsFor } from '../ui/reasons.ts'
import { fill } from '../ui/text.ts'
import type { Stage } from './stage.ts'
import { type Action, type Asking, answer, type LayerView, type Link, listLink } from './stage.ts'

/** The first layer: what is asked, and three answers of equal weight. */
export interface BannerView extends LayerView {
  readonly layer: 'banner'
  /** Why someone who has answered is asked again, or less than others; mostly empty. */
  readonly reasons: readonly string[]
  readonly intro: string
  /** The list that the intro speaks of. */
  readonly purposes: readonly { readonly id: string; readonly title: string }[]
  readonly sentences: readonly string[]
  /** The list of transmissions, and the policy. */
  readonly links: readonly Link[]
  readonly actions: readonly Action<'accept' | 'reject' | 'choose'>[]
}

/** The first layer, as the consent is now. Its presses answer what it asks, and nothing else. */
export function bannerView({ consent, config, status = '', say, close }: Stage): BannerView {
  const { state } = consent
  const { lang, banner: texts } = config.texts
  const refused = refusedByGpc(state, config.purposes)
  const said = {
    title: texts.title,
    reasons: reasonsFor(state, { ...config, updated: dayText(config.disclosure.updated, lang) }),
    intro: fill(texts.intro, { service: config.operator.service }),
    purposes: purposesAsked(state, config).map(({ id, title }) => ({ id, title })),
    sentences: summaryOf(config).sentences,
    links: linksOf(config),
  }
  const labels = {
    accept: acceptText(refused, texts),
    reject: texts.rejectAll,
    choose: texts.choose,
  }
  const words = wordsIn(said, Object.values(labels))
  const asking: Asking = {
    consent,
    layer: 'banner',
    lang,
    words,
    pressAgain: texts.pressAgain,
    say,
  }
  const press =
    (choice: Choice, button: string): Action['press'] =>
    (by, drawn) => {
      const choices = sameForAll(state, config, choice)
      if (answer(asking, by, drawn, { button, choices, source: 'banner' })) close()
    }
  return {
    layer: 'banner',
    lang,
    ...said,
    status,
    words,
    actions: [
      { id: 'accept', text: labels.accept, press: press('granted', acceptButton(refused)) },
      { id: 'reject', text: labels.reject, press: press('denied', 'rejectAll') },
      { id: 'choose', text: labels.choose, press: () => consent.show('preferences') },
    ],
  }
}

function linksOf(config: Config): readonly Link[] {
  const { recipients, policy } = config.texts.banner
  return [listLink(config, recipients), { text: policy, href: pageAddress(config.policy.href) }]
}

type Said = Omit<BannerView, 'layer' | 'lang' | 'status' | 'words' | 'actions'>

function wordsIn(said: Said, labels: readonly string[]): readonly string[] {
  return [
    said.title,
    ...said.reasons,
    said.intro,
    ...said.purposes.map(({ title }) => title),
    ...said.sentences,
    ...said.links.map(({ text }) => text),
    ...labels,
  ]
}
