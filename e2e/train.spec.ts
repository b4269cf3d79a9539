import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { environment, expect, openService, test } from './support/portal';
import { mergePullRequest } from './support/pullRequest';
import { sync } from './support/rollback';
import {
  becomePhoneAtNight,
  takePicture,
  takePictures,
} from './support/screenshots';

/**
 * Each with the release that production gets. No other journey changes any of these in Git or opens a pull request for them:
 * those of kafka and cloudbeaver go no further than the dialog, and opentelemetry is only with an Argo CD that fails for a while.
 */
const TRAIN = {
  kafka: '4.0.0',
  cloudbeaver: '25.2.0',
  opentelemetry: '0.136.0',
};
const SERVICES = Object.keys(TRAIN);

/** The row of a service in the table. */
const row = (page: Page, name: string) =>
  page.getByRole('row', { name, exact: true });

/** The dialog, also while a list of choices is open in it. */
const trainDialog = (page: Page) =>
  page.getByRole('dialog', {
    name: /^(Promote \d+ service|Promotion of)/,
  });

/** The row of a service in the dialog. */
const member = (page: Page, name: string) =>
  trainDialog(page)
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${name}`) });

async function openFleet(page: Page) {
  await page.goto('/delivery');
  await expect(page.getByRole('grid').getByRole('row').nth(3)).toBeVisible({
    timeout: 60_000,
  });
}

async function chooseProduction(page: Page) {
  const dialog = trainDialog(page);
  await dialog.getByRole('button', { name: /To which environment/ }).click();
  await page.getByRole('option', { name: 'production' }).click();
  return dialog;
}

test.describe.serial('a train of three services', () => {
  let address = '';
  const pullRequests: Record<string, string> = {};

  test('what cannot go is named, and left out only when the person says so', async ({
    page,
  }) => {
    await openFleet(page);
    const [first, ...others] = [...SERVICES, 'velero'];
    await row(page, first).locator('label').click();
    for (const name of others) {
      await row(page, name).getByRole('link', { name, exact: true }).focus();
      await page.keyboard.press('x');
      await expect(
        page.getByRole('row', { name, exact: true, selected: true }),
      ).toBeVisible();
    }
    await takePicture(page, 'train-1-selected');
    await page.getByRole('button', { name: 'Promote 4 selected…' }).click();
    const dialog = await chooseProduction(page);
    await expect(dialog).toContainText('1 service cannot be promoted', {
      timeout: 60_000,
    });
    await expect(member(page, 'velero')).toContainText(
      'production is the first environment of this service',
    );
    const confirm = dialog.getByRole('button', {
      name: 'Promote 3 services to production',
    });
    await expect(confirm).toBeDisabled();
    for (const [name, release] of Object.entries(TRAIN)) {
      await expect(member(page, name)).toContainText(`→ ${release}`);
    }
    await takePicture(page, 'train-2-preview');
    await expectAccessible(page, '[role=dialog]');
    await dialog
      .locator('label')
      .filter({ hasText: 'Promote the others without it' })
      .click();
    await confirm.click();
    await expect(dialog).toContainText('Arrived in production: 0 of 3.', {
      timeout: 60_000,
    });
    for (const name of SERVICES) {
      const link = member(page, name).getByRole('link', { name: /^PR #\d+/ });
      await expect(link).toBeVisible({ timeout: 60_000 });
      pullRequests[name] = (await link.getAttribute('href')) ?? '';
    }
    expect(new Set(Object.values(pullRequests)).size).toBe(3);
    address = page.url();
    expect(new URL(address).searchParams.get('train')).toBeTruthy();
    await takePicture(page, 'train-3-opened');
  });

  test('a shared link shows where each stands, on a phone at night too', async ({
    page,
  }) => {
    await becomePhoneAtNight(page);
    await page.goto(address);
    for (const name of SERVICES) {
      await expect(member(page, name)).toContainText(/PR #\d+ open/, {
        timeout: 60_000,
      });
    }
    await takePicture(page, 'train-3-opened');
  });

  test('all three are followed live until they have arrived', async ({
    page,
    openAs,
    signedIn,
  }) => {
    test.setTimeout(360_000);
    await page.goto(address);
    await expect(trainDialog(page)).toContainText(
      'Arrived in production: 0 of 3.',
    );
    const other = await openAs(signedIn);
    for (const [name, release] of Object.entries(TRAIN)) {
      await mergePullRequest(page, pullRequests[name], {
        title: new RegExp(name),
        contains: [release],
      });
      await openService(other, name, 'Environments');
      await sync(environment(other, 'production'), 'production');
    }
    // The dialog was open all the time and is not loaded again.
    await expect(trainDialog(page)).toContainText(
      'Arrived in production: 3 of 3.',
      { timeout: 180_000 },
    );
    for (const name of SERVICES) {
      await expect(member(page, name)).toContainText('Promoted');
    }
    await takePictures(page, 'train-4-arrived', trainDialog(page));

    await member(page, 'cloudbeaver')
      .getByRole('link', { name: 'Gates and approvals of cloudbeaver' })
      .click();
    const promotion = page.getByRole('dialog');
    await expect(promotion).toContainText(
      'Promoted together with kafka, opentelemetry.',
      { timeout: 60_000 },
    );
    await takePicture(page, 'train-5-part-of');
    await promotion.getByRole('link', { name: 'Show all' }).click();
    await expect(trainDialog(page)).toContainText(
      'Arrived in production: 3 of 3.',
    );
  });
});
