import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/**
 * Examples of `delivery:promotion:open`, shown on the list of installed actions.
 *
 * @internal
 */
export const examples: TemplateExample[] = [
  {
    description: 'Promote the release of staging to production',
    example: stringify({
      steps: [
        {
          id: 'promotion',
          action: 'delivery:promotion:open',
          name: 'Open the promotion',
          input: {
            entityRef: 'component:default/shop',
            from: 'staging',
            to: 'production',
          },
        },
      ],
    }),
  },
];
