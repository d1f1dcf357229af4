import type { DisclosureRow } from './rows.ts'

/** Whether `pattern` names `host`: `a.b` is that host alone, `*.a.b` every name below it. */
export function covers(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

/** Foreign hosts that a page talked to, told apart by whether the list names them. */
export interface Talked {
  readonly known: readonly { readonly recipient: string; readonly hosts: readonly string[] }[]
  readonly unknown: readonly string[]
}

/** Who is behind `hosts`. A host that several recipients share counts for each of them. */
export function whoTalked(hosts: readonly string[], rows: readonly DisclosureRow[]): Talked {
  // What an app alone sends is no explanation of what a page sent.
  const web = rows.filter(({ platforms }) => platforms.includes('web'))
  const known = new Map<string, Set<string>>()
  const unknown: string[] = []
  for (const host of new Set(hosts)) {
    const behind = web.filter((row) => row.hosts.some((pattern) => covers(pattern, host)))
    if (behind.length === 0) unknown.push(host)
    for (const { recipient } of behind) {
      known.set(recipient.name, (known.get(recipient.name) ?? new Set()).add(host))
    }
  }
  return {
    known: [...known].map(([recipient, names]) => ({ recipient, hosts: [...names] })),
    unknown,
  }
}
