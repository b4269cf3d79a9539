import {
  createReason,
  formatImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';
import { isFloatingImage } from '@stonegarden/gitops-manifests';
import { createBuiltInGate } from './createBuiltInGate';

/** A protected environment gets only what stays the same: a floating tag names another image each time one is pushed. */
export function createTagsFixed(floatingTags: readonly string[]): Gate {
  return createBuiltInGate(
    'tags-fixed',
    ({ target, isProtected, git: { source } }) => {
      const environment = target.name;
      if (!isProtected) {
        return {
          status: 'skipped',
          reason: createReason('NotProtected', { environment }),
        };
      }
      if (!source.release) {
        return {
          status: 'skipped',
          reason: createReason('FileNotRead', { file: source.file }),
        };
      }
      const floating = source.release.images.filter(image =>
        isFloatingImage(image, floatingTags),
      );
      return floating.length > 0
        ? {
            status: 'failed',
            reason: createReason('FloatingTags', {
              environment,
              images: floating.map(formatImage),
            }),
          }
        : {
            status: 'passed',
            reason: createReason('TagsFixed', { environment }),
          };
    },
  );
}
