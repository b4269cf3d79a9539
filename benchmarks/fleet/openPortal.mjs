import { chromium } from '@playwright/test';
import { watchPage } from './watchPage.mjs';

/** As the journeys' (playwright.config.ts): containers run as root and have little shared memory. */
const ARGS = [
  ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  ...['--no-first-run', '--disable-background-networking'],
];

/**
 * A Chromium whose pages are signed in as the guest of the portal.
 * @param {{ executablePath: string, url: string }} options
 */
export async function openPortal({ executablePath, url }) {
  const browser = await chromium.launch({ executablePath, args: ARGS });
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
  });
  await context.route('**/api/auth/github/refresh**', async route => {
    const response = await fetch(`${url}/api/auth/guest/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity, profile } = /** @type {any} */ (
      await response.json()
    );
    await route.fulfill({
      json: {
        profile: profile ?? {},
        providerInfo: { accessToken: '-', scope: '', expiresInSeconds: 3600 },
        backstageIdentity,
      },
    });
  });
  await context.addInitScript(watchPage);
  return { browser, context };
}
