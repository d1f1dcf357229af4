/** What is wrong with elements, with their marks or without. */
import type { Finding } from '../core/types.ts'
import { covers } from '../disclosure/hosts.ts'
import { MARKED, markOf } from '../gate/mark.ts'
import { addressOf, type DiagnosedService, type DiagnosisConfig, each, type Page } from './page.ts'

/** Elements that fetch code or show something of others. */
const LOADING = 'script[src],iframe[src],img[src]'

/** What belongs to services none of which ran here by the gate: nothing held it. */
export function unmarkedFindings(page: Page): readonly Finding[] {
  const { config, used, window } = page
  return each<HTMLScriptElement>(page, LOADING)
    .filter((element) => !element.matches(MARKED) && !isData(element))
    .flatMap((element) => {
      const address = addressOf(element.src, window.document.baseURI)
      const services = address ? servicesAt(config, address) : []
      const isFine = services.some(({ id, basis }) => used.has(id) || basis === 'exempt')
      const [service] = services
      if (!service || isFine) return []
      const message = `A ${element.localName} of "${service.id}" isn't marked, so nothing holds it: ${element.src}. Mark it with data-consent-service="${service.id}".`
      return [{ id: 'unmarked', severity: 'error', message, element } as const]
    })
}

function servicesAt(
  { services }: DiagnosisConfig,
  { hostname, href }: URL,
): readonly DiagnosedService[] {
  return services.filter(({ hosts, scripts }) => {
    return (
      hosts.some((host) => covers(host, hostname)) || scripts.some((pattern) => fits(pattern, href))
    )
  })
}

/** Whether `pattern` names `address`; a `*` in it stands for any text. */
function fits(pattern: string, address: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  if (!address.startsWith(start)) return false
  if (rest.length === 0) return address === start
  let at = start.length
  for (const part of rest) {
    const found = address.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return rest.at(-1) === '' || address.endsWith(rest.at(-1) ?? '')
}

/** A script of a type that no browser runs. */
function isData({ localName, type }: HTMLScriptElement): boolean {
  return localName === 'script' && !/^(?:|module|(?:text|application)\/javascript)$/i.test(type)
}

/** Marks that mean nothing, hold nothing or release nothing. */
export function markedFindings(page: Page): readonly Finding[] {
  const ids = [...page.config.purposes, ...page.config.services].map(({ id }) => id)
  return each<HTMLScriptElement>(page, MARKED).flatMap((element) => {
    const id = markOf(element)
    return ids.includes(id) ? (findingAt(page, element, id) ?? []) : unknown(element, id)
  })
}

function findingAt(page: Page, element: HTMLScriptElement, id: string): Finding | undefined {
  const { window, consent, used } = page
  if (isHeld(element)) return consent.granted(id) ? neverLoaded(element, id) : undefined
  if (!used.has(id) && isLoose(element)) return notHeld(element, id)
  return hasFailed(element, window) ? failed(element, id) : undefined
}

/** Whether anything that is granted is held still, or on its way: it may be another's turn. */
export function waits(page: Page): boolean {
  return each<HTMLScriptElement>(page, MARKED).some((element) => {
    const isDue = isHeld(element) || isUnfetched(element, page.window)
    return isDue && page.consent.granted(markOf(element))
  })
}

function isHeld(element: HTMLScriptElement): boolean {
  if (element.localName === 'script') return element.type === 'text/plain'
  return ['src', 'srcset', 'href'].some((name) => {
    return element.hasAttribute(`data-consent-${name}`) && !element.hasAttribute(name)
  })
}

/** Whether the mark is there, and what makes the browser wait isn't. */
function isLoose(element: HTMLScriptElement): boolean {
  return element.localName === 'script' ? !isData(element) : element.hasAttribute('src')
}

/** Whether the browser never asked for a released script's file, or was refused it. */
function hasFailed(element: HTMLScriptElement, window: Window): boolean {
  const entries = resources(window).filter(({ name }) => name === element.src)
  if (element.localName !== 'script' || entries.length === 0) return isUnfetched(element, window)
  return entries.every(({ responseStatus }) => responseStatus >= 400)
}

/** Whether the browser knows nothing of a released script's file: an entry comes when it has ended. */
function isUnfetched({ localName, src }: HTMLScriptElement, window: Window): boolean {
  if (localName !== 'script' || !/^https?:/.test(src)) return false
  const all = resources(window)
  // A browser keeps 250 of them, unless the page says otherwise.
  return all.length < 250 && all.every(({ name }) => name !== src)
}

function resources({ performance }: Window): readonly PerformanceResourceTiming[] {
  return performance.getEntriesByType('resource') as PerformanceResourceTiming[]
}

function unknown(element: Element, id: string): Finding {
  const message = `A ${element.localName} is marked with "${id}", which the config has no purpose or service for: it stays held.`
  return { id: 'unknown-id', severity: 'error', message, element }
}

function notHeld(element: Element, id: string): Finding {
  const how =
    element.localName === 'script' ? 'type="text/plain"' : 'data-consent-src instead of src'
  const message = `A ${element.localName} is marked with "${id}", but runs without a grant: give it ${how}.`
  return { id: 'not-held', severity: 'error', message, element }
}

function neverLoaded(element: Element, id: string): Finding {
  const message = `"${id}" is granted, but a ${element.localName} of it is held still. In a shadow root, call consent.observe(root).`
  return { id: 'never-loaded', severity: 'warning', message, element }
}

function failed(element: HTMLScriptElement, id: string): Finding {
  const message = `"${id}" is granted, but its file wasn't loaded: ${element.src}. The page's policy, a blocker or the address may be why.`
  return { id: 'never-loaded', severity: 'warning', message, element }
}
