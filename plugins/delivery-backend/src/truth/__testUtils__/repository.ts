import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import {
  EnvironmentName,
  ENVIRONMENTS,
  Place,
  ServiceName,
  SERVICES,
} from './steps';

export const appName = ({ service, environment }: Place) =>
  `${service}-${environment}`;

/** Where a promotion of a branch goes to. */
export function placeOf(branch: string): Place {
  const places = SERVICES.flatMap(service =>
    ENVIRONMENTS.map(environment => ({ service, environment })),
  );
  const found = places.find(place => branch.includes(`/${appName(place)}-`));
  if (!found) {
    throw new Error(`${branch} is not a branch of a promotion`);
  }
  return found;
}

export const imageOf = (service: string) => `ghcr.io/acme/${service}`;

export const kustomizationPath = ({ service, environment }: Place) =>
  `services/${service}/environments/${environment}/kustomization.yaml`;

/** A file beside the overlay that no manifest uses. */
export const settingsPath = ({ service, environment }: Place) =>
  `services/${service}/environments/${environment}/settings.txt`;

/** An overlay that pins a version; a broken one takes a base that is not there. */
export const overlay = (
  { service }: Pick<Place, 'service'>,
  version: string,
  isBroken = false,
) => `resources:
  - ${isBroken ? '../bse' : '../base'}
images:
  - name: ${imageOf(service)}
    newTag: "${version}"
`;

/** The version that an overlay gives; undefined where kustomize cannot build it. */
export function versionIn(text: string | undefined): string | undefined {
  return text?.includes('../base')
    ? /newTag: "(.*)"/.exec(text)?.[1]
    : undefined;
}

const baseFiles = (service: ServiceName) => ({
  [`services/${service}/environments/base/kustomization.yaml`]:
    'resources:\n  - deployment.yaml\n',
  [`services/${service}/environments/base/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${service}
spec:
  selector:
    matchLabels:
      app: ${service}
  template:
    metadata:
      labels:
        app: ${service}
    spec:
      containers:
        - name: ${service}
          image: ${imageOf(service)}
`,
});

const FIRST_VERSIONS: Record<EnvironmentName, string> = {
  dev: 'v2',
  staging: 'v1',
  production: 'v1',
};

/** The repository at its first commit. */
export const FIRST_FILES: Record<string, string> = Object.assign(
  {},
  ...SERVICES.flatMap(service => [
    baseFiles(service),
    ...ENVIRONMENTS.map(environment => ({
      [kustomizationPath({ service, environment })]: overlay(
        { service },
        FIRST_VERSIONS[environment],
      ),
    })),
  ]),
);

/** The catalog's entity of a service; `imagesOf` is what it read of the overlays. */
export function serviceEntity(
  service: ServiceName,
  imagesOf: (environment: EnvironmentName) => string[],
): ServiceEntity {
  const folder = `https://git.example/acme/platform/tree/main/services/${service}/`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: service,
      namespace: 'default',
      annotations: { 'backstage.io/source-location': `url:${folder}` },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/product',
      releases: ENVIRONMENTS.map(environment => ({
        environment,
        images: imagesOf(environment),
      })),
      environments: ENVIRONMENTS.map(name => ({
        name,
        cluster: 'homelab',
        namespace: `${service}-${name}`,
        autoSync: name === 'dev',
      })),
    },
  };
}
