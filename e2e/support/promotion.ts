import type { Locator, Page } from '@playwright/test';
import { expect, openService, transition } from './portal';

interface Wanted {
  service: string;
  from: string;
  to: string;
}

/** The dialog of a promotion, from the service's page, before anything is opened. */
export async function openPromoteDialog(
  page: Page,
  { service, from, to }: Wanted,
): Promise<Locator> {
  await openService(page, service, 'Environments');
  await transition(page, from, to)
    .getByRole('button', { name: `Promote to ${to}` })
    .click();
  return page.getByRole('dialog');
}

/**
 * Opens the pull request in the dialog of a promotion.
 *
 * @returns the dialog's link to it, and its address
 */
export async function openPullRequest(dialog: Locator, to: string) {
  await dialog
    .getByRole('button', { name: `Open pull request for ${to}` })
    .click();
  const link = dialog.getByRole('link', { name: /^PR #\d+/ });
  await expect(link).toHaveAttribute('href', /\/pull\/\d+$/, {
    timeout: 60_000,
  });
  return { link, url: (await link.getAttribute('href')) ?? '' };
}

/** Closes the dialog of a promotion. */
export async function closeDialog(dialog: Locator) {
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

/** Promotes by the software template, whose task has to end with the pull request at `url`. */
export async function expectTemplateFinds(
  page: Page,
  { service, from, to }: Wanted,
  url: string,
) {
  await page.goto('/create/templates/default/promote-environment');
  await page.getByRole('textbox', { name: 'Service' }).fill(service);
  await page.getByRole('option', { name: service, exact: true }).click();
  await page.getByRole('textbox', { name: 'From' }).fill(from);
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(to);
  await page.getByRole('button', { name: 'Review' }).click();
  await page
    .getByRole('button', { name: /pull request/i })
    .last()
    .click();
  await expect(page.locator(`a[href="${url}"]`).first()).toBeVisible({
    timeout: 60_000,
  });
}
