import {
  createReason,
  Reason,
  StrayApplication,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { applicationUrl } from './applicationUrl';
import { formatDestination } from './destination';
import type { EnvironmentPlace } from './EnvironmentPlace';
import { findApplication } from './findApplication';

/** Applications that name a service, and are not those of its environments: most often previews and leftovers. */
export function findStrayApplications(
  service: { name: string; environments: EnvironmentPlace[] },
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>,
): StrayApplication[] {
  const { instances } = readModel;
  const records = readModel.find(service.name);
  const own = new Map(
    service.environments.map(place => [
      place.name,
      findApplication(place, records, instances),
    ]),
  );
  return records
    .filter(record => own.get(record.environment) !== record)
    .map(record => {
      const instance = instances.find(
        ({ status }) => status.name === record.instance,
      );
      const url = instance && applicationUrl(record, instance);
      return {
        name: record.name,
        instance: record.instance,
        environment: record.environment,
        destination: formatDestination(record.destination),
        ...(url ? { url } : {}),
        reason: whyStray(
          record,
          service.environments.find(({ name }) => name === record.environment),
          own.get(record.environment),
        ),
      };
    });
}

function whyStray(
  { destination, environment }: ApplicationRecord,
  place: EnvironmentPlace | undefined,
  chosen: ApplicationRecord | undefined,
): Reason {
  if (!place) {
    return createReason('EnvironmentNotDeclared', { environment });
  }
  const isSamePlace =
    chosen &&
    formatDestination(chosen.destination) === formatDestination(destination);
  return isSamePlace
    ? createReason('SeveralApplications', {
        environment,
        application: chosen.name,
      })
    : createReason('DestinationDiffers', {
        environment,
        destination: formatDestination(destination),
        expected: `${place.cluster}/${place.namespace}`,
      });
}
