/** Runs a script of another site. Rejects when it can't be had. */
export function loadScript(document: Document, src: string): Promise<void> {
  return new Promise((fulfil, reject) => {
    const script = document.createElement('script')
    script.src = src
    script.addEventListener('load', () => fulfil())
    script.addEventListener('error', () => reject(new Error(`${src} could not be loaded.`)))
    document.head.append(script)
  })
}
