import { InputError } from '@backstage/errors';
import { checkNewService } from './checkNewService';
import type { NewService } from './NewService';
import { planService } from './planService';
import { renderBase } from './renderBase';
import { renderOverlay } from './renderOverlay';
import type { RenderedFile } from './RenderedFile';
import { renderServiceManifest } from './renderServiceManifest';

/**
 * All files of a new service: `service.yaml`, `environments/base` and one overlay per environment. The same input gives
 * the same text. Throws InputError with all that is wrong.
 *
 * Paths start at the folder of the layers, for example `services/shop/service.yaml`. There is no ApplicationSet among the
 * files: the one in `bootstrap/services.yaml` makes an Application of each environment of every `service.yaml` it finds.
 *
 * @public
 */
export function renderService(service: NewService): RenderedFile[] {
  const problems = checkNewService(service);
  if (problems.length > 0) {
    throw new InputError(
      problems.map(({ field, message }) => `${field}: ${message}`).join('\n'),
    );
  }
  const planned = planService(service);
  const environments = `${planned.directory}/environments`;
  const below = (folder: string, files: RenderedFile[]) =>
    files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }));
  return [
    {
      path: `${planned.directory}/service.yaml`,
      content: renderServiceManifest(planned),
    },
    ...below(`${environments}/base`, renderBase(planned)),
    ...planned.environments.flatMap(environment =>
      below(
        `${environments}/${environment.name}`,
        renderOverlay(planned, environment),
      ),
    ),
  ];
}
