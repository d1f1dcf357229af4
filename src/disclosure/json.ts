import { withoutAnnotations } from '../ui/annotations.ts'
import type { DisclosureDocument } from './document.ts'

/** The list for machines. How its sentences may be drawn is no part of what they say. */
export function toJson(document: DisclosureDocument): string {
  return `${JSON.stringify(withoutAnnotations(document), null, 2)}\n`
}
