import { actOnCanary } from './support/canary';
import { pushToHomelab } from './support/homelab';
import { environment, expect, openService, test } from './support/portal';
import { expectHealthy, sync, syncPast } from './support/rollback';
import { takePicture } from './support/screenshots';

const STABLE = '2.29.0';
const CANARY = '2.31.0';
const OVERLAY =
  'kubernetes/services/audiobookshelf/environments/canary/kustomization.yaml';

const release = (from: string, to: string) =>
  pushToHomelab(`audiobookshelf: ${to} in canary`, {
    [OVERLAY]: text => text.replace(`newTag: "${from}"`, `newTag: "${to}"`),
  });

test('a canary is watched step by step, resumed, and promoted past its analyses', async ({
  page,
}) => {
  await openService(page, 'audiobookshelf', 'Environments');
  const canary = environment(page, 'canary');
  await expectHealthy(canary, STABLE);
  await release(STABLE, CANARY);
  await syncPast(canary, 'canary');

  const steps = canary.getByRole('list', { name: /^Steps of the canary/ });
  const current = steps.locator('[aria-current="step"]');
  await expect(current).toContainText('left', { timeout: 60_000 });
  // One picture: a pause here lasts no longer than it takes to look at it once.
  await takePicture(page, 'canary-1-paused');
  await actOnCanary(page, canary, {
    button: /^Resume the canary/,
    says: 'The pause ends now',
    confirm: 'Resume the canary',
  });

  await expect(current).toContainText('analysis', { timeout: 60_000 });
  await expect(canary).toContainText(/latency-p95 \d+.* passed/);
  // Since the pause, in the background.
  await expect(canary).toContainText(/success-rate \d+/);
  await takePicture(page, 'canary-2-analysis');
  await actOnCanary(page, canary, {
    button: /^Promote the canary/,
    says: 'This skips checks of the new version',
    confirm: 'Promote fully',
  });
  await expectHealthy(canary, CANARY);
  await expect(steps).toHaveCount(0);

  // As it was found.
  await release(CANARY, STABLE);
  await sync(canary, 'canary');
  await actOnCanary(page, canary, {
    button: /^Promote the canary/,
    says: 'receives all traffic as soon as its pods are ready',
    confirm: 'Promote fully',
  });
  await expectHealthy(canary, STABLE);
});
