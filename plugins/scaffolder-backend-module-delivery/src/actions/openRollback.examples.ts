import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/**
 * Examples of `delivery:rollback:open`, shown on the list of installed actions.
 *
 * @internal
 */
export const examples: TemplateExample[] = [
  {
    description: 'Roll production back to what ran before',
    example: stringify({
      steps: [
        {
          id: 'rollback',
          action: 'delivery:rollback:open',
          name: 'Open the rollback',
          input: {
            entityRef: 'component:default/shop',
            environment: 'production',
            reason: 'Checkout fails.',
          },
        },
      ],
    }),
  },
];
