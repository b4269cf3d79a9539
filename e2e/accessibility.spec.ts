import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { expect, openService, test } from './support/portal';
import { takePictures } from './support/screenshots';

const PAGES: Array<{
  name: string;
  open: (page: Page) => Promise<void>;
}> = [
  {
    name: 'catalog',
    open: async page => {
      await page.goto('/catalog');
      await expect(
        page.getByRole('link', { name: 'audiobookshelf', exact: true }),
      ).toBeVisible();
      await expect(page.getByRole('button', { name: /Layer$/ })).toBeVisible();
    },
  },
  {
    name: 'delivery',
    open: async page => {
      await page.goto('/delivery');
      await expect(
        page.getByRole('row', { name: 'audiobookshelf', exact: true }),
      ).toContainText('Healthy');
    },
  },
  {
    name: 'service overview',
    open: async page => {
      await openService(page, 'audiobookshelf');
      await expect(
        page.getByRole('region', { name: 'Environments' }),
      ).toContainText('Healthy');
    },
  },
  {
    name: 'service environments',
    open: async page => {
      await openService(page, 'audiobookshelf', 'Environments');
      await expect(
        page.getByRole('article', { name: 'Environment production' }),
      ).toContainText('Healthy');
    },
  },
  {
    name: 'promote dialog',
    open: async page => {
      await openService(page, 'audiobookshelf', 'Environments');
      await page
        .getByRole('button', { name: /^Promote to/ })
        .first()
        .click();
      await expect(
        page.getByRole('dialog').getByRole('heading', { name: 'Gates' }),
      ).toBeVisible();
    },
  },
];

test.describe('accessibility', () => {
  for (const { name, open } of PAGES) {
    test(`${name}: nothing that axe objects to, light and dark`, async ({
      page,
    }) => {
      const part = name === 'promote dialog' ? '[role=dialog]' : undefined;
      await open(page);
      await expectAccessible(page, part);
      await page.emulateMedia({ colorScheme: 'dark' });
      // Backstage builds the page anew, and a dialog closes with it.
      await open(page);
      // Of all the rules only this one depends on colors.
      await expectAccessible(page, part, ['color-contrast']);
    });
  }

  test('German, chosen under Settings', async ({ page }) => {
    await page.goto('/settings');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    await openService(page, 'audiobookshelf');
    const main = page.getByRole('main');
    for (const heading of ['Besitzer', 'SLA', 'Umgebungen']) {
      await expect(main.getByRole('heading', { name: heading })).toBeVisible();
    }
    const environments = page.getByRole('region', { name: 'Umgebungen' });
    await expect(environments).toContainText('Gesund');
    await takePictures(
      page,
      'german-1-service',
      environments.getByText('Gesund').first(),
    );
    await page.goto('/delivery');
    await expect(
      page.getByRole('status').filter({ hasText: '25 Dienste' }),
    ).toBeVisible();
    await takePictures(
      page,
      'german-2-delivery',
      page.getByRole('link', { name: /Gesund/ }).first(),
    );
  });
});
