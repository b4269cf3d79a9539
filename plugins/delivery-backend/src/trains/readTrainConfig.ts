import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrainPullRequests } from '@stonegarden/backstage-plugin-delivery-common';

const KEY = 'delivery.promotion.trains.pullRequests';
const MODES: readonly TrainPullRequests[] = ['each', 'one'];

/** How trains make their pull requests, by app-config: one for each service when it says nothing. */
export function readTrainConfig(config: Config): TrainPullRequests {
  const text = config.getOptionalString(KEY) ?? 'each';
  const mode = MODES.find(each => each === text);
  if (!mode) {
    throw new InputError(
      `${KEY} in app-config is ${JSON.stringify(text)}: write ${MODES.join(
        ' or ',
      )}`,
    );
  }
  return mode;
}
