import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/**
 * Examples of `delivery:service:propose`, shown on the list of installed actions.
 *
 * @internal
 */
export const examples: TemplateExample[] = [
  {
    description: 'Propose a service with two environments',
    example: stringify({
      steps: [
        {
          id: 'service',
          action: 'delivery:service:propose',
          name: 'Propose the service',
          input: {
            name: 'shop',
            description: 'Where people buy stones',
            owner: 'group:default/product',
            image: 'ghcr.io/acme/shop:1.2.3',
            port: 8080,
            environments: [
              { name: 'dev', autoSync: true },
              { name: 'production', replicas: 3 },
            ],
          },
        },
      ],
    }),
  },
  {
    description:
      'Propose a platform service with a canary, dependencies and an SLA, in a repository of its own',
    example: stringify({
      steps: [
        {
          id: 'service',
          action: 'delivery:service:propose',
          name: 'Propose the service',
          input: {
            repositoryUrl:
              'https://github.com/acme/platform/tree/main/kubernetes',
            name: 'registry',
            layer: 'platform',
            category: 'messaging',
            owner: 'group:default/platform',
            image: 'ghcr.io/acme/registry:4.0.1',
            port: 8081,
            healthPath: '/healthz',
            environments: [
              { name: 'dev', autoSync: true },
              { name: 'canary', canary: true },
              { name: 'production', namespace: 'registry' },
            ],
            dependencies: ['component:default/kafka'],
            sla: { availability: '99.9%', latency: '100ms' },
            sloRules: true,
          },
        },
      ],
    }),
  },
];
