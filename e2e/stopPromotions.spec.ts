import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/portal';
import { openPromoteDialog } from './support/promotion';
import { takePicture, takePictures } from './support/screenshots';

/** One that no other journey promotes. */
const PROMOTION = { service: 'kafka', from: 'dev', to: 'staging' };
const REASON = 'Payments fail, we look for the cause';

/** The buttons of the page, of which there is always one; a dialog has a button of the same name. */
const stopButton = (page: Page) =>
  page.getByRole('button', { name: 'Stop promotions' });
const resumeButton = (page: Page) =>
  page.getByRole('button', { name: 'Resume promotions' });

async function resume(page: Page) {
  await resumeButton(page).click();
  await page
    .getByRole('dialog', { name: 'Resume promotions?' })
    .getByRole('button', { name: 'Resume promotions' })
    .click();
  await expect(stopButton(page)).toBeVisible();
}

test.describe.serial('the switch that stops all promotions', () => {
  // Whatever became of the journey, those after it can promote.
  test.afterEach(async ({ page }) => {
    await page.goto('/delivery');
    await expect(stopButton(page).or(resumeButton(page))).toBeVisible();
    if (await resumeButton(page).isVisible()) await resume(page);
  });

  test('stopped with a reason, said where it holds somebody back, and resumed', async ({
    page,
    signInAs,
  }) => {
    const before = await openPromoteDialog(page, PROMOTION);
    const confirmName = `Open pull request for ${PROMOTION.to}`;
    await expect(
      before.getByRole('button', { name: confirmName }),
    ).toBeEnabled();

    await page.goto('/delivery');
    await stopButton(page).click();
    const question = page.getByRole('dialog', { name: 'Stop all promotions?' });
    const stop = question.getByRole('button', { name: 'Stop promotions' });
    await expect(stop).toBeDisabled();
    await question.getByRole('textbox', { name: 'Why?' }).fill(REASON);
    await expectAccessible(page, '[role=dialog]');
    await takePicture(page, 'stop-promotions-1-question');
    await stop.click();
    const notice = page
      .getByRole('alert')
      .filter({ hasText: 'Promotions are stopped' });
    await expect(notice).toContainText(`“${REASON}”`);
    await expect(notice).toContainText('rita stopped them');
    // The button that had the keyboard is gone.
    await expect(resumeButton(page)).toBeFocused();
    await expect(stopButton(page)).toHaveCount(0);
    await takePictures(page, 'stop-promotions-2-stopped', notice);
    await expectAccessible(page);

    // An owner reads it, and cannot change it.
    const olga = await signInAs('olga');
    await olga.goto('/delivery');
    await expect(
      olga.getByRole('alert').filter({ hasText: REASON }),
    ).toBeVisible();
    await expect(resumeButton(olga)).toHaveCount(0);

    const held = await openPromoteDialog(page, PROMOTION);
    const gate = held
      .getByRole('listitem')
      .filter({ hasText: 'Promotions are not stopped' });
    await expect(gate).toContainText('Blocked');
    await expect(gate).toContainText('rita stopped all promotions at');
    await expect(gate).toContainText(REASON);
    const confirm = held.getByRole('button', { name: confirmName });
    await expect(confirm).toBeDisabled();
    await gate.scrollIntoViewIfNeeded();
    await takePicture(page, 'stop-promotions-3-held');

    await page.goto('/delivery');
    await resume(page);
    await expect(notice).toHaveCount(0);
    await openPromoteDialog(page, PROMOTION);
    await expect(gate).toContainText('Nobody has stopped promotions.');
    await expect(gate).toContainText('Passed');
    await expect(confirm).toBeEnabled();
    await expect(held).not.toContainText(REASON);
  });
});
