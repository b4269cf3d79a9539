import { SHOP_FOLDER, SHOP_IMAGE } from './shop';

export const valuesPath = (environment: string) =>
  `${SHOP_FOLDER}/values-${environment}.yaml`;

/** Values of one environment, with a version that promotions move and much that they do not. */
export const values = (tag: string, replicas = 2) => `# Of this environment
replicaCount: ${replicas}
image:
  tag: "${tag}"   # <- the promoted value
ingress: {host: shop.example.com}
`;

/** The shop as a chart in the repository: 1.1 in dev and staging, 1.0 in production. */
export const helmShopFiles = () => ({
  [`${SHOP_FOLDER}/Chart.yaml`]:
    'apiVersion: v2\nname: shop\nversion: 0.1.0\nappVersion: "0.9"\n',
  [`${SHOP_FOLDER}/values.yaml`]: `image:
  repository: ${SHOP_IMAGE}
  tag: ""
replicaCount: 1
`,
  [valuesPath('dev')]: values('1.1', 1),
  [valuesPath('staging')]: values('1.1'),
  [valuesPath('production')]: values('1.0', 5),
});
