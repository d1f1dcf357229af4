/** What a page that enforces Trusted Types asks for. */
interface Policy {
  createScript(text: string): string
  createScriptURL(address: string): string
}

interface TrustedTypesWindow {
  readonly trustedTypes?: { createPolicy(name: string, policy: Policy): Policy }
}

/** Only ever given what stands in the document already. */
const POLICY: Policy = { createScript: String, createScriptURL: httpAddress }

/** `false` once the page has refused it: to ask again would violate its rules again. */
let policy: Policy | false | undefined

/**
 * A script that runs when it is put into the document, once. It is a copy, since one that was made
 * from text or in a template would never run itself, and nothing tells them apart. Where the page
 * allows no policy for that, it is the held script: with its type gone, one of the parser's runs.
 */
export function runnable(script: HTMLScriptElement, document: Document): HTMLScriptElement {
  policy ??= askForPolicy()
  const result = policy ? copyOf(script, document, policy) : script
  const type = script.getAttribute('data-consent-type')
  if (type) result.type = type
  else result.removeAttribute('type')
  return result
}

function askForPolicy(): Policy | false {
  try {
    const { trustedTypes } = window as TrustedTypesWindow
    return trustedTypes?.createPolicy('metalive-consent', POLICY) ?? POLICY
  } catch {
    return false
  }
}

function copyOf(script: HTMLScriptElement, document: Document, policy: Policy): HTMLScriptElement {
  const copy = document.createElement('script')
  copyAttributes(script, copy, /^(?!(src|type)$)/)
  if (script.src) copy.src = policy.createScriptURL(script.src)
  copy.text = policy.createScript(script.text)
  return copy
}

function httpAddress(address: string): string {
  if (!/^https?:/.test(address)) throw new TypeError(`Not run: ${address}`)
  return address
}

/** Fetches the file of a script that waits for the one before it. */
export function preload(script: HTMLScriptElement, document: Document): void {
  if (!script.src) return
  const link = document.createElement('link')
  copyAttributes(script, link, /^(crossorigin|integrity|referrerpolicy|fetchpriority)$/)
  link.rel = isModule(script) ? 'modulepreload' : 'preload'
  link.as = 'script'
  link.href = script.src
  document.head.append(link)
}

export function isModule(script: HTMLScriptElement): boolean {
  return script.getAttribute('data-consent-type') === 'module'
}

export function copyAttributes(from: HTMLElement, to: HTMLElement, names: RegExp): void {
  for (const name of from.getAttributeNames()) {
    if (names.test(name)) to.setAttribute(name, from.getAttribute(name) ?? '')
  }
  // The property: where a page's policy has nonces, the attribute reads as empty.
  if (from.nonce) to.nonce = from.nonce
}
