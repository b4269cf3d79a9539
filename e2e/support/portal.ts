import {
  expect,
  test as base,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { getAddresses } from './addresses';

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/**
 * `page` belongs to a guest who has signed in before, as a returning visitor. A journey fails when a page throws,
 * whatever it shows.
 */
export const test = base.extend<{ page: Page }, { signedIn: SignedIn }>({
  baseURL: async ({}, use) => use(getAddresses().portal),
  signedIn: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(getAddresses().portal);
      await page.getByRole('button', { name: 'Enter' }).click();
      await expect(
        page.getByRole('link', { name: 'Settings', exact: true }),
      ).toBeVisible({ timeout: 60_000 });
      await use(await context.storageState());
      await context.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  storageState: async ({ signedIn }, use) => use(signedIn),
  page: async ({ page }, use) => {
    const errors: Error[] = [];
    page.on('pageerror', error => errors.push(error));
    await use(page);
    expect(errors, 'errors thrown in the page').toEqual([]);
  },
});

export { expect };

/** The page of a service, at one of its tabs. */
export async function openService(
  page: Page,
  name: string,
  tab: 'Overview' | 'Environments' = 'Overview',
) {
  await page.goto(`/catalog/default/component/${name}`);
  await expect(
    page.getByRole('heading', { name, exact: true }).first(),
  ).toBeVisible();
  if (tab !== 'Overview') {
    await page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: tab })
      .click();
  }
}

/** One stop of the promotion path. */
export function environment(page: Page, name: string) {
  return page.getByRole('article', { name: `Environment ${name}` });
}

/** What stands between two stops, with its action. */
export function transition(page: Page, from: string, to: string) {
  return page.getByRole('region', { name: `From ${from} to ${to}` });
}
