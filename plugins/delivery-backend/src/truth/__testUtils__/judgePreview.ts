import type {
  GateResult,
  PromotionPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { claim } from './claim';
import { sourceOf } from './Portal';
import { appName, imageOf } from './repository';
import type { Place } from './steps';
import type { World } from './World';

/** Fails unless what the gates say was so in what the portal was shown last, and in Git now. */
export function judgePreview(
  world: World,
  place: Place,
  preview: PromotionPreview,
): void {
  const source = { ...place, environment: sourceOf(place) };
  const name = appName(source);
  const seen = world.seen.get(name);
  const answer = (id: string): GateResult | undefined =>
    preview.gates.find(gate => gate.id === id);
  const context = { preview, seen };
  const wanted = world.pinnedAt(world.head, name)?.join();

  claim(preview.baseCommit === world.head, { 'not the head': context });
  if (answer('source-healthy')?.status === 'passed') {
    claim(seen?.health === 'Healthy' && !world.argocd.isDown, {
      'source-healthy passed': context,
    });
  }
  const synced = answer('source-synced');
  if (synced?.status === 'passed') {
    claim(
      !seen?.beside &&
        // Once Git agrees, nothing runs outside it.
        !(seen?.isRolledBack && seen.sync !== 'Synced') &&
        seen?.applied?.join() === wanted,
      { 'source-synced passed, and other images run': context },
    );
    claim(
      synced.reason.code === 'OnlyPruningLeft'
        ? seen?.isPruneOnly === true
        : seen?.sync === 'Synced',
      { 'source-synced passed, and is not synced': context },
    );
  }
  for (const change of preview.changes) {
    claim(
      change.name === imageOf(place.service) &&
        `${change.name}:${change.to.tag}` === wanted &&
        `${change.name}:${change.from?.tag}` ===
          world.pinnedAt(world.head, appName(place))?.join(),
      { 'Git does not say so': context },
    );
  }
  if (preview.canOpen && !preview.existing) {
    const { reasonRequired = [] } = preview;
    claim(
      preview.changes.length > 0 &&
        preview.gates.every(
          ({ reason, status, yieldsToReason }) =>
            ['passed', 'skipped'].includes(status) ||
            // Whoever opens it has to say why, and the preview says so.
            (yieldsToReason &&
              reasonRequired.some(({ code }) => code === reason.code)),
        ),
      { 'can be opened, and a gate says no': context },
    );
  }
}
