/**
 * Calls `task` when a page has written itself anew: with another body, and without what was there. A
 * page that takes out nothing else means it.
 *
 * @returns what ends it
 */
export function whenRewritten(
  document: Document,
  isThere: () => boolean,
  task: () => void,
): () => void {
  try {
    let { body } = document
    const observer = new MutationObserver(() => {
      watch()
      if (!document.body || document.body === body) return
      // Once for each.
      body = document.body
      if (!isThere()) task()
    })
    // These two alone: what a page does within its body isn't to cost anything.
    const watch = (): void => {
      // The document may be one whose members are no element's to hide.
      observer.observe(document.getRootNode(), { childList: true })
      if (document.documentElement) observer.observe(document.documentElement, { childList: true })
    }
    watch()
    return () => observer.disconnect()
  } catch {
    // Where a page has replaced what this stands on, what it takes out is gone, and tags are held.
    return () => {}
  }
}
