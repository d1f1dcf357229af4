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

/** The name of that button. */
export function acceptText(
  refused: readonly Honoring[],
  { acceptAll, acceptOthers }: { readonly acceptAll: string; readonly acceptOthers: string },
): string {
  return refused.length > 0 ? fill(acceptOthers, { purposes: titlesOf(refused) }) : acceptAll
}

export function titlesOf(refused: readonly Honoring[]): string {
  const titles = map(refused, ({ title = '' }) => title)
  return join(titles, '・')
}
