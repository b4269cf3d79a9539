import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentHistory,
  EnvironmentStatus,
  EnvironmentTransition,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { gitDifference } from './gitDifference';
import { releaseName } from './release';
import { skipsPath } from './skipsPath';

/**
 * What is asked before a sync, in the viewer's language.
 *
 * @internal
 */
export interface SyncQuestion {
  title: string;
  text: string;
}

/**
 * What a sync of an environment has to ask first: whether to undo a rollback outside Git, or to skip the path.
 *
 * @internal
 */
export function useSyncQuestion(known: {
  environment: EnvironmentStatus;
  before?: EnvironmentStatus;
  transition?: EnvironmentTransition;
  histories?: { own?: EnvironmentHistory; before?: EnvironmentHistory };
}): SyncQuestion | undefined {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { environment, before, histories } = known;
  const nameOf = (release?: Release) =>
    releaseName(release) ?? t('stop.releaseUnknown');
  const { name } = environment;
  const release = nameOf(environment.git?.release);
  const asInGit = !gitDifference(environment) && !environment.outsideGit;
  if (histories?.own?.emergency && !asInGit) {
    return {
      title: t('stop.syncOverRollbackTitle', { name }),
      text: t('stop.syncOverRollback', {
        name,
        release,
        runs: nameOf(environment.release),
      }),
    };
  }
  if (before && skipsPath(known)) {
    return {
      title: t('stop.syncPastTitle', { name, before: before.name }),
      text: t('stop.syncPast', {
        name,
        release,
        before: before.name,
        runs: nameOf(before.release),
      }),
    };
  }
  return undefined;
}
