import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './portal';

/**
 * Nothing that axe objects to.
 *
 * @param part - a CSS selector; by default the page's own part: what Backstage's own frame brings along is not ours to change
 * @param rules - only these rules of axe; by default all of WCAG 2.1 A and AA
 */
export async function expectAccessible(
  page: Page,
  part: string = 'main, [role=main]',
  rules?: string[],
) {
  const builder = new AxeBuilder({ page }).include(part);
  const { violations } = await (rules
    ? builder.withRules(rules)
    : builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
  ).analyze();
  // A journey of several views says what is wrong with all of them.
  expect
    .soft(
      violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html, failureSummary }) =>
          [html, failureSummary].join('\n'),
        ),
      })),
    )
    .toEqual([]);
}

/** The same of its colors, the only thing that is different in another color scheme. */
export async function expectContrast(page: Page, part?: string) {
  await expectAccessible(page, part, ['color-contrast']);
}
