import { filter } from '../plain.ts'

/** What can have a shadow root, less what there may be thousands of: to look at each takes its time. */
const HOSTS = ':not(script,link,meta,style,a,img,li,td,tr,option)'

/** The page's own elements with an open shadow root, such as a player, as far as `root` tells. */
export function shadowHosts(root: ParentNode): readonly Element[] {
  return filter(
    root.querySelectorAll(HOSTS),
    ({ localName, shadowRoot }) => shadowRoot && !localName.startsWith('metalive-consent'),
  )
}
