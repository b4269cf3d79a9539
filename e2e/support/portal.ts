import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { getAddresses } from './addresses';
import { ConsoleWatch } from './ConsoleWatch';
import { PEOPLE, type PersonName } from './people';

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What the browser of somebody keeps who has never been here. */
const NOBODY: SignedIn = { cookies: [], origins: [] };

/** Who acts where a journey needs nobody in particular: she may promote everything. */
const DEFAULT_PERSON: PersonName = 'rita';

interface JourneyFixtures {
  page: Page;
  /** A page in a browser of its own that keeps what is given; several people can be there at once. */
  openAs: (signedIn: SignedIn) => Promise<Page>;
  /** A page of another person. */
  signInAs: (person: PersonName) => Promise<Page>;
  /** A page of somebody who has never signed in. */
  openAsNobody: () => Promise<Page>;
  /** What is heard of the tabs of all of them. */
  consoles: ConsoleWatch;
}

interface WorkerFixtures {
  /** What the default person's browser keeps. */
  signedIn: SignedIn;
  /** The same of anybody; each signs in once. */
  sessionOf: (person: PersonName) => Promise<SignedIn>;
}

/**
 * `page` belongs to Rita Sommer, who has signed in before, as a returning visitor. A journey fails when a page throws,
 * or its console has an error or a warning, whatever it shows.
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
  consoles: async ({}, use) => {
    const consoles = new ConsoleWatch();
    await use(consoles);
    consoles.expectQuiet();
  },
  page: async ({ page, consoles }, use) => {
    consoles.follow(page.context());
    await use(page);
  },
  openAs: async ({ browser, baseURL, consoles }, use) => {
    const opened: Page[] = [];
    await use(async storageState => {
      const page = await openPage(consoles, browser, { baseURL, storageState });
      opened.push(page);
      return page;
    });
    for (const page of opened) {
      await page.context().close();
    }
  },
  signInAs: async ({ openAs, sessionOf }, use) =>
    use(async person => openAs(await sessionOf(person))),
  openAsNobody: async ({ openAs }, use) => use(() => openAs(NOBODY)),
});

/** A page in a browser of its own. */
export async function openPage(
  consoles: ConsoleWatch,
  browser: Browser,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext(options);
  consoles.follow(context);
  return context.newPage();
}

async function signInOnce(
  browser: Browser,
  person: PersonName,
): Promise<SignedIn> {
  const page = await browser.newPage({
    storageState: NOBODY,
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
