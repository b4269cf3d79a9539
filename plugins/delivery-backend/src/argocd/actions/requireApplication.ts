import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { absentApplication } from '../../environments/absentApplication';
import {
  findApplication,
  instancesFor,
} from '../../environments/findApplication';
import { environmentOf, ResolvedService } from '../../services/ServiceResolver';
import type { ApplicationRecord } from '../readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../readModel/ArgocdReadModel';

/** The Application of an environment that something is to be done to (`synced`), or an error that says why there is none. */
export function requireApplication(
  service: ResolvedService,
  environment: string,
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>,
  done: string,
): ApplicationRecord {
  const place = environmentOf(service, environment);
  const { instances } = readModel;
  const record = findApplication(
    place,
    readModel.find(service.name),
    instances,
  );
  if (record) {
    return record;
  }
  const { presence, healthReason } = absentApplication(
    service.name,
    place,
    instancesFor(place.cluster, instances),
  );
  const message = `${environment} of ${service.name} cannot be ${done} now. ${healthReason.message}`;
  switch (presence) {
    case 'absent':
      throw new NotFoundError(message);
    case 'forbidden':
      throw new NotAllowedError(message);
    default:
      throw new ServiceUnavailableError(message);
  }
}
