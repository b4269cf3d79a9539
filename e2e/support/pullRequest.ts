import type { Page } from '@playwright/test';
import { expect } from './portal';
import { takePictures } from './screenshots';

/**
 * Reads a pull request at the Git host, in a tab of its own as a person would, and merges it.
 *
 * @param expected - what its page must say; with `pictures`, they are taken before the merge
 */
export async function mergePullRequest(
  page: Page,
  url: string,
  expected: { title: RegExp; contains: string[]; pictures?: string },
) {
  const tab = await page.context().newPage();
  await tab.goto(url);
  await expect(
    tab.getByRole('heading', { level: 1, name: expected.title }),
  ).toBeVisible();
  for (const text of expected.contains) {
    await expect(tab.getByText(text).first()).toBeVisible();
  }
  await expect(tab.getByText('✕ Failed')).toHaveCount(0);
  const merge = tab.getByRole('button', { name: 'Merge' });
  if (expected.pictures) {
    await takePictures(tab, expected.pictures, merge);
  }
  await merge.click();
  await expect(
    tab.getByRole('status').filter({ hasText: 'Merged' }),
  ).toBeVisible();
  await tab.close();
}
