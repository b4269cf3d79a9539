import { SERVICE_LABELS } from '@stonegarden/service-manifest';
import type { PlannedEnvironment, PlannedService } from './planService';
import { teamLabels } from './renderBase';
import { renderCanary } from './renderCanary';
import type { RenderedFile } from './RenderedFile';
import { renderSloRules } from '../slo/renderSloRules';
import { type YamlNotes, yamlText } from '../yaml/yamlText';

/**
 * The manifests of one environment, with paths from its own folder.
 *
 * @internal
 */
export function renderOverlay(
  service: PlannedService,
  environment: PlannedEnvironment,
): RenderedFile[] {
  const { name, image } = service;
  const own: RenderedFile[] = [
    ...(environment.canary ? renderCanary(service, environment) : []),
    ...(service.sloRules
      ? [
          {
            path: 'prometheusrule.yaml',
            content: renderSloRules(service, environment),
          },
        ]
      : []),
  ];
  // A Deployment that a Rollout takes its pod template from has no pods of its own
  const count = environment.canary ? 0 : environment.replicas;
  const pinned = image.tag === undefined ? 'digest' : 'newTag';
  const notes: YamlNotes = {
    behind: [[['images', 0, pinned], '<- the promoted value']],
    quoted: image.tag === undefined ? [] : [['images', 0, 'newTag']],
  };
  return [
    {
      path: 'kustomization.yaml',
      content: yamlText(
        {
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          namespace: environment.namespace,
          resources: ['../base', ...own.map(({ path }) => path)],
          labels: [
            {
              pairs: {
                // The base labels its own manifests only
                ...(own.length > 0 && teamLabels(service)),
                [SERVICE_LABELS.environment]: environment.name,
              },
              includeSelectors: false,
              includeTemplates: true,
            },
          ],
          images: [
            {
              name: image.name,
              ...(image.tag !== undefined && { newTag: image.tag }),
              ...(image.digest !== undefined && { digest: image.digest }),
            },
          ],
          replicas: [{ name, count }],
        },
        notes,
      ),
    },
    ...own,
  ];
}
