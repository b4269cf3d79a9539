import type { RefreshRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type { ResourceApi } from '../src';
import { rolloutProgress } from '../src/__testUtils__/canary';
import * as resources from '../src/__testUtils__/resources';

/** What every environment has in its cluster, from the page's memory. */
export class MemoryResources implements ResourceApi {
  getRelease = async (_ref: string, environment: string) =>
    slowly(
      resources.releaseDetails({
        rollouts: environment === 'canary' ? [rolloutProgress()] : [],
      }),
    );
  getResources = async () => slowly(resources.resources());
  getDiff = async () => slowly(resources.diff());
  getEvents = async () => slowly(resources.events());
  getWindows = async () => slowly(resources.windows());
  previewSync = async () => slowly(resources.syncPreview());
  getLog = async () => slowly(resources.podLog());
  refresh = async (_ref: string, _name: string, _request: RefreshRequest) =>
    slowly(undefined);
  terminate = async () => slowly(undefined);
}

function slowly<T>(value: T): Promise<T> {
  return new Promise(resolve => {
    setTimeout(() => resolve(value), 400);
  });
}
