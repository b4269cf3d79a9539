import type { Page } from '@playwright/test';
import { actOnCanary } from './support/canary';
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
import { expectHealthy, sync } from './support/rollback';
import { takePicture, takePictures } from './support/screenshots';

const SERVICE = 'audiobookshelf';
const FOLDER = `kubernetes/services/${SERVICE}`;
const RELEASE = '2.32.0';
/** Long enough for a slow machine to see it wait. */
const SOAK = '1m';
const FREEZE_REASON = 'The shop counts its stock';

/** What the service asks of its promotions from now on, as its team would write it. */
const setRules = (message: string, rules: string) =>
  pushToHomelab(message, {
    [`${FOLDER}/service.yaml`]: text =>
      text.replace(
        /(\n {2}promotion:\n[\s\S]*)?$/,
        `\n  promotion:\n    rules:\n${rules}`,
      ),
  });

const soakRule = `      - environments: [staging]
        soak: ${SOAK}
`;

/** A freeze that began with this minute and is over soon. */
function freezeRule(now: Date) {
  const cron = `${now.getUTCMinutes()} ${now.getUTCHours()} ${now.getUTCDate()} ${
    now.getUTCMonth() + 1
  } *`;
  return `      - environments: [production]
        freezes:
          - cron: ${cron}
            duration: ${now.getUTCSeconds() + 90}s
            timeZone: UTC
            reason: ${FREEZE_REASON}
`;
}

/** The row of a gate in the dialog. */
const gate = (page: Page, title: string) =>
  page.getByRole('dialog').getByRole('listitem').filter({ hasText: title });

test.describe.serial('a release goes through all four environments', () => {
  // They wait for a soak and for a freeze to end.
  test.describe.configure({ timeout: 300_000 });

  test('to staging, once it has been healthy in dev for long enough', async ({
    page,
  }) => {
    await setRules('audiobookshelf soaks in dev', soakRule);
    await pushToHomelab(`audiobookshelf: ${RELEASE} in dev`, {
      [`${FOLDER}/environments/dev/kustomization.yaml`]: text =>
        text.replace(/newTag: ".*"/, `newTag: "${RELEASE}"`),
    });
    await openService(page, SERVICE, 'Environments');
    await expectHealthy(environment(page, 'dev'), RELEASE);

    const dialog = await openPromoteDialog(page, {
      service: SERVICE,
      from: 'dev',
      to: 'staging',
    });
    const soak = gate(page, 'It has run long enough in dev');
    await expect(soak).toContainText('Waiting');
    await expect(soak).toContainText(/It must stay healthy for 1\smin, until/);
    await expect(
      dialog.getByRole('button', { name: 'Open pull request for staging' }),
    ).toBeDisabled();
    await soak.scrollIntoViewIfNeeded();
    await takePicture(page, 'whole-path-1-soaks');

    // Nobody loads the page again.
    await expect(soak).toContainText('Passed', { timeout: 120_000 });
    const { url } = await openPullRequest(dialog, 'staging');
    await closeDialog(dialog);
    await mergePullRequest(page, url, {
      title: /audiobookshelf/,
      contains: [RELEASE],
    });
    await sync(environment(page, 'staging'), 'staging');
    await expectHealthy(environment(page, 'staging'), RELEASE);
    await expect(transition(page, 'dev', 'staging')).toContainText(
      /Promoted|Same release/,
      { timeout: 60_000 },
    );
  });

  test('to the canary', async ({ page }) => {
    const dialog = await openPromoteDialog(page, {
      service: SERVICE,
      from: 'staging',
      to: 'canary',
    });
    const { url } = await openPullRequest(dialog, 'canary');
    await closeDialog(dialog);
    await mergePullRequest(page, url, {
      title: /audiobookshelf/,
      contains: [RELEASE],
    });
    const canary = environment(page, 'canary');
    await sync(canary, 'canary');
    await actOnCanary(page, canary, {
      button: /^Promote the canary/,
      says: 'new version',
      confirm: 'Promote fully',
    });
    await expectHealthy(canary, RELEASE);
    await expect(transition(page, 'staging', 'canary')).toContainText(
      /Promoted|Same release/,
      { timeout: 60_000 },
    );
  });

  test('to production, as soon as the freeze is over', async ({ page }) => {
    await setRules(
      'audiobookshelf is frozen in production',
      soakRule + freezeRule(new Date()),
    );
    const promotion = { service: SERVICE, from: 'canary', to: 'production' };
    const dialog = await openPromoteDialog(page, promotion);
    const freeze = gate(page, 'No freeze is on');
    await expect(freeze).toContainText(
      `production is frozen: ${FREEZE_REASON}. It opens at`,
    );
    const confirm = dialog.getByRole('button', {
      name: 'Open pull request for production',
    });
    await expect(confirm).toBeDisabled();
    await freeze.scrollIntoViewIfNeeded();
    await takePicture(page, 'whole-path-2-frozen');

    await expect(freeze).toContainText('Passed', { timeout: 150_000 });
    await expect(confirm).toBeEnabled();
    const { url } = await openPullRequest(dialog, 'production');
    await closeDialog(dialog);
    await mergePullRequest(page, url, {
      title: /audiobookshelf/,
      contains: [RELEASE],
    });
    const production = environment(page, 'production');
    await sync(production, 'production');
    await expectHealthy(production, RELEASE);
    for (const name of ['dev', 'staging', 'canary', 'production']) {
      await expectHealthy(environment(page, name), RELEASE);
    }
    await takePictures(page, 'whole-path-3-everywhere', production);
  });
});
