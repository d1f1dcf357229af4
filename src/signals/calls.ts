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
  const names = path.split('.')
  const name = names.pop() as string
  const owner = names.reduce((at, each) => at?.[each] as Members, window as unknown as Members)
  const method = owner?.[name]
  if (typeof method === 'function') method.apply(owner, values)
}
