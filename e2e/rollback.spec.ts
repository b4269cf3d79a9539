import fs from 'node:fs';
import { pushToHomelab } from './support/homelab';
import {
  environment,
  expect,
  openService,
  test,
  transition,
} from './support/portal';
import {
  closeDialog,
  openPromoteDialog,
  openPullRequest,
} from './support/promotion';
import { mergePullRequest } from './support/pullRequest';
import {
  expectHealthy,
  openBadService,
  openRollbackDialog,
  promoteBadRelease,
  sync,
  syncPast,
} from './support/rollback';
import {
  becomePhoneAtNight,
  takePicture,
  takePictures,
} from './support/screenshots';

test.describe.serial('production goes bad after a promotion', () => {
  const release = {
    service: 'influxdb',
    from: 'dev',
    to: 'production',
    image: 'docker.io/library/influxdb',
    good: '2.7.11',
    bad: '2.7.12',
  };

  test('the stop says so, with what ran before and the way back', async ({
    page,
  }) => {
    await promoteBadRelease(page, release);
    await openService(page, release.service, 'Environments');
    const production = environment(page, 'production');
    await sync(production, 'production');
    await expect(production).toContainText('Degraded', { timeout: 60_000 });
    await expect(production).toContainText(
      new RegExp(`Previously ${release.good}, until .* ago`),
      { timeout: 60_000 },
    );
    await takePictures(page, 'rollback-1-degraded', production);
  });

  test('the dialog on a phone at night', async ({ page }) => {
    await becomePhoneAtNight(page);
    await openBadService(page, release);
    await openRollbackDialog(page, release);
    await takePicture(page, 'rollback-2-dialog');
  });

  test('two clicks and a merge, and it is healthy on the earlier release', async ({
    page,
  }) => {
    const production = await openBadService(page, release);
    const dialog = await openRollbackDialog(page, release);
    const change = dialog.getByRole('row', { name: /influxdb/ });
    await expect(change).toContainText(release.bad);
    await expect(change).toContainText(release.good);
    await expect(dialog).toContainText(
      'Nothing changes in production before it is merged.',
    );
    await takePicture(page, 'rollback-2-dialog');
    const { url } = await openPullRequest(dialog, 'production');
    await takePicture(page, 'rollback-3-opened');
    await closeDialog(dialog);
    await expect(production).toContainText(`Rolling back to ${release.good}`);

    await mergePullRequest(page, url, {
      title: /[Rr]oll back influxdb/,
      contains: [release.good],
      pictures: 'rollback-4-pull-request',
    });
    await sync(production, 'production');
    await expectHealthy(production, release.good);
    await expect(production).toContainText(
      new RegExp(`Rolled back from ${release.bad} .* by rita`),
      { timeout: 60_000 },
    );
    await expect(transition(page, 'dev', 'production')).toContainText(
      /Was rolled back in production .* by rita/,
    );
    await takePictures(page, 'rollback-5-healthy', production);
  });

  test('the release that was rolled back is offered again with a warning, and asks for a reason', async ({
    page,
  }) => {
    const dialog = await openPromoteDialog(page, release);
    const confirm = dialog.getByRole('button', {
      name: 'Open pull request for production',
    });
    await expect(dialog).toContainText(/rolled back/);
    await expect(confirm).toBeDisabled();
    await takePicture(page, 'rollback-6-offered-again');
    await dialog
      .getByRole('textbox', { name: 'Reason' })
      .fill('The volume it crashed on is larger now.');
    const { url } = await openPullRequest(dialog, 'production');
    await closeDialog(dialog);
    const tab = await page.context().newPage();
    await tab.goto(url);
    await expect(
      tab.getByText('The volume it crashed on is larger now.').first(),
    ).toBeVisible();
    await tab.getByRole('button', { name: 'Close' }).click();
    // A tab that is closed while it loads may take minutes to go.
    await expect(tab.getByText('without merging')).toBeVisible();
    await tab.close();
    await expect(transition(page, 'dev', 'production')).not.toContainText(
      /PR #\d+ open/,
      { timeout: 60_000 },
    );
  });

  test('the record says what ran, how it came and what became of it, filtered and exported', async ({
    page,
  }) => {
    await openService(page, release.service, 'History');
    const table = page.getByRole('table', {
      name: 'Deployments, newest first',
    });
    const rowOf = (cause: string) =>
      table.getByRole('row').filter({ hasText: cause });
    await expect(rowOf('Rollback by rita')).toContainText(release.good);
    await expect(rowOf('Rollback by rita')).toContainText('Succeeded');
    await expect(rowOf('Promotion by rita')).toContainText(release.bad);
    await expect(rowOf('Promotion by rita')).toContainText('Failed');
    await takePictures(page, 'history-1-service', rowOf('Rollback by rita'));

    await page.goto('/delivery/history');
    await page.getByRole('button', { name: /Who and how/ }).click();
    await page.getByRole('option', { name: 'Rollback', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/cause=rollback/);
    await page
      .getByRole('searchbox', { name: 'Search deployments' })
      .fill(release.good);
    await expect(page).toHaveURL(/2\.7\.11/);
    await expect(table.getByRole('row')).toHaveCount(2);
    await expect(rowOf('Rollback by rita')).toContainText(release.service);
    await takePictures(page, 'history-2-filtered', rowOf('Rollback by rita'));

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: /CSV/ }).click();
    const file = await (await saving).path();
    const [header, ...lines] = fs
      .readFileSync(file, 'utf8')
      .trim()
      .split(/\r?\n/);
    expect(header).toContain('environment');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(release.service);
    expect(lines[0]).toContain('rollback');
    expect(lines[0]).toContain('user:default/rita');

    await rowOf('Rollback by rita').getByRole('link').first().click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('newTag');
    await expect(dialog.getByRole('link', { name: /^PR #\d+/ })).toBeVisible();
    await takePicture(page, 'history-3-deployment');

    await page.goto('/delivery/metrics');
    await expect(page.getByText('Change failure rate').first()).toBeVisible();
    await expect(page.getByRole('status', { name: /loading/i })).toHaveCount(0);
    await takePictures(
      page,
      'history-4-metrics',
      page.getByText('Change failure rate').first(),
    );
  });
});

test.describe.serial('the same where Argo CD syncs by itself', () => {
  const release = {
    service: 'schema-registry',
    from: 'dev',
    to: 'production',
    image: 'docker.io/confluentinc/cp-schema-registry',
    good: '7.8.0',
    bad: '7.9.0',
  };

  test('two clicks and a merge; Argo CD would refuse a rollback of its own, which is said before anybody asks', async ({
    page,
  }) => {
    await pushToHomelab('schema-registry: production syncs by itself', {
      'kubernetes/platform/messaging/schema-registry/service.yaml': text =>
        text.replace(/autoSync: false/, 'autoSync: true'),
      // The project of the team lets nothing sync production by itself.
      'kubernetes/teams/platform/rbac.yaml': text =>
        text.replace(
          / {4}- kind: deny\n {6}schedule: '\* \* \* \* \*'\n(?: {6}.*\n)+/,
          '',
        ),
    });
    await promoteBadRelease(page, release);
    const production = await openBadService(page, release);
    const dialog = await openRollbackDialog(page, release);
    await expect(dialog).toContainText('Argo CD would refuse it now.');
    await expect(
      dialog.getByRole('button', { name: 'Roll back outside Git…' }),
    ).toHaveCount(0);
    await dialog
      .getByText('Argo CD would refuse it now.')
      .scrollIntoViewIfNeeded();
    await takePicture(page, 'rollback-7-auto-sync');
    const { url } = await openPullRequest(dialog, 'production');
    await closeDialog(dialog);
    await mergePullRequest(page, url, {
      title: /[Rr]oll back schema-registry/,
      contains: [release.good],
    });
    await expectHealthy(production, release.good);
    await expect(production).toContainText(`Rolled back from ${release.bad}`, {
      timeout: 60_000,
    });
    await takePictures(page, 'rollback-8-auto-sync-healthy', production);
  });
});

test.describe.serial('a canary that goes wrong', () => {
  const STABLE = '2.29.0';
  const CANARY = '2.29.1';

  test('is aborted, taken back out of Git, and the stable release is all that is left', async ({
    page,
  }) => {
    await openService(page, 'audiobookshelf', 'Environments');
    const canary = environment(page, 'canary');
    await expectHealthy(canary, STABLE);
    await pushToHomelab('audiobookshelf: the next canary', {
      'kubernetes/services/audiobookshelf/environments/canary/kustomization.yaml':
        text => text.replace(`newTag: "${STABLE}"`, `newTag: "${CANARY}"`),
    });
    await syncPast(canary, 'canary');
    await canary
      .getByRole('button', { name: `Abort the canary ${CANARY} in canary` })
      .click({ timeout: 60_000 });
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(
      'All traffic goes back to the stable version',
    );
    await takePicture(page, 'rollback-9-abort');
    await dialog.getByRole('button', { name: 'Abort the canary' }).click();
    await expect(dialog).toContainText(
      `Git still names ${CANARY} for canary.`,
      { timeout: 60_000 },
    );
    await takePicture(page, 'rollback-10-aborted');
    await dialog.getByRole('button', { name: /^Roll back canary/ }).click();

    // The same dialog follows the rollback afterwards, under another name.
    const back = page.getByRole('dialog');
    await expect(back).toContainText('Roll back audiobookshelf in canary');
    await expect(
      back.getByRole('row', { name: /audiobookshelf/ }),
    ).toContainText(STABLE);
    const { url } = await openPullRequest(back, 'canary');
    await closeDialog(back);
    await expect(canary).toContainText('Degraded', { timeout: 60_000 });
    await takePictures(page, 'rollback-11-canary-aborted', canary);
    await mergePullRequest(page, url, {
      title: /[Rr]oll back audiobookshelf/,
      contains: [STABLE],
    });
    await sync(canary, 'canary');
    await expectHealthy(canary, STABLE);
    await expect(canary).not.toContainText('Degraded');
    await expect(canary).not.toContainText(CANARY);
  });
});
