import type { Call, Choices, CoreService } from '../core/types.ts'

/** Tells the vendors' own code of every choice that was changed on a page where it may run. */
export function tellVendors(
  window: Window,
  services: readonly CoreService[],
  { before, now }: { readonly before: Choices; readonly now: Choices },
  report: (error: unknown) => void,
): void {
  for (const { id, calls } of services) {
    const [was, is] = [before[id], now[id]]
    if (!calls || !was || !is || was === is) continue
    try {
      call(window, calls[is])
    } catch (error) {
      report(error)
    }
  }
}

type Members = Readonly<Record<string, unknown>> | undefined

/** Where the vendor's code isn't there, there is nobody to tell. */
function call(window: Window, [path, ...values]: Call): void {
  let owner: Members
  let member: unknown = window
  for (const name of path.split('.')) {
    owner = member as Members
    member = owner?.[name]
  }
  if (typeof member === 'function') member.apply(owner, values)
}
