import type { Locator, Page } from '@playwright/test';
import { expect } from './portal';
import { closeDialog } from './promotion';

/** Asks for what a button of the canary says, and confirms it once the dialog has said what it does. */
export async function actOnCanary(
  page: Page,
  canary: Locator,
  { button, says, confirm }: { button: RegExp; says: string; confirm: string },
) {
  await canary.getByRole('button', { name: button }).click({ timeout: 60_000 });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(says);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await expect(dialog.getByRole('status')).toBeVisible();
  await closeDialog(dialog);
}
