import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeChecks } from './judgeChecks';

/**
 * `spec.security.imageScanRequired` of service.yaml: the checks that the Git host requires of the pull request must pass before
 * it is merged; where it requires none, all that there are, of which there must be one. Who scans is the repository's
 * business; before there is a pull request, there is nothing to judge.
 */
export const imageScan = createBuiltInGate(
  'image-scan',
  ({ target, imageScanRequired, pullRequest }) => {
    const environment = target.name;
    if (!imageScanRequired) {
      return {
        status: 'skipped',
        reason: createReason('ImageScanNotRequired', { environment }),
      };
    }
    if (!pullRequest) {
      return {
        status: 'skipped',
        reason: createReason('ChecksAwaited', { environment }),
      };
    }
    const all = pullRequest.checks?.items ?? [];
    const required = all.filter(item => item.required);
    const items = required.length > 0 ? required : all;
    if (items.length === 0) {
      return {
        status: 'failed',
        reason: createReason('ChecksNotPassed', {
          checks: [],
          state: 'missing',
        }),
      };
    }
    return judgeChecks(items);
  },
);
