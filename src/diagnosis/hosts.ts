/** Whom the page talks to, against whom the registry names. */
import type { Finding } from '../core/types.ts'
import { covers } from '../disclosure/hosts.ts'
import { addressOf, type DiagnosisConfig, type Page } from './page.ts'

/** Hosts that the browser has asked for anything, and that no service declares. */
export function hostFindings({ window, config }: Page): readonly Finding[] {
  const { location, performance } = window
  const addresses = performance.getEntriesByType('resource').map(({ name }) => name)
  const hosts = addresses.flatMap((address) => hostOf(address) ?? [])
  return [...new Set(hosts)]
    .filter((host) => host !== location.hostname && !isOwn(config, host))
    .filter(
      (host) => !config.services.some((service) => service.hosts.some((it) => covers(it, host))),
    )
    .map((host) => {
      const address = addresses.find((it) => it.includes(`//${host}`))
      const message = `The page talks to ${host}, which no service declares: ${address}. Add it to the hosts of its service, or find out who asks for it.`
      return { id: 'unlisted-host', severity: 'warning', message }
    })
}

/** Whether a host is one of the site's own, by what the config says of them. */
function isOwn({ cookie, host, frames, assets }: DiagnosisConfig, name: string): boolean {
  if (cookie && (name === cookie.domain || name.endsWith(`.${cookie.domain}`))) return true
  const own = [...(host?.origins ?? []), ...(frames?.origins ?? []), assets ?? '']
  return own.some((address) => hostOf(address) === name)
}

/** Of an address on the web. */
function hostOf(address: string): string | undefined {
  return /^https?:\/\//.test(address) ? addressOf(address)?.hostname : undefined
}
