import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  formatImage,
  type ReleaseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { withoutAddresses } from '../argocd/client/withoutAddresses';
import { RecentMap } from '../collections/RecentMap';
import { imageLocation } from './imageLocation';
import type { RegistryConfig } from './readRegistries';
import { type ImagePresence, RegistryClient } from './RegistryClient';

/** How long an answer is used again: a dialog that is open asks every ten seconds. */
const REUSE_MS = 60_000;
const MAX_ANSWERS = 2_000;

/** Whether images are still where they were. Only registries of `delivery.registries` are asked. */
export class ImageRegistries {
  readonly #clients: Map<string, RegistryClient>;
  readonly #logger: LoggerService;
  readonly #answers = new RecentMap<{
    askedAt: number;
    answer: Promise<ImagePresence>;
  }>(MAX_ANSWERS);

  constructor(options: {
    registries: readonly RegistryConfig[];
    logger: LoggerService;
  }) {
    this.#clients = new Map(
      options.registries.map(registry => [
        registry.host,
        new RegistryClient(registry),
      ]),
    );
    this.#logger = options.logger;
  }

  /** Never fails: an image that cannot be asked for is `unknown`. */
  find(image: ReleaseImage): Promise<ImagePresence> {
    const location = imageLocation(image);
    const client = location && this.#clients.get(location.host);
    if (!location || !client) {
      return Promise.resolve('unknown');
    }
    const { host, repository, reference } = location;
    const key = `${host}/${repository} ${reference}`;
    const known = this.#answers.get(key);
    if (known && Date.now() - known.askedAt < REUSE_MS) {
      return known.answer;
    }
    const answer = client
      .find(repository, reference)
      .catch((error): ImagePresence => {
        this.#logger.warn(
          `The registry ${host} could not be asked for ${formatImage(
            image,
          )}: ${withoutAddresses(String(error?.cause ?? error), 200)}`,
        );
        return 'unknown';
      });
    this.#answers.set(key, { askedAt: Date.now(), answer });
    return answer;
  }
}
