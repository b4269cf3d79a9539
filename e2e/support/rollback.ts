import type { Locator, Page } from '@playwright/test';
import { environment, expect, openService } from './portal';
import { closeDialog, openPromoteDialog, openPullRequest } from './promotion';
import { mergePullRequest } from './pullRequest';
import { makeCrash } from './sandbox';

/** A release that is fine in one environment and crashes in the next. */
export interface BadRelease {
  service: string;
  from: string;
  to: string;
  /** Without its tag. */
  image: string;
  /** Tags. */
  good: string;
  bad: string;
}

/** Promotes a release that crashes there, and merges; ends at the service's page. */
export async function promoteBadRelease(page: Page, release: BadRelease) {
  const { service, to, image, bad } = release;
  await makeCrash(`${service}-${to}`, [`${image}:${bad}`]);
  const dialog = await openPromoteDialog(page, release);
  const { url } = await openPullRequest(dialog, to);
  await closeDialog(dialog);
  await mergePullRequest(page, url, {
    title: new RegExp(service),
    contains: [bad],
  });
}

/** Syncs an environment whose files have changed, as soon as the page says so. */
export async function sync(stop: Locator, name: string) {
  await expect(stop).toContainText('OutOfSync', { timeout: 60_000 });
  await stop.getByRole('button', { name: `Sync ${name}` }).click();
}

/** The same, of a Release that the environment before it never ran. */
export async function syncPast(stop: Locator, name: string) {
  await stop
    .getByRole('button', { name: `Sync ${name}` })
    .click({ timeout: 60_000 });
  await stop
    .page()
    .getByRole('dialog', { name: `Sync ${name} past` })
    .getByRole('button', { name: `Sync ${name}` })
    .click();
}

/** The dialog "Roll back" of a stop, at its preview: one click. */
export async function openRollbackDialog(
  page: Page,
  { to, good }: BadRelease,
): Promise<Locator> {
  await environment(page, to)
    .getByRole('button', { name: `Roll back ${to} to ${good}` })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'Change' })).toBeVisible();
  return dialog;
}

/** Waits until an environment runs a release and is well. */
export async function expectHealthy(stop: Locator, version: string) {
  // What waits for it says the word as well.
  await expect(stop.getByText('Healthy', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(stop.getByText(version, { exact: true }).first()).toBeVisible();
  await expect(stop).not.toContainText('OutOfSync');
}

/** The path of a service, where a release has just gone bad. */
export async function openBadService(page: Page, release: BadRelease) {
  await openService(page, release.service, 'Environments');
  const stop = environment(page, release.to);
  await expect(stop).toContainText('Degraded', { timeout: 60_000 });
  return stop;
}
