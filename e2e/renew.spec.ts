import { pushToHomelab } from './support/homelab';
import { expect, openService, test, transition } from './support/portal';
import { takePicture } from './support/screenshots';

const SERVICE = 'redpanda-console';
const OVERLAY = `kubernetes/platform/messaging/${SERVICE}/environments/production/kustomization.yaml`;

test('a pull request that conflicts is told, and renewed on what is there now', async ({
  page,
}) => {
  await openService(page, SERVICE, 'Environments');
  const way = transition(page, 'dev', 'production');
  await way.getByRole('button', { name: 'Promote to production' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('button', { name: 'Open pull request for production' })
    .click();
  const link = dialog.getByRole('link', { name: /^PR #\d+/ });
  await expect(link).toHaveAttribute('href', /\/pull\/\d+$/, {
    timeout: 60_000,
  });
  const first = (await link.getAttribute('href')) ?? '';

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
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(way).toContainText(`PR #${second.split('/').pop()} open`, {
    timeout: 60_000,
  });

  await page.goto(first);
  await expect(page.getByText('Closed').first()).toBeVisible();
});
