import { expectAccessible } from './support/axe';
import { pushToHomelab } from './support/homelab';
import { expect, openService, test } from './support/portal';
import { takePictures } from './support/screenshots';

const BROKEN = 'kubernetes/services/n8n/service.yaml';
const DOUBTFUL = 'kubernetes/services/audiobookshelf/service.yaml';

const breakIt = (text: string) =>
  text.replace('autoSync: true', 'autoSync: "perhaps"');
const repairIt = (text: string) =>
  text.replace('autoSync: "perhaps"', 'autoSync: true');
const doubt = (text: string) => text.replace('    - kafka\n', '    - kafak\n');
const believe = (text: string) =>
  text.replace('    - kafak\n', '    - kafka\n');

test.describe.serial('problems', () => {
  test('a page without problems says so', async ({ page }) => {
    await page.goto('/delivery');
    await page.getByRole('link', { name: /^Problems/ }).click();
    await expect(page).toHaveURL(/\/delivery\/problems$/);
    await expect(page.getByText('No manifest has a problem')).toBeVisible();
    await expectAccessible(page);
  });

  test('a broken manifest keeps its service, and says what would be right', async ({
    page,
  }) => {
    await pushToHomelab('Two slips of the pen', {
      [BROKEN]: breakIt,
      [DOUBTFUL]: doubt,
    });
    const card = page.getByRole('region', { name: 'Problems' });
    await expect(async () => {
      await openService(page, 'n8n');
      await expect(card).toBeVisible({ timeout: 5_000 });
    }).toPass();
    await expect(card).toContainText('last valid version');
    await expect(card).toContainText('Error');
    const place = card.getByRole('link', {
      name: new RegExp(`^${BROKEN}:\\d+:\\d+`),
    });
    const href = await place.getAttribute('href');
    expect(href).toMatch(new RegExp(`/blob/main/${BROKEN}#L\\d+$`));
    // The last good version is still there.
    await expect(
      page.getByRole('region', { name: 'Owner' }).getByRole('link').first(),
    ).toBeVisible();
    await expect(
      page
        .getByRole('region', { name: 'Environments' })
        .getByRole('heading', { name: 'production', exact: true }),
    ).toBeVisible();

    const question = card.getByText(/^What does .+ mean\?$/);
    await question.click();
    await expect(card.getByRole('figure', { name: 'Right' })).toBeVisible();
    await expect(
      card.getByRole('link', { name: /^Documentation of/ }),
    ).toHaveAttribute('href', /\/docs\/reference\/problems\/.+\.md$/);
    await expectAccessible(page);
    await takePictures(page, 'problems-1-service', place);
  });

  test('the host shows the line', async ({ page }) => {
    await openService(page, 'n8n');
    const place = page
      .getByRole('region', { name: 'Problems' })
      .getByRole('link', { name: new RegExp(`^${BROKEN}`) });
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      place.click(),
    ]);
    await expect(tab.getByText('perhaps').first()).toBeVisible();
    await tab.close();
  });

  test('all manifests with problems, counted and filtered', async ({
    page,
  }) => {
    await page.goto('/delivery/problems');
    await expect(
      page.getByText('1 error and 1 warning in 2 manifests.'),
    ).toBeVisible();
    const list = page.getByRole('list', { name: 'Manifests with problems' });
    await expect(
      list.getByRole('link', { name: 'n8n', exact: true }),
    ).toBeVisible();
    await expect(
      list.getByRole('link', { name: 'audiobookshelf', exact: true }),
    ).toBeVisible();
    await expect(list).toContainText('kafak');
    await expectAccessible(page);
    await takePictures(
      page,
      'problems-2-all',
      list.getByRole('link', { name: 'n8n', exact: true }),
    );

    await page.getByRole('button', { name: 'Warning 1' }).click();
    await expect(page).toHaveURL(/severity=warning/);
    await expect(
      list.getByRole('link', { name: 'n8n', exact: true }),
    ).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('1 of 2 problems shown')).toBeVisible();
    await list
      .getByRole('link', { name: 'audiobookshelf', exact: true })
      .click();
    await expect(
      page.getByRole('region', { name: 'Problems' }),
    ).not.toContainText('last valid version');
  });

  test('once repaired, nothing is left of it', async ({ page }) => {
    await pushToHomelab('Repaired', {
      [BROKEN]: repairIt,
      [DOUBTFUL]: believe,
    });
    await expect(async () => {
      await page.goto('/delivery/problems');
      await expect(page.getByText('No manifest has a problem')).toBeVisible({
        timeout: 5_000,
      });
    }).toPass();
    await openService(page, 'n8n');
    await expect(
      page.getByRole('region', { name: 'Environments' }),
    ).toBeVisible();
    await expect(page.getByRole('region', { name: 'Problems' })).toHaveCount(0);
  });
});

test.describe('what a service needs', () => {
  test('drawn with health, by mouse and by keyboard', async ({ page }) => {
    await openService(page, 'audiobookshelf');
    await page.getByRole('link', { name: 'Dependency graph' }).click();
    const graph = page.getByRole('group', {
      name: 'Services around audiobookshelf',
    });
    await expect(graph.getByRole('link', { name: /^kafka / })).toBeVisible();
    await expectAccessible(page);
    await takePictures(
      page,
      'dependencies-1-around',
      page.getByRole('link', { name: /^kafka/ }).first(),
    );
    await graph.getByRole('link', { name: /^kafka / }).focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/component\/kafka$/);
  });

  test('monitoring and security lead to their definitions', async ({
    page,
  }) => {
    await openService(page, 'audiobookshelf');
    const card = page.getByRole('region', { name: 'Monitoring and security' });
    await expect(
      card.getByRole('link', { name: 'audiobookshelf (new tab)' }).first(),
    ).toHaveAttribute(
      'href',
      /\/blob\/main\/kubernetes\/services\/audiobookshelf\/monitoring\/grafana\/audiobookshelf\.json$/,
    );
    await expect(card).toContainText('restricted');
  });
});
