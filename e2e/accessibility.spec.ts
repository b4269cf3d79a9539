import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectContrast } from './support/axe';
import { pushToHomelab } from './support/homelab';
import { environment, expect, openService, test } from './support/portal';
import { DESKTOP, PHONE, takePictures } from './support/screenshots';

/** Pages that show the same when Backstage builds them anew, which it does when it becomes dark or narrow. */
const PAGES: Array<{
  name: string;
  path: string;
  /** Visible when there is everything to see. */
  ready: (page: Page) => Locator[];
}> = [
  {
    name: 'home',
    path: '/home',
    ready: page => [
      page
        .getByRole('region', { name: 'My services' })
        .getByRole('link', { name: 'n8n' }),
    ],
  },
  {
    name: 'catalog',
    path: '/catalog',
    ready: page => [
      page.getByRole('link', { name: 'audiobookshelf', exact: true }),
      page.getByRole('button', { name: /Layer$/ }),
    ],
  },
  {
    name: 'service overview',
    path: '/catalog/default/component/audiobookshelf',
    ready: page => [
      page
        .getByRole('region', { name: 'Environments' })
        .getByText('Healthy')
        .first(),
    ],
  },
  {
    name: 'history of a service',
    path: '/catalog/default/component/audiobookshelf/history',
    ready: page => [deployments(page)],
  },
  {
    name: 'history of everything',
    path: '/delivery/history',
    ready: page => [deployments(page)],
  },
];

/** A table of them. */
function deployments(page: Page) {
  return page
    .getByRole('table', { name: 'Deployments, newest first' })
    .getByRole('row')
    .nth(1);
}

/** Makes a page dark or light, a phone's or a desk's. */
async function become(
  page: Page,
  look: { colorScheme?: 'light' | 'dark'; size?: typeof DESKTOP },
  ready: Locator,
) {
  const { colorScheme, size } = look;
  if (colorScheme) await page.emulateMedia({ colorScheme });
  if (size) await page.setViewportSize(size);
  await expect(ready).toBeVisible();
}

test.describe('accessibility: nothing that axe objects to, light and dark', () => {
  for (const { name, path, ready } of PAGES) {
    test(name, async ({ page }) => {
      await page.goto(path);
      for (const part of ready(page)) await expect(part).toBeVisible();
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      for (const part of ready(page)) await expect(part).toBeVisible();
      await expectContrast(page);
    });
  }

  test('fleet: list, picture of versions and groups, at a desk and on a phone', async ({
    page,
  }) => {
    await page.goto('/delivery');
    const healthy = page
      .getByRole('row', { name: 'audiobookshelf', exact: true })
      .getByRole('link', { name: /Healthy/ })
      .first();
    await expect(healthy).toBeVisible();
    await expectAccessible(page);
    await become(page, { colorScheme: 'dark' }, healthy);
    await expectContrast(page);

    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByRole('button', { name: /Group by$/ }).click();
    await page.getByRole('option', { name: 'Grouped by team' }).click();
    const group = page.getByRole('button', { name: /^Product, \d+ services/ });
    await expect(group).toBeVisible();
    await expectAccessible(page);
    await become(page, { colorScheme: 'light' }, group);
    await expectContrast(page);

    await become(page, { size: PHONE }, group);
    await expectAccessible(page);
    await become(page, { colorScheme: 'dark' }, group);
    await expectContrast(page);
  });

  test('environments and the panel of one, at a desk and on a phone', async ({
    page,
  }) => {
    const overlay =
      'kubernetes/platform/data/mongodb/environments/production/kustomization.yaml';
    await pushToHomelab('mongodb 8.0.10 in production', {
      [overlay]: text => text.replace('newTag: "8.0.9"', 'newTag: "8.0.10"'),
    });
    await page.goto(
      '/catalog/default/component/mongodb/environments?environment=production&view=resources',
    );
    const production = environment(page, 'production');
    await expect(production).toContainText('OutOfSync', { timeout: 60_000 });
    const panel = page.getByRole('region', { name: 'Details of production' });
    const views: Array<[title: string, ready: Locator]> = [
      ['Resources', panel.getByRole('button', { name: /^Logs of / }).first()],
      ['Diff', panel.getByText('8.0.10').first()],
      ['Logs', panel.getByRole('log')],
      ['Windows', panel.getByText('Denies syncs').first()],
    ];
    for (const [title, ready] of views) {
      await panel.getByRole('tab', { name: title }).click();
      await expect(ready).toBeVisible();
      // What is beside the panel is the same for all of its views.
      await expectAccessible(
        page,
        title === 'Resources' ? undefined : '[aria-label^="Details of"]',
      );
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const [title, ready] of [...views].reverse()) {
      await panel.getByRole('tab', { name: title }).click();
      await expect(ready).toBeVisible();
      await expectContrast(page);
    }
    await become(page, { size: PHONE }, views[0][1]);
    await expectAccessible(page);

    // What comes after finds it as it was.
    await pushToHomelab('mongodb in production as before', {
      [overlay]: text => text.replace('newTag: "8.0.10"', 'newTag: "8.0.9"'),
    });
    await expect(production).not.toContainText('OutOfSync', {
      timeout: 60_000,
    });
  });

  test('promote dialog', async ({ page }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      // Backstage builds the page anew, and a dialog closes with it.
      await page.emulateMedia({ colorScheme });
      await openService(page, 'audiobookshelf', 'Environments');
      await page
        .getByRole('button', { name: /^Promote to/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await expect(
        dialog.getByRole('heading', { name: 'Gates' }),
      ).toBeVisible();
      await expect(dialog.getByText(/nothing is deleted/)).toBeVisible();
      await dialog
        .getByRole('button', { name: /^Show the diff of / })
        .first()
        .click();
      await expect(
        dialog.getByRole('button', { name: /^Hide the diff of / }),
      ).toBeVisible();
      await dialog.getByText(/^\d+ gates? not required here$/).click();
      await (colorScheme === 'light' ? expectAccessible : expectContrast)(
        page,
        '[role=dialog]',
      );
    }
  });

  test('German, chosen under Settings', async ({ page }) => {
    await page.goto('/settings');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    await openService(page, 'audiobookshelf');
    const main = page.getByRole('main');
    for (const heading of ['Besitzer', 'SLA', 'Umgebungen']) {
      await expect(main.getByRole('heading', { name: heading })).toBeVisible();
    }
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    const environments = page.getByRole('region', { name: 'Umgebungen' });
    await expect(environments).toContainText('Gesund');
    await takePictures(
      page,
      'german-1-service',
      environments.getByText('Gesund').first(),
    );
    await page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: 'Umgebungen' })
      .click();
    await expect(
      page.getByRole('article', { name: 'Umgebung production' }),
    ).toContainText('Gesund');
    await expectAccessible(page);
    await page.goto('/delivery');
    await expect(
      page.getByRole('status').filter({ hasText: '25 Dienste' }),
    ).toBeVisible();
    const healthy = page.getByRole('link', { name: /Gesund/ }).first();
    await expect(healthy).toBeVisible();
    await expectAccessible(page);
    await takePictures(page, 'german-2-delivery', healthy);
  });
});
