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
import { takePicture, takePictures } from './support/screenshots';

const PROMOTION = { service: 'kafka-demo', from: 'dev', to: 'production' };
const OLD = '7.7.1';
const NEW = '7.9.0';

test.describe.serial('rights', () => {
  let pullRequest = '';

  test('a member of another team sees everything and can do nothing', async ({
    signInAs,
  }) => {
    const max = await signInAs('max');
    await openService(max, PROMOTION.service, 'Environments');
    for (const [name, version] of [
      ['dev', NEW],
      ['production', OLD],
    ]) {
      await expect(environment(max, name)).toContainText(version);
      await expect(environment(max, name)).toContainText('Healthy');
    }
    const between = transition(max, 'dev', 'production');
    await expect(
      between.getByRole('button', { name: 'Promote to production' }),
    ).toBeDisabled();
    await expect(between).toContainText('You may not promote to production.');
    await takePictures(max, 'rights-1-another-team', between);
  });

  test('an owner asks for a promotion to production, and cannot approve it', async ({
    signInAs,
  }) => {
    const olga = await signInAs('olga');
    const dialog = await openPromoteDialog(olga, PROMOTION);
    await expect(dialog).toContainText('delivery.promotion.approve');
    await takePicture(olga, 'rights-2-owner-asks');
    pullRequest = (await openPullRequest(dialog, 'production')).url;
    await expect(dialog).toContainText('Needs an approval');
    await expect(dialog).toContainText('You asked for it.');
    await expect(dialog.getByRole('button', { name: /^Approve/ })).toHaveCount(
      0,
    );
    await takePicture(olga, 'rights-3-owner-waits');
    await closeDialog(dialog);
  });

  test('somebody of a named group approves it, while the owner looks on', async ({
    page,
    signInAs,
  }) => {
    const olga = await signInAs('olga');
    const seenBy = async (who: typeof page) => {
      await openService(who, PROMOTION.service, 'Environments');
      await transition(who, 'dev', 'production')
        .getByRole('button', { name: /progress/i })
        .click();
      return who.getByRole('dialog').first();
    };
    const seenByOlga = await seenBy(olga);
    await expect(seenByOlga).toContainText('You asked for it.');

    const dialog = await seenBy(page);
    await dialog
      .getByRole('button', { name: 'Approve the promotion to production' })
      .click();
    const question = page.getByRole('dialog', {
      name: 'Approve the promotion to production?',
    });
    await expect(question).toContainText(OLD);
    await expect(question).toContainText(NEW);
    await question
      .getByRole('textbox', { name: 'Reason (optional)' })
      .fill('Ran on dev for a week.');
    await takePicture(page, 'rights-4-approver-asked');
    await question.getByRole('button', { name: 'Approve' }).click();
    await expect(dialog).toContainText('Approved by rita');
    await expect(dialog).toContainText('Ran on dev for a week.');
    await takePicture(page, 'rights-5-approved');

    // Nobody loads the owner's page again.
    await expect(seenByOlga).toContainText('Approved by rita', {
      timeout: 60_000,
    });
  });

  test('the owner syncs what was approved and merged', async ({ signInAs }) => {
    const olga = await signInAs('olga');
    await openService(olga, PROMOTION.service, 'Environments');
    const production = environment(olga, 'production');
    await expect(production).toContainText(OLD);
    await mergePullRequest(olga, pullRequest, {
      title: /kafka-demo/,
      contains: [NEW],
      pictures: 'rights-6-pull-request',
    });
    const sync = production.getByRole('button', { name: 'Sync production' });
    await expect(sync).toBeEnabled({ timeout: 60_000 });
    await sync.click();
    await expect(production).toContainText(NEW, { timeout: 60_000 });
    await expect(production).toContainText('Healthy', { timeout: 60_000 });
    await expect(transition(olga, 'dev', 'production')).toContainText(
      /Promoted|Same release/,
      { timeout: 60_000 },
    );
    await takePictures(olga, 'rights-7-healthy', production);
  });
});
