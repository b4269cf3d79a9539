import { pushToHomelab } from './support/homelab';
import { environment, expect, test, transition } from './support/portal';
import {
  closeDialog,
  openPromoteDialog,
  openPullRequest,
} from './support/promotion';
import { takePicture, takePictures } from './support/screenshots';

/** One that no other journey promotes. */
const PROMOTION = { service: 'mongodb', from: 'dev', to: 'staging' };
const FIRST = '8.0.12';
const NEWER = '8.0.13';
const DEV =
  'kubernetes/platform/data/mongodb/environments/dev/kustomization.yaml';

test('a newer release takes the place of an open pull request', async ({
  page,
}) => {
  const dialog = await openPromoteDialog(page, PROMOTION);
  const { url: first } = await openPullRequest(dialog, PROMOTION.to);
  await closeDialog(dialog);
  const between = transition(page, PROMOTION.from, PROMOTION.to);
  await expect(between).toContainText(/PR #\d+ open/);

  // dev syncs by itself; the page is not loaded again.
  await pushToHomelab('mongodb: the next release in dev', {
    [DEV]: text => text.replace(`newTag: "${FIRST}"`, `newTag: "${NEWER}"`),
  });
  await expect(between).toContainText(`dev has another release now: ${NEWER}`, {
    timeout: 60_000,
  });
  await expect(
    environment(page, 'dev').getByText(NEWER, { exact: true }).first(),
  ).toBeVisible({ timeout: 60_000 });
  await expect(environment(page, 'dev')).toContainText('Healthy');
  await takePictures(page, 'newer-release-1-offered', between);

  await between
    .getByRole('button', { name: `Promote ${NEWER} instead` })
    .click();
  const number = first.split('/').pop();
  await expect(dialog).toContainText(
    `Takes the place of PR #${number}, which brings ${FIRST}`,
  );
  await takePicture(page, 'newer-release-2-preview');
  const { url: second } = await openPullRequest(dialog, PROMOTION.to);
  expect(second).not.toBe(first);
  await takePicture(page, 'newer-release-3-opened');
  await closeDialog(dialog);
  await expect(between).toContainText(`PR #${second.split('/').pop()} open`);
  await expect(between).not.toContainText('another release');

  await page.goto(first);
  await expect(page.getByText('Closed').first()).toBeVisible();
  await expect(page.getByText('Superseded by').first()).toBeVisible();
  await takePicture(page, 'newer-release-4-closed');
});
