import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './portal';

/** Nothing in the page's own part that axe objects to. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    // What Backstage's own frame brings along is not ours to change.
    .include('main, [role=main]')
    .analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) =>
        [html, failureSummary].join('\n'),
      ),
    })),
  ).toEqual([]);
}
