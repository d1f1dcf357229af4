import { each, filter } from '../plain.ts'

/** What can have a shadow root, less what there may be thousands of: to look at each takes its time. */
const HOSTS = ':not(script,link,meta,style,a,img,li,td,tr,option)'

/** The page's own elements with an open shadow root, such as a player, as far as `root` tells. */
export function shadowHosts(root: ParentNode): readonly Element[] {
  return filter(
    root.querySelectorAll(HOSTS),
    ({ localName, shadowRoot }) => shadowRoot && !localName.startsWith('metalive-consent'),
  )
}

/** The document, and the page's open shadow roots. */
export function rootsOf(document: Document): readonly ParentNode[] {
  const roots: ParentNode[] = [document]
  each(roots, (root) =>
    each(shadowHosts(root), ({ shadowRoot }) => {
      if (shadowRoot) roots[roots.length] = shadowRoot
    }),
  )
  return roots
}

/** All elements that a selector fits, in all of these roots. */
export function allOf<Found extends Element>(
  roots: readonly ParentNode[],
  selector: string,
): readonly Found[] {
  const found: Found[] = []
  each(roots, (root) =>
    each(root.querySelectorAll<Found>(selector), (element) => {
      found[found.length] = element
    }),
  )
  return found
}
