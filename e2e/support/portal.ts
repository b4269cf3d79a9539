import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { getAddresses } from './addresses';
import { PEOPLE, type PersonName } from './people';

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Who acts where a journey needs nobody in particular: she may promote everything. */
const DEFAULT_PERSON: PersonName = 'rita';

interface JourneyFixtures {
  page: Page;
  /** A page of another person, in a browser of their own; several people can be there at once. */
  signInAs: (person: PersonName) => Promise<Page>;
}

interface WorkerFixtures {
  /** What the default person's browser keeps. */
  signedIn: SignedIn;
  /** The same of anybody; each signs in once. */
  sessionOf: (person: PersonName) => Promise<SignedIn>;
}

/**
 * `page` belongs to Rita Sommer, who has signed in before, as a returning visitor. A journey fails when a page throws,
 * whatever it shows.
 */
export const test = base.extend<JourneyFixtures, WorkerFixtures>({
  baseURL: async ({}, use) => use(getAddresses().portal),
  sessionOf: [
    async ({ browser }, use) => {
      const sessions = new Map<PersonName, Promise<SignedIn>>();
      await use(person => {
        const session = sessions.get(person) ?? signInOnce(browser, person);
        sessions.set(person, session);
        return session;
      });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  signedIn: [
    async ({ sessionOf }, use) => use(await sessionOf(DEFAULT_PERSON)),
    { scope: 'worker', timeout: 120_000 },
  ],
  storageState: async ({ signedIn }, use) => use(signedIn),
  page: async ({ page }, use) => {
    const errors = collectErrors(page);
    await use(page);
    expect(errors, 'errors thrown in the page').toEqual([]);
  },
  signInAs: async ({ browser, baseURL, sessionOf }, use) => {
    const opened: Array<{ page: Page; errors: Error[] }> = [];
    await use(async person => {
      const storageState = await sessionOf(person);
      const context = await browser.newContext({ baseURL, storageState });
      const page = await context.newPage();
      opened.push({ page, errors: collectErrors(page) });
      return page;
    });
    for (const { page, errors } of opened) {
      await page.context().close();
      expect(errors, 'errors thrown in the page').toEqual([]);
    }
  },
});

function collectErrors(page: Page): Error[] {
  const errors: Error[] = [];
  page.on('pageerror', error => errors.push(error));
  return errors;
}

async function signInOnce(
  browser: Browser,
  person: PersonName,
): Promise<SignedIn> {
  const page = await browser.newPage({
    storageState: { cookies: [], origins: [] },
  });
  await page.goto(getAddresses().portal);
  await signIn(page, person);
  const session = await page.context().storageState();
  await page.close();
  return session;
}

/** From the portal's sign-in page through the sandbox's page of people to the portal. */
export async function signIn(page: Page, person: PersonName) {
  await page.getByRole('button', { name: 'Sign in with Sandbox' }).click();
  await page.getByRole('button', { name: PEOPLE[person] }).click();
  // The page that was asked for may lead there as well.
  await expect(
    page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link', { name: 'Settings', exact: true }),
  ).toBeVisible({ timeout: 60_000 });
}

export { expect };

/** The page of a service, at one of its tabs. */
export async function openService(
  page: Page,
  name: string,
  tab: 'Overview' | 'Environments' | 'History' = 'Overview',
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
