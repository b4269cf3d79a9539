import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
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
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${name}, ${colorScheme}: nothing that axe objects to`, async ({
        page,
      }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await open(page);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
          // What Backstage's own frame brings along is not ours to change.
          .include(
            name === 'promote dialog' ? '[role=dialog]' : 'main, [role=main]',
          )
          .analyze();
        expect(
          violations.map(({ id, nodes }) => ({
            id,
            nodes: nodes.map(({ html, failureSummary }) =>
              [html, failureSummary].join('\n'),
            ),
          })),
        ).toEqual([]);
      });
    }
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
      page.getByText('Gesund').first(),
    );
  });
});
