import { mergePullRequest } from './support/pullRequest';
import {
  environment,
  expect,
  openService,
  test,
  transition,
} from './support/portal';
import {
  closeDialog,
  expectTemplateFinds,
  openPromoteDialog,
  openPullRequest,
} from './support/promotion';
import {
  becomePhoneAtNight,
  takePicture,
  takePictures,
} from './support/screenshots';

const PROMOTION = {
  service: 'audiobookshelf',
  from: 'canary',
  to: 'production',
};
const OLD = '2.26.3';
const NEW = '2.29.0';

test.describe.serial('promote', () => {
  let pullRequest = '';

  test('the dialog on a phone at night', async ({ page }) => {
    await becomePhoneAtNight(page);
    const dialog = await openPromoteDialog(page, PROMOTION);
    await expect(
      dialog.getByRole('row', { name: /audiobookshelf/ }),
    ).toContainText(NEW);
    await takePicture(page, 'promote-1-dialog');
  });

  test('a pull request that brings production what canary runs', async ({
    page,
  }) => {
    await openService(page, 'audiobookshelf', 'Environments');
    await expect(environment(page, 'canary')).toContainText(NEW);
    await expect(environment(page, 'production')).toContainText(OLD);

    const dialog = await openPromoteDialog(page, PROMOTION);
    await expect(dialog).toContainText('Promote audiobookshelf to production');
    const change = dialog.getByRole('row', { name: /audiobookshelf/ });
    await expect(change).toContainText(OLD);
    await expect(change).toContainText(NEW);
    await expect(dialog.getByRole('heading', { name: 'Gates' })).toBeVisible();
    await takePicture(page, 'promote-1-dialog');

    pullRequest = (await openPullRequest(dialog, 'production')).url;
    await takePicture(page, 'promote-2-opened');
    await closeDialog(dialog);
    await expect(transition(page, 'canary', 'production')).toContainText(
      /PR #\d+ open/,
    );
  });

  test('asking again leads to the same pull request', async ({ page }) => {
    await expectTemplateFinds(page, PROMOTION, pullRequest);
  });

  test('merged, production waits for Sync and ends healthy on the new release', async ({
    page,
  }) => {
    await openService(page, 'audiobookshelf', 'Environments');
    const production = environment(page, 'production');
    await expect(production).toContainText(OLD);
    await mergePullRequest(page, pullRequest, {
      title: /audiobookshelf/,
      contains: [NEW],
      pictures: 'promote-3-pull-request',
    });

    // The page was open all the time and is not loaded again.
    await expect(production).toContainText('OutOfSync', { timeout: 60_000 });
    await takePictures(page, 'promote-4-out-of-sync', production);
    await production.getByRole('button', { name: 'Sync production' }).click();
    await expect(production).toContainText(NEW, { timeout: 60_000 });
    await expect(production).toContainText('Healthy', { timeout: 60_000 });
    await expect(production).toContainText('Synced');
    await expect(production).not.toContainText('OutOfSync');
    await expect(transition(page, 'canary', 'production')).toContainText(
      /Promoted|Same release/,
      { timeout: 60_000 },
    );
    await takePictures(page, 'promote-5-healthy', production);
  });
});
