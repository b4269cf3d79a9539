import { pushToHomelab } from './support/homelab';
import { expect, test, transition } from './support/portal';
import {
  closeDialog,
  openPromoteDialog,
  openPullRequest,
} from './support/promotion';
import { takePicture } from './support/screenshots';

const SERVICE = 'redpanda-console';
const OVERLAY = `kubernetes/platform/messaging/${SERVICE}/environments/production/kustomization.yaml`;

test('a pull request that conflicts is told, and renewed on what is there now', async ({
  page,
}) => {
  const dialog = await openPromoteDialog(page, {
    service: SERVICE,
    from: 'dev',
    to: 'production',
  });
  const { link, url: first } = await openPullRequest(dialog, 'production');

  // A colleague brings production another version in the meantime.
  await pushToHomelab('Bring production 3.1.1', {
    [OVERLAY]: text => text.replace('newTag: "v3.1.0"', 'newTag: "v3.1.1"'),
  });
  await expect(dialog).toContainText('The pull request cannot be merged', {
    timeout: 90_000,
  });
  await expect(dialog).toContainText(OVERLAY);
  await takePicture(page, 'renew-1-conflict');

  await dialog.getByRole('button', { name: 'Renew' }).click();
  await expect(link).not.toHaveAttribute('href', first, { timeout: 60_000 });
  await expect(dialog).not.toContainText('The pull request cannot be merged');
  await expect(dialog).toContainText('v3.1.1 → v3.2.0');
  await takePicture(page, 'renew-2-renewed');
  const second = (await link.getAttribute('href')) ?? '';
  await closeDialog(dialog);
  await expect(transition(page, 'dev', 'production')).toContainText(
    `PR #${second.split('/').pop()} open`,
    { timeout: 60_000 },
  );

  await page.goto(first);
  await expect(page.getByText('Closed').first()).toBeVisible();
});
