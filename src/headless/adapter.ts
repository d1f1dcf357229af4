import type { Config, Consent, Layer, OwnReceipt, Ui, UiModule } from '../core/types.ts'
import { withoutAnnotations } from '../ui/annotations.ts'
import { type Draft, draftOf } from '../ui/draft.ts'
import { type AgeView, ageView, type GuardianView, guardianView } from './age.ts'
import { type BannerView, bannerView } from './banner.ts'
import { missingIn } from './missing.ts'
import { type NoticeView, noticeView } from './notice.ts'
import { type PreferencesView, preferencesView } from './preferences.ts'
import { type RecordView, recordView } from './record.ts'
import { type Drawn, lackOf, type Stage, textOf } from './stage.ts'

/** Everything that visitors meet, by `layer`. */
export type View = BannerView | PreferencesView | AgeView | GuardianView | NoticeView | RecordView

export interface Drawing {
  /**
   * Draws a view in place of the one before: another layer, or the same as it is now.
   * @returns once it was painted, what it is drawn in, or every word of it: what runs by notice runs
   *   from then on. Reject, if it can't be seen.
   */
  draw(view: View): Promise<Drawn>
  /** Takes it away: nothing is asked or told any more. */
  clear(): void
}

/** What a layer has of its own, as long as it is open. */
interface Open {
  readonly layer: Layer
  readonly status: string
  readonly draft: Draft
  readonly step: 'age' | 'guardian'
  readonly receipts: readonly OwnReceipt[]
}

/**
 * A UI that an app draws by itself: `createConsent({ config, ui: async () => headless({ draw, clear }) })`.
 * It says what there is to draw, one view at a time; `draw` turns it into whatever the app is made of.
 *
 * Record and receipt are as whole as ours, since each press says who pressed and what was drawn. A
 * refusal always counts. A grant doesn't where no person pressed, nor where something of the view's `words`
 * wasn't drawn, such as すべて拒否: an answer that could be only one is none. That is reported
 * (`onError`), at the first painting already. It looks at words and not at how they look: that both
 * answers are as large, as bright and as near is the app's to keep.
 */
export function headless(drawing: Drawing): UiModule {
  return { mount: (consent, config) => mountViews(drawing, consent, withoutAnnotations(config)) }
}

function mountViews({ draw, clear }: Drawing, consent: Consent, config: Config): Ui {
  /** What is open, the last one on top. */
  let stack: readonly Open[] = []
  let shown: View | undefined
  let latest: Promise<Drawn | undefined> = Promise.resolve(undefined)
  let waited = false

  const isOpen = (layer: Layer): boolean => stack.some((each) => each.layer === layer)

  const without = (...layers: readonly Layer[]): readonly Open[] =>
    stack.filter(({ layer }) => !layers.includes(layer))

  /** @returns what is drawn of the newest view, nothing where there is none by then */
  const redraw = (): Promise<Drawn | undefined> => {
    latest = drawTop()
    return latest
  }

  const drawTop = async (): Promise<Drawn | undefined> => {
    const open = stack.at(-1)
    if (!open) {
      if (shown) clear()
      shown = undefined
      return undefined
    }
    const view = viewOf(open)
    shown = view
    const drawn = await draw(view)
    return shown === view ? drawn : latest
  }

  const change = (next: readonly Open[]): void => {
    stack = next
    redraw().catch(consent.report)
  }

  /** What is pressed on a layer that isn't there any more changes nothing of what is. */
  const alter = (layer: Layer, of: Partial<Open>): void =>
    change(stack.map((each) => (each.layer === layer ? { ...each, ...of } : each)))

  const close = (layer: Layer): void => {
    if (!isOpen(layer)) return
    const { asks } = consent.state
    // Answered, or about to be: by the time that the state is told the visitor is elsewhere.
    const isOver = asks.length === 0 || consent.waiting.length > 0
    change(without(layer, ...(isOver ? (['banner'] as const) : [])))
    // The question of age took the banner's place.
    if (layer === 'age' && asks.length > 0) consent.show('banner')
  }

  const viewOf = (open: Open): View => {
    const { layer, status, draft, step, receipts } = open
    const stage: Stage = {
      consent,
      config,
      status,
      say: (text) => alter(layer, { status: text }),
      close: () => close(layer),
    }
    switch (layer) {
      case 'banner':
        return bannerView(stage)
      case 'preferences': {
        const setDraft = (next: Draft): void => alter(layer, { draft: next, status: '' })
        return preferencesView({ ...stage, draft, setDraft })
      }
      case 'age': {
        const setStep = (next: Open['step']): void => alter(layer, { step: next, status: '' })
        return (step === 'age' ? ageView : guardianView)({ ...stage, setStep })
      }
      case 'record':
        return recordView({ ...stage, receipts })
      case 'wording':
      case 'unsaved':
        return noticeView(stage, layer)
    }
  }

  const opened = (layer: Layer, receipts: readonly OwnReceipt[]): Open => ({
    layer,
    status: '',
    draft: draftOf(config, consent.state),
    step: /^(?:minor|guardian)$/.test(consent.state.age) ? 'guardian' : 'age',
    receipts,
  })

  const unsubscribe = consent.subscribe(({ asks, age }) => {
    if (asks.length === 0) stack = without('banner')
    // Answered in another tab, or by the site.
    const isAged = waited ? consent.waiting.length === 0 : age === 'adult'
    if (isAged && isOpen('age')) close('age')
    else if (shown) change(stack)
  })

  const open = (layer: Layer, receipts: readonly OwnReceipt[]): void => {
    if (layer === 'age') {
      if (!config.age) throw new Error('The config has no `age`.')
      waited = consent.waiting.length > 0
      stack = without('banner')
    }
    stack = [...without(layer), opened(layer, receipts)]
  }

  return {
    async show(layer) {
      open(layer, layer === 'record' ? await consent.receipts() : [])
      const drawn = await redraw()
      if (drawn === undefined || !shown) return
      const missing = missingIn(shown.words, textOf(drawn))
      if (missing.length > 0) throw new Error(lackOf(shown.layer, missing))
    },
    destroy() {
      unsubscribe()
      change([])
    },
  }
}

/**
 * Resolves with `element` once it was painted; for apps that draw into a page.
 * @throws Error where the page doesn't let it be seen
 */
export async function painted(element: Element): Promise<Element> {
  const { ownerDocument: document } = element
  await new Promise<void>((done) => {
    const wait = (): void => {
      if (document.hidden) document.addEventListener('visibilitychange', wait, { once: true })
      else requestAnimationFrame(() => setTimeout(done))
    }
    wait()
  })
  if (element.isConnected && element.getClientRects().length === 0)
    throw new Error('This page hides what was drawn.')
  return element
}
