import type { NewService } from '../service/NewService';

/** A service with all that one can have. */
export const shop: NewService = {
  name: 'shop',
  description: 'Where people buy "things": mostly stones',
  owner: {
    team: 'product',
    slack: '#shop',
    email: 'product@example.org',
    oncall: 'https://oncall.example.org/product',
  },
  image: 'ghcr.io/acme/shop:1.10',
  port: 8080,
  healthPath: '/healthz',
  environments: [
    { name: 'dev', cluster: 'homelab', autoSync: true },
    { name: 'staging', cluster: 'homelab' },
    { name: 'canary', cluster: 'homelab', canary: {} },
    { name: 'production', cluster: 'homelab', replicas: 3 },
  ],
  dependencies: [
    { ref: 'kafka', namespaces: ['kafka', 'kafka-dev'] },
    { ref: 'grafana' },
  ],
  sla: { availability: '99.9%', latency: '100ms', rpo: '4h', rto: '30m' },
};
