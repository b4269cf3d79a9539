import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import { fillTemplate } from './fillTemplate';

type Values = Record<string, string | undefined>;

/**
 * Addresses of pages outside the portal, from the templates under `delivery.links`; undefined where there is none.
 *
 * @internal
 */
export function useDeliveryLinks() {
  const config = useApi(coreApis.config).getOptionalConfig('delivery.links');
  const link = (name: 'dashboard' | 'alert' | 'logs') => (values: Values) =>
    fillTemplate(config?.getOptionalString(name), values);
  return {
    dashboard: link('dashboard'),
    alert: link('alert'),
    logs: link('logs'),
    slackTemplate: config?.getOptionalString('slack'),
  };
}
