import { pushToHomelab } from './support/homelab';
import {
  environment,
  expect,
  openService,
  test,
  transition,
} from './support/portal';
import { closeDialog, openPromoteDialog } from './support/promotion';
import { mergePullRequest } from './support/pullRequest';
import {
  expectHealthy,
  openBadService,
  openRollbackDialog,
  promoteBadRelease,
  sync,
} from './support/rollback';
import { takePicture, takePictures } from './support/screenshots';

const REASON =
  'No operator, no databases: waiting for a review takes too long.';

test.describe.serial('break-glass', () => {
  const release = {
    service: 'postgres-operator',
    from: 'dev',
    to: 'production',
    image: 'ghcr.io/zalando/postgres-operator',
    good: 'v1.14.0',
    bad: 'v1.15.0',
  };
  let pullRequest = '';

  test('a rollback outside Git names what it skips, and is there at once', async ({
    page,
  }) => {
    await promoteBadRelease(page, release);
    await openService(page, release.service, 'Environments');
    const production = environment(page, 'production');
    await sync(production, 'production');
    await openBadService(page, release);
    const dialog = await openRollbackDialog(page, release);
    await dialog
      .getByRole('button', { name: 'Roll back outside Git…' })
      .click();
    const confirm = dialog.getByRole('button', {
      name: 'Roll back production now, outside Git',
    });
    await expect(confirm).toBeDisabled();
    await expect(dialog).toContainText('the approval of somebody else');
    await dialog
      .getByRole('textbox', { name: 'Reason for bypassing Git' })
      .fill(REASON);
    await confirm.scrollIntoViewIfNeeded();
    await takePicture(page, 'break-glass-1-asked');
    await confirm.click();
    await expect(dialog).toContainText('Rolled back outside Git', {
      timeout: 60_000,
    });
    await expect(dialog).toContainText(REASON);
    const link = dialog.getByRole('link', { name: /^PR #\d+/ }).first();
    await expect(link).toHaveAttribute('href', /\/pull\/\d+$/, {
      timeout: 60_000,
    });
    pullRequest = (await link.getAttribute('href')) ?? '';
    await takePicture(page, 'break-glass-2-applied');
    await closeDialog(dialog);
    await expect(production).toContainText(release.good, { timeout: 60_000 });
    await expect(production).toContainText('Healthy', { timeout: 60_000 });
    await expect(production).toContainText('Rolled back outside Git');
    await takePictures(page, 'break-glass-3-outside-git', production);
  });

  test('nothing is promoted, and nothing synced, over it unseen', async ({
    page,
  }) => {
    await openService(page, release.service, 'Environments');
    await environment(page, 'production')
      .getByRole('button', { name: 'Sync production' })
      .click();
    const question = page.getByRole('dialog', {
      name: 'Sync production and undo its rollback?',
    });
    await expect(question).toContainText(`A sync brings ${release.bad} back.`);
    await takePicture(page, 'break-glass-4-sync');
    await question.getByRole('button', { name: 'Cancel' }).click();

    await pushToHomelab('postgres-operator: the next one in dev', {
      'kubernetes/platform/data/postgres-operator/environments/dev/kustomization.yaml':
        text => text.replace(release.bad, 'v1.15.1'),
    });
    await expect(transition(page, 'dev', 'production')).toContainText(
      'production is being rolled back',
      { timeout: 60_000 },
    );
    const dialog = await openPromoteDialog(page, release);
    await expect(dialog).toContainText(/outside Git/);
    await expect(
      dialog.getByRole('button', { name: 'Open pull request for production' }),
    ).toBeDisabled();
    await expect(dialog).toContainText('Give a reason first.');
    await takePicture(page, 'break-glass-5-promotion');
  });

  test('a member of another team sees it and cannot do it', async ({
    signInAs,
  }) => {
    const olga = await signInAs('olga');
    await openService(olga, release.service, 'Environments');
    const production = environment(olga, 'production');
    await expect(production).toContainText('Rolled back outside Git');
    await expect(
      production.getByRole('button', { name: /^Roll back production/ }),
    ).toHaveCount(0);
  });

  test('the pull request that follows makes Git agree', async ({ page }) => {
    await openService(page, release.service, 'Environments');
    const production = environment(page, 'production');
    await expect(production).toContainText('Rolled back outside Git');
    await mergePullRequest(page, pullRequest, {
      title: /[Rr]oll back postgres-operator/,
      contains: [release.good, REASON],
    });
    await expect(production).not.toContainText('Rolled back outside Git', {
      timeout: 60_000,
    });
    await expect(production).toContainText(
      new RegExp(`Rolled back from ${release.bad} .* by rita`),
      { timeout: 60_000 },
    );
    await expectHealthy(production, release.good);
    await expect(transition(page, 'dev', 'production')).not.toContainText(
      /being rolled back|Promotion failed/,
      { timeout: 60_000 },
    );
    await takePictures(page, 'break-glass-6-git-agrees', production);
  });
});
