import type { Page } from '@playwright/test';
import { ConsoleWatch } from './support/ConsoleWatch';
import { expectedServices } from './support/expectedServices';
import {
  environment,
  expect,
  openPage,
  openService,
  test,
} from './support/portal';
import { takePicture, takePictures } from './support/screenshots';

const LAYERS: Record<string, string> = {
  services: 'Services',
  platform: 'Platform',
  infra: 'Infrastructure',
};
const services = expectedServices();
/** Links to services in the catalog's list; those to one of their environments say something else. */
const SERVICE_LINKS = 'a[href*="/component/"]:not([href*="/environments"])';

test.describe('browse', () => {
  test('the example is the whole platform', () => {
    expect(services).toHaveLength(25);
  });

  test('every service is in the catalog', async ({ page }) => {
    await page.goto('/catalog');
    await page.getByRole('menuitem', { name: /^All/ }).click();
    const heading = page.getByRole('heading', {
      name: `All Components (${services.length})`,
    });
    await expect(heading.first()).toBeVisible();

    const links = page.getByRole('table').first().locator(SERVICE_LINKS);
    const next = page.getByRole('button', { name: 'Next Page' });
    const names = new Set<string>();
    await expect(async () => {
      for (const name of await links.allTextContents()) names.add(name);
      if (names.size < services.length && (await next.isEnabled())) {
        await next.click();
      }
      expect(names.size).toBeGreaterThanOrEqual(services.length);
    }).toPass();
    expect([...names].sort()).toEqual(services.map(({ name }) => name).sort());
    await takePictures(page, 'browse-1-catalog', links.first());
  });

  test('the catalog graph begins with the layers', async ({ page }) => {
    await page.goto('/catalog');
    await page.getByRole('link', { name: 'Catalog graph' }).click();
    for (const layer of Object.values(LAYERS)) {
      await expect(
        page.locator('svg text', { hasText: layer }).first(),
      ).toBeVisible();
    }
    for (const category of ['media', 'data', 'messaging', 'network']) {
      await expect(
        page.locator('svg text', { hasText: category }).first(),
      ).toBeVisible();
    }
  });

  test('whoever is signed in has a page', async ({ page }) => {
    await page.goto('/catalog/default/user/rita');
    await expect(
      page.getByRole('heading', { name: 'Rita Sommer' }).first(),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'Product' })).toBeVisible();
  });

  test.describe('the list of services', () => {
    const rows = (page: Page) =>
      page.getByRole('table').first().locator(SERVICE_LINKS);

    async function choose(page: Page, filter: string, option: RegExp) {
      await page
        .getByRole('button', { name: new RegExp(`${filter}$`) })
        .click();
      await page.getByRole('option', { name: option }).click();
      await page.keyboard.press('Escape');
    }

    test('is narrowed by layer and environment, and its address says so', async ({
      page,
    }) => {
      await page.goto('/catalog');
      const infra = services.filter(({ layer }) => layer === 'infra');
      const inDev = infra.filter(({ environments }) =>
        environments.includes('dev'),
      );
      expect(inDev.length).toBeGreaterThan(0);
      expect(inDev.length).toBeLessThan(infra.length);
      await choose(
        page,
        'Layer',
        new RegExp(`^Infrastructure \\(${infra.length}\\)`),
      );
      await expect(rows(page)).toHaveText(infra.map(({ name }) => name).sort());
      await choose(page, 'Environment', /^dev \(/);
      await expect(rows(page)).toHaveText(inDev.map(({ name }) => name).sort());
      await page.reload();
      await expect(rows(page)).toHaveText(inDev.map(({ name }) => name).sort());
      await takePictures(page, 'browse-5-filters', rows(page).first());
    });

    test('is narrowed by SLA', async ({ page }) => {
      const promising = services.filter(
        ({ availability = 0 }) => availability >= 99.9,
      );
      expect(promising.length).toBeLessThan(services.length);
      await page.goto('/catalog');
      await choose(
        page,
        'Availability',
        new RegExp(`^At least 99\\.9\\s% \\(${promising.length}\\)`),
      );
      await expect(rows(page)).toHaveText(
        promising.map(({ name }) => name).sort(),
      );
    });

    test('is ordered by SLA, with every service in it', async ({ page }) => {
      const rank = ({ availability = 0 }: { availability?: number }) =>
        -availability;
      const ordered = [...services].sort(
        (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name),
      );
      await page.goto('/catalog');
      await page.getByRole('button', { name: 'SLA: sort by it' }).click();
      await expect(rows(page)).toHaveText(ordered.map(({ name }) => name));
      await page.reload();
      await expect(rows(page)).toHaveText(ordered.map(({ name }) => name));
      await takePictures(page, 'browse-6-order', rows(page).first());
    });

    test('is narrowed on a phone too', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto('/catalog');
      await page.getByRole('button', { name: 'Filters' }).click();
      await choose(page, 'Environment', /^dev \(/);
      await choose(page, 'Layer', /^Platform/);
      await takePicture(page, 'browse-8-phone-filters');
      await page.keyboard.press('Escape');
      const address = () => new URL(page.url()).searchParams;
      expect(address().get('filters[layers]')).toBe('platform');
      await expect(rows(page).first()).toBeVisible();
    });

    test('leaves other kinds as they are', async ({ page }) => {
      await page.goto('/catalog?filters[kind]=group');
      await expect(
        page.getByRole('columnheader', { name: /Name/ }).first(),
      ).toBeVisible();
      await expect(page.getByText('Sort by')).toHaveCount(0);
      await expect(page.getByRole('button', { name: /Layer$/ })).toHaveCount(0);
    });
  });

  for (const [what, term] of [
    ['image', 'advplyr'],
    ['owner', 'product@stonegarden.dev'],
    ['dependency', 'kafka'],
    ['environment', 'canary'],
  ]) {
    test(`search finds audiobookshelf by its ${what}`, async ({ page }) => {
      const result = page.getByRole('link', {
        name: 'audiobookshelf',
        exact: true,
      });
      // The index is made anew every half minute.
      await expect(async () => {
        await page.goto(`/search?query=${encodeURIComponent(term)}`);
        await expect(result.first()).toBeVisible({ timeout: 5_000 });
      }).toPass({ timeout: 90_000 });
      if (what === 'image') {
        await takePictures(page, 'browse-7-search', result.first());
      }
    });
  }

  test('every service is on the delivery page, with its team and what runs where', async ({
    page,
  }) => {
    await page.goto('/delivery');
    await expect(
      page.getByRole('status').filter({ hasText: '25 services' }),
    ).toBeVisible();
    for (const { name, teamTitle, environments } of services) {
      const row = page.getByRole('row', { name, exact: true });
      await expect(row, name).toContainText(teamTitle);
      for (const stop of environments) {
        await expect(
          row.getByRole('link', {
            name: new RegExp(
              `, ${stop}: .*(Healthy|Progressing|Degraded|Missing|Suspended)`,
            ),
          }),
          `${name} in ${stop}`,
        ).toBeVisible();
      }
    }
    await takePictures(
      page,
      'browse-2-delivery',
      page.getByRole('link', { name: /Healthy/ }).first(),
    );
  });

  test.describe('the page of', () => {
    // One page for all: what it loads once need not be loaded 25 times.
    let page: Page;
    const consoles = new ConsoleWatch();
    test.beforeAll(async ({ browser, baseURL, signedIn }) => {
      page = await openPage(consoles, browser, {
        baseURL,
        storageState: signedIn,
      });
    });
    test.afterEach(() => consoles.expectQuiet());
    test.afterAll(() => page.context().close());

    for (const {
      name,
      layer,
      teamTitle,
      environments,
      dependencies,
    } of services) {
      test(`${name}: layer, owner, dependencies, environments`, async () => {
        await openService(page, name);
        const owner = page.getByRole('region', { name: 'Owner' });
        await expect(
          owner.getByRole('link', { name: teamTitle, exact: true }),
        ).toBeVisible();
        const about = page.getByRole('region', { name: 'About' });
        await expect(
          about.getByRole('link', { name: LAYERS[layer], exact: true }),
        ).toBeVisible();
        await expect(
          about.getByRole('link', {
            name: new RegExp(`^kubernetes/${layer}/.*${name}/service\\.yaml`),
          }),
        ).toBeVisible();

        const links = page.getByRole('region', {
          name: 'Dependencies and dependents',
        });
        for (const dependency of dependencies) {
          await expect(
            links.getByRole('link', { name: dependency, exact: true }),
          ).toBeVisible();
        }

        const path = page
          .getByRole('region', { name: 'Environments' })
          .getByRole('list', { name: 'Environments in promotion order' });
        await expect(path.getByRole('heading')).toHaveText(environments);
        for (const stop of environments) {
          const item = path.getByRole('listitem').filter({
            has: page.getByRole('heading', { name: stop, exact: true }),
          });
          await expect(item, stop).toContainText(
            /Healthy|Progressing|Degraded|Missing|Suspended/,
          );
          await expect(item, `since when in ${stop}`).toContainText(/since /);
        }
        if (name === 'audiobookshelf') {
          await takePictures(page, 'browse-3-service', path);
        }
      });
    }
  });

  test('the promotion path of audiobookshelf', async ({ page }) => {
    await openService(page, 'audiobookshelf', 'Environments');
    for (const stop of ['dev', 'staging', 'canary', 'production']) {
      const article = environment(page, stop);
      await expect(article).toContainText('Healthy');
      await expect(article).toContainText('Synced');
      await expect(
        article.getByRole('link', { name: /Argo CD/ }),
      ).toHaveAttribute('href', /\/applications\/argocd\/audiobookshelf-/);
    }
    await expect(environment(page, 'production')).toContainText('2.26.3');
    await expect(environment(page, 'production')).toContainText(
      'behind canary',
    );
    await takePictures(
      page,
      'browse-4-environments',
      environment(page, 'production'),
      { wide: true },
    );
  });
});
