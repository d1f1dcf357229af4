import type { ConsentState } from '../core/types.ts'
import { filter, join, map } from '../plain.ts'
import { fill } from './text.ts'

/** What may honor GPC, with the title that visitors know it by. */
export interface Honoring {
  readonly id: string
  readonly title?: string
  readonly honorsGpc?: boolean
}

/** What a button that grants all leaves out: only its own switch grants what GPC refuses. */
export function refusedByGpc({ gpc }: ConsentState, all: readonly Honoring[]): readonly Honoring[] {
  return gpc ? filter(all, ({ honorsGpc }) => honorsGpc) : []
}

/** That button, by its name in the texts. */
export function acceptButton(refused: readonly Honoring[]): 'acceptAll' | 'acceptOthers' {
  return refused.length > 0 ? 'acceptOthers' : 'acceptAll'
}

export function acceptText(
  refused: readonly Honoring[],
  texts: Readonly<Record<ReturnType<typeof acceptButton>, string>>,
): string {
  return fill(texts[acceptButton(refused)], { purposes: titlesOf(refused) })
}

export function titlesOf(refused: readonly Honoring[]): string {
  const titles = map(refused, ({ title = '' }) => title)
  return join(titles, '・')
}
