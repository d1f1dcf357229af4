import type { Page } from '@playwright/test'
import type { Site } from '../../demo/server.ts'

/** Lets the tab find the site at a host of the world's, such as one under a public suffix. */
export async function serveAs(tab: Page, site: Site, origin: string): Promise<void> {
  await tab.route(`${origin}/**`, async (route) => {
    const request = route.request()
    const { host, port } = new URL(site.origin())
    const url = `https://127.0.0.1:${port}${new URL(request.url()).pathname}`
    const headers = { ...request.headers(), host }
    route.fulfill({ response: await route.fetch({ url, headers }) })
  })
}
