import { join } from '../plain.ts'
import { MARKED } from './mark.ts'

/**
 * Drops and reports what released scripts write: the parser is past them, so the browser would wipe
 * the page first. Scripts that the parser runs itself write on.
 */
export function guardWrites(document: Document, report: (error: unknown) => void): void {
  for (const name of ['write', 'writeln'] as const) {
    const write = document[name]
    document[name] = (...texts: string[]) => {
      const { readyState, currentScript } = document
      if (readyState === 'loading' && currentScript && !currentScript.matches(MARKED)) {
        write.apply(document, texts)
      } else {
        report(`Dropped, it would wipe the page: document.${name}("${join(texts)}")`)
      }
    }
  }
}
